//! Requests: from a URL to an answer.
//!
//! In: HTTP. Out: pages and files of the site below its base path, and below `.postil/` what the page in the browser talks
//! to. Everything that reads the site runs on a thread of its own, so that events go out while a long page is made.

use std::sync::Arc;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::{DefaultBodyLimit, FromRequest as _, Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, Uri, header};
use axum::middleware;
use axum::response::{IntoResponse, Response};
use tower_http::compression::{CompressionLayer, CompressionLevel};

use super::page::{self, Answer};
use super::preview::{Preview, Shared};
use super::{acts, client, files, guard, state};

/// Bytes of a request that is read.
const LONGEST_REQUEST: usize = 1 << 20;

/// Everything that the preview answers.
pub fn app(preview: Arc<Preview>) -> Router {
    Router::new()
        .fallback(answer)
        .layer(DefaultBodyLimit::max(LONGEST_REQUEST))
        .layer(CompressionLayer::new().quality(CompressionLevel::Fastest))
        .layer(middleware::from_fn_with_state(Arc::clone(&preview), guard::guard))
        .with_state(preview)
}

/// What a URL asks for.
enum Asked {
    /// A path below the site's, beginning with a slash, percent-encoded.
    Below(String),
    /// The name of something of the preview itself.
    Own(String),
    /// Elsewhere on this server; the site's address.
    Outside(String),
}

fn asked(preview: &Preview, uri: &Uri) -> Asked {
    let base = preview.read(|live| live.site().settings.base_url.path().to_owned());
    let path = uri.path();
    match path.strip_prefix(base.as_str()) {
        Some(below) => match below.strip_prefix(".postil/") {
            Some(name) => Asked::Own(name.to_owned()),
            None => Asked::Below(format!("/{below}")),
        },
        None if path == "/" || format!("{path}/") == base => Asked::Outside(base),
        None => Asked::Below("/404.html".to_owned()),
    }
}

async fn answer(State(preview): State<Shared>, request: Request) -> Response {
    let reads = matches!(*request.method(), Method::GET | Method::HEAD);
    match asked(&preview, request.uri()) {
        Asked::Own(name) if name == "events" && reads => preview.hub.listen(&preview),
        Asked::Own(name) if *request.method() == Method::POST => written(preview, name, request).await,
        Asked::Own(name) if reads => own(preview, name, request).await,
        Asked::Outside(base) if reads => redirect(StatusCode::TEMPORARY_REDIRECT, &base),
        Asked::Below(path) if reads => site(preview, path, request).await,
        _ => (StatusCode::METHOD_NOT_ALLOWED, [(header::ALLOW, "GET, HEAD")]).into_response(),
    }
}

/// Runs what takes longer than a moment where nobody waits for it.
async fn apart<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, Response> {
    // Only a panic ends such work early, and there is none in it.
    tokio::task::spawn_blocking(work).await.map_err(|_| StatusCode::INTERNAL_SERVER_ERROR.into_response())
}

async fn site(preview: Shared, path: String, request: Request) -> Response {
    let outside = request.uri().path() != "/404.html" && path == "/404.html";
    let query = request.uri().query().map(|query| format!("?{query}")).unwrap_or_default();
    let made = apart(move || if outside { page::missing(&preview) } else { page::answer(&preview, &path) }).await;
    match made {
        Err(response) => response,
        Ok(Answer::Moved(to)) => redirect(StatusCode::MOVED_PERMANENTLY, &format!("{to}{query}")),
        Ok(Answer::File { disk, inside, name }) => files::send(request, (&disk, &inside), &name).await,
        Ok(Answer::Made { status, mime, body, etag }) => tagged(request.headers(), (status, mime), (etag, body)),
    }
}

async fn own(preview: Shared, name: String, request: Request) -> Response {
    if let Some(text) = client::file(&name) {
        let etag = page::etag(text.as_bytes());
        return tagged(request.headers(), (StatusCode::OK, page::mime(&name)), (etag, text.as_bytes().to_vec()));
    }
    let query = Query::of(request.uri());
    let made = apart(move || match name.as_str() {
        "state" => Some(state::json(&preview, &query.get("page"))),
        name => acts::look(&preview, name, &query),
    });
    match made.await {
        Ok(Some(json)) => answer_json(StatusCode::OK, json),
        Ok(None) => StatusCode::NOT_FOUND.into_response(),
        Err(response) => response,
    }
}

async fn written(preview: Shared, name: String, request: Request) -> Response {
    let body = match Bytes::from_request(request, &()).await {
        Ok(body) => body,
        Err(refusal) => return refusal.into_response(),
    };
    match apart(move || acts::act(&preview, &name, &body)).await {
        Ok(Some((status, json))) => answer_json(status, json),
        Ok(None) => StatusCode::NOT_FOUND.into_response(),
        Err(response) => response,
    }
}

fn answer_json(status: StatusCode, json: String) -> Response {
    let headers = [(header::CONTENT_TYPE, "application/json"), (header::CACHE_CONTROL, "no-store")];
    (status, headers, json).into_response()
}

fn redirect(status: StatusCode, to: &str) -> Response {
    match HeaderValue::from_str(to) {
        Ok(to) => (status, [(header::LOCATION, to), (header::CACHE_CONTROL, HeaderValue::from_static("no-cache"))])
            .into_response(),
        Err(_) => StatusCode::NOT_FOUND.into_response(),
    }
}

/// A body that the browser keeps and asks about each time (RFC 9110 §13.1.2).
fn tagged(headers: &HeaderMap, (status, mime): (StatusCode, String), (etag, body): (String, Vec<u8>)) -> Response {
    let known = headers.get_all(header::IF_NONE_MATCH).iter().filter_map(|value| value.to_str().ok());
    let same = |known: &str| known.split(',').any(|one| one.trim().trim_start_matches("W/") == etag);
    let unchanged = status == StatusCode::OK && known.into_iter().any(same);
    let mut response =
        if unchanged { StatusCode::NOT_MODIFIED.into_response() } else { (status, Body::from(body)).into_response() };
    let marks = [(header::ETAG, etag), (header::CONTENT_TYPE, mime), (header::CACHE_CONTROL, "no-cache".to_owned())];
    for (name, value) in marks {
        if let Ok(value) = HeaderValue::from_str(&value) {
            response.headers_mut().insert(name, value);
        }
    }
    response
}

/// The fields of a URL's query.
pub struct Query(Vec<(String, String)>);

impl Query {
    fn of(uri: &Uri) -> Self {
        let pairs = uri.query().unwrap_or("").split('&').filter_map(|pair| pair.split_once('='));
        let plain = |text: &str| crate::path::decode(&text.replace('+', " "));
        Self(pairs.map(|(name, value)| (plain(name), plain(value))).collect())
    }

    /// A field's value, or nothing.
    pub fn get(&self, name: &str) -> String {
        self.0.iter().find(|(known, _)| known == name).map(|(_, value)| value.clone()).unwrap_or_default()
    }
}
