//! Which trace work belongs to (P-27): a request begins one, or goes on with the one that its sender tells in
//! `traceparent` (<https://www.w3.org/TR/trace-context/>); events, jobs and frames between processes carry it on. It is
//! known whether or not a collector is told of it, so that log lines and events can always be put together.

use std::fmt;

use opentelemetry::Context;
use opentelemetry::trace::{SpanContext, SpanId, TraceContextExt, TraceFlags, TraceId, TraceState};
use tracing::{Instrument, Span};
use tracing_opentelemetry::OpenTelemetrySpanExt;

/// The header that names the sender's place in a trace.
pub(crate) const HEADER: &str = "traceparent";

tokio::task_local! {
    static CURRENT: Trace;
}

/// A place in a trace: what is done from here on was caused there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Trace {
    id: TraceId,
    span: SpanId,
}

impl Trace {
    /// Where the present request, job or call stands.
    #[must_use]
    pub fn current() -> Option<Self> {
        CURRENT.try_with(|trace| *trace).ok()
    }

    /// The trace as 32 hex digits.
    #[must_use]
    pub fn id(self) -> String {
        self.id.to_string()
    }

    /// Reads a `traceparent`; whatever is not exactly one is none.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let is_hex = |part: &str, length| {
            part.len() == length && part.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
        };
        let mut parts = text.trim().split('-');
        let (version, id, span, flags) = (parts.next()?, parts.next()?, parts.next()?, parts.next()?);
        // Later versions may add parts.
        let version_fits =
            is_hex(version, 2) && version != "ff" && (version != "00" || parts.next().is_none());
        if !(version_fits && is_hex(id, 32) && is_hex(span, 16) && is_hex(flags, 2)) {
            return None;
        }
        let trace = Self { id: TraceId::from_hex(id).ok()?, span: SpanId::from_hex(span).ok()? };
        (trace.id != TraceId::INVALID && trace.span != SpanId::INVALID).then_some(trace)
    }

    fn begun() -> Self {
        Self { id: TraceId::from_bytes(rand::random()), span: SpanId::from_bytes(rand::random()) }
    }

    /// As OpenTelemetry wants a parent. Whether a trace is kept is for us to say, not for whoever sends a request.
    fn as_parent(self) -> Context {
        let place = SpanContext::new(self.id, self.span, TraceFlags::SAMPLED, true, TraceState::default());
        Context::new().with_remote_span_context(place)
    }
}

/// The `traceparent` of it.
impl fmt::Display for Trace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "00-{}-{}-01", self.id, self.span)
    }
}

/// Does `work` in `span`, as a part of the trace that `cause` belongs to, or of a new one.
pub(crate) async fn within<T>(span: Span, cause: Option<Trace>, work: impl Future<Output = T>) -> T {
    let trace = join(&span, cause);
    CURRENT.scope(trace, work.instrument(span)).await
}

/// Makes `span` a part of the trace that `cause` belongs to, or of a new one; writes the trace into its field
/// `trace.id`.
pub(crate) fn join(span: &Span, cause: Option<Trace>) -> Trace {
    if let Some(cause) = cause {
        // Fails where no traces leave, which is as well.
        let _ = span.set_parent(cause.as_parent());
    }
    let context = span.context();
    let told = context.span().span_context().clone();
    let trace = if told.is_valid() {
        Trace { id: told.trace_id(), span: told.span_id() }
    } else {
        let begun = Trace::begun();
        Trace { id: cause.map_or(begun.id, |cause| cause.id), span: begun.span }
    };
    span.record("trace.id", tracing::field::display(trace.id));
    trace
}

#[cfg(test)]
mod tests {
    use super::*;

    const TOLD: &str = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    #[test]
    fn a_place_in_a_trace_reads_as_it_is_written() {
        let trace = Trace::parse(TOLD).expect("a traceparent");
        assert_eq!(trace.id(), "4bf92f3577b34da6a3ce929d0e0e4736");
        assert_eq!(trace.to_string(), TOLD);
        let begun = Trace::begun();
        assert_eq!(Trace::parse(&begun.to_string()), Some(begun));
        // Not sampled by its sender, and of a later version.
        for other in [TOLD.replace("-01", "-00"), TOLD.replace("00-4", "01-4") + "-more"] {
            assert_eq!(Trace::parse(&other), Some(trace), "{other}");
        }
    }

    #[test]
    fn what_is_no_place_in_a_trace_is_none() {
        let none = [
            String::new(),
            "00".to_owned(),
            TOLD.to_uppercase(),
            TOLD.replace("00-4", "ff-4"),
            format!("{TOLD}-more"),
            TOLD.replace("4bf92f3577b34da6a3ce929d0e0e4736", &"0".repeat(32)),
            TOLD.replace("00f067aa0ba902b7", &"0".repeat(16)),
            TOLD.replace("b7-", "-"),
            TOLD.replace("4b", "é"),
        ];
        for text in none {
            assert_eq!(Trace::parse(&text), None, "{text}");
        }
    }

    #[tokio::test]
    async fn work_within_work_stays_in_its_trace() {
        assert_eq!(Trace::current(), None);
        let cause = Trace::parse(TOLD);
        let inner = within(Span::none(), cause, async {
            let outer = Trace::current().expect("there is one");
            assert_ne!(outer.span, cause.expect("given").span, "a place of its own");
            within(Span::none(), Some(outer), async { Trace::current() }).await
        });
        assert_eq!(inner.await.map(Trace::id).as_deref(), Some("4bf92f3577b34da6a3ce929d0e0e4736"));
        let others = [within(Span::none(), None, async { Trace::current() }).await, Trace::parse(TOLD)];
        assert_ne!(others[0].map(Trace::id), others[1].map(Trace::id), "a new one");
    }
}
