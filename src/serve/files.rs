//! Files of the content as they lie on the disk: whole or in ranges.
//!
//! In: a file, and the folder that it must not leave. Out: its bytes, its type, and when it was changed.

use std::path::Path;

use axum::body::Body;
use axum::extract::Request;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use tower_http::services::ServeFile;

use super::page;

/// Sends a file. A link may have been put in its place since the site was read, so where it leads is looked at again.
pub async fn send(request: Request<Body>, (disk, inside): (&Path, &Path), name: &str) -> Response {
    let real = disk.canonicalize().ok().zip(inside.canonicalize().ok());
    let Some((real, _)) = real.filter(|(real, inside)| real.starts_with(inside)) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    match ServeFile::new(real).try_call(request).await {
        Ok(response) => {
            let mut response = response.into_response();
            if let Ok(mime) = HeaderValue::from_str(&page::mime(name)) {
                response.headers_mut().insert(header::CONTENT_TYPE, mime);
            }
            response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
            response
        }
        Err(_) => StatusCode::NOT_FOUND.into_response(),
    }
}
