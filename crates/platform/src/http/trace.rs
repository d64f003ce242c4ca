//! Request ids, spans and the metrics of every route (P-26, P-27).

use axum::extract::{MatchedPath, Request};
use axum::http::{HeaderValue, Method};
use axum::middleware::Next;
use axum::response::Response;
use tracing::field::Empty;

use crate::trace::{self, Trace};

/// Names one request in answers and in the log.
#[derive(Debug, Clone, Default)]
pub(crate) struct RequestId(pub String);

pub(crate) async fn trace(mut request: Request, next: Next) -> Response {
    // An id from outside is not trusted: it could be anything, and land in the log.
    let id = RequestId(uuid::Uuid::new_v4().simple().to_string());
    request.extensions_mut().insert(id.clone());
    let method = request.method().clone();
    let route = request.extensions().get::<MatchedPath>().map_or("unmatched", MatchedPath::as_str).to_owned();
    let cause = request.headers().get(trace::HEADER).and_then(|told| Trace::parse(told.to_str().ok()?));
    let span = tracing::info_span!(
        "request", request.id = %id.0, trace.id = Empty, %method, route, actor.id = Empty, otel.kind = "server"
    );
    let began = tokio::time::Instant::now();
    let mut response = trace::within(span.clone(), cause, next.run(request)).await;
    let took = began.elapsed();
    let status = response.status().as_u16();
    let method = told(&method);
    metrics::histogram!("pushnchat_http_seconds", "route" => route.clone(), "method" => method)
        .record(took.as_secs_f64());
    metrics::counter!(
        "pushnchat_http_total", "route" => route, "method" => method, "status" => status.to_string()
    )
    .increment(1);
    span.in_scope(|| tracing::debug!(status, duration_ms = took.as_secs_f64() * 1000.0, "answered"));
    if let Ok(value) = HeaderValue::from_str(&id.0) {
        response.headers_mut().insert("x-request-id", value);
    }
    response
}

/// The method as figures tell it. Whoever makes up names of methods makes up no figures, which would be kept for ever.
fn told(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::HEAD => "HEAD",
        Method::POST => "POST",
        Method::PUT => "PUT",
        Method::PATCH => "PATCH",
        Method::DELETE => "DELETE",
        Method::OPTIONS => "OPTIONS",
        _ => "other",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn methods_that_somebody_makes_up_are_counted_as_one() {
        assert_eq!(told(&Method::PATCH), "PATCH");
        for made_up in ["BREW", "BREW2", "get", "TRACE"] {
            assert_eq!(told(&made_up.parse().expect("a method")), "other", "{made_up}");
        }
    }
}
