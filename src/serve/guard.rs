//! Who may ask for what: no other site may read the preview through the writer's browser, and none may write.
//!
//! In: a request's headers. Out: a refusal, or nothing. Sources: RFC 9110 §7.2 (Host), the Fetch standard (Origin,
//! Sec-Fetch-Site).

use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::preview::{Preview, Shared};

/// The header that carries the token.
pub const TOKEN: HeaderName = HeaderName::from_static("x-postil-token");

/// Refuses requests that are not meant for this preview, and marks answers so that no other site uses them.
pub async fn guard(State(preview): State<Shared>, request: Request, next: Next) -> Response {
    let mut response = match refusal(&preview, request.method(), request.headers()) {
        Some(why) => (StatusCode::FORBIDDEN, format!("{why}\n")).into_response(),
        None => next.run(request).await,
    };
    let marks = [
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::X_FRAME_OPTIONS, "SAMEORIGIN"),
        (header::REFERRER_POLICY, "same-origin"),
        (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    ];
    for (name, value) in marks {
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    response
}

fn refusal(preview: &Preview, method: &Method, headers: &HeaderMap) -> Option<&'static str> {
    let text = |name: HeaderName| headers.get(name).and_then(|value| value.to_str().ok());
    let Some(host) = text(header::HOST).filter(|host| preview.listen.answers_to(host)) else {
        return Some("This preview answers to localhost and to addresses only; `--host NAME` adds a name.");
    };
    let origin = headers.get(header::ORIGIN);
    let own = origin.is_some_and(|origin| *origin == *format!("http://{host}"));
    if origin.is_some() && !own {
        return Some("Another site asks for this; a preview is for itself alone.");
    }
    if matches!(*method, Method::GET | Method::HEAD) {
        return None;
    }
    let same_site = text(HeaderName::from_static("sec-fetch-site")) == Some("same-origin");
    if !own && !same_site {
        return Some("Nothing is written for a request that does not say which page it comes from.");
    }
    let token = headers.get(TOKEN).map_or(&[][..], HeaderValue::as_bytes);
    (!is_same(token, preview.token.as_bytes())).then_some("Nothing is written without the token of a page; reload it.")
}

/// Compares in a time that tells nothing of where the first difference is.
fn is_same(one: &[u8], other: &[u8]) -> bool {
    one.len() == other.len() && one.iter().zip(other).fold(0, |differs, (one, other)| differs | (one ^ other)) == 0
}
