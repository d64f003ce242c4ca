//! Logs, traces and metrics (P-26, P-27). Log lines name ids, never personal data.

use std::sync::OnceLock;

use metrics_exporter_prometheus::{PrometheusBuilder, PrometheusHandle};
use opentelemetry::trace::TracerProvider;
use opentelemetry_otlp::WithExportConfig;
use opentelemetry_sdk::trace::SdkTracerProvider;
use tracing_subscriber::filter::LevelFilter;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;
use tracing_subscriber::{EnvFilter, Layer};

use crate::config::Config;

/// Keeps traces flowing; flushes them when dropped.
#[derive(Default)]
pub struct Telemetry {
    provider: Option<SdkTracerProvider>,
}

impl Drop for Telemetry {
    fn drop(&mut self) {
        if let Some(provider) = self.provider.take()
            && let Err(error) = provider.shutdown()
        {
            tracing::debug!(%error, "the last traces were not sent");
        }
    }
}

/// Starts logging and, where a collector is configured, tracing. Call once, inside the runtime.
///
/// # Errors
/// When the filter or the collector's address cannot be read, or logging has started already.
pub fn start(config: &Config) -> anyhow::Result<Telemetry> {
    if config.server.metrics_bind.is_some() {
        // Before anything is made that is counted.
        let _ = metrics();
    }
    let filter = EnvFilter::try_new(&config.log_filter)?;
    // Programs read what a server writes, people what a development server writes.
    let lines = if config.log_json.unwrap_or(!config.dev) {
        tracing_subscriber::fmt::layer().json().flatten_event(true).with_current_span(true).boxed()
    } else {
        tracing_subscriber::fmt::layer().with_target(false).compact().boxed()
    };
    let lines = lines.with_filter(filter);
    let provider = match &config.otlp_url {
        None => None,
        Some(url) => {
            // Sent from a thread of its own, which knows no runtime: hence the client that blocks.
            let exporter =
                opentelemetry_otlp::SpanExporter::builder().with_http().with_endpoint(url.clone()).build()?;
            let resource = opentelemetry_sdk::Resource::builder().with_service_name("pushnchat").build();
            Some(SdkTracerProvider::builder().with_batch_exporter(exporter).with_resource(resource).build())
        }
    };
    let traces = provider
        .as_ref()
        .map(|provider| tracing_opentelemetry::layer().with_tracer(provider.tracer("pushnchat")))
        // What is logged and what is traced are two things: a quiet log must not hide the traces.
        .map(|layer| layer.with_filter(LevelFilter::INFO));
    tracing_subscriber::registry().with(lines).with(traces).try_init()?;
    Ok(Telemetry { provider })
}

/// The metrics of this process, which are collected from the first call on; the handle renders them for Prometheus.
#[must_use]
pub fn metrics() -> PrometheusHandle {
    static METRICS: OnceLock<PrometheusHandle> = OnceLock::new();
    let begin = || {
        let recorder = PrometheusBuilder::new()
            .set_buckets(&[0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0])
            .map(PrometheusBuilder::build_recorder)
            .unwrap_or_else(|_| PrometheusBuilder::new().build_recorder());
        let handle = recorder.handle();
        if metrics::set_global_recorder(recorder).is_err() {
            tracing::warn!("metrics are collected by something else in this process");
        }
        handle
    };
    METRICS.get_or_init(begin).clone()
}
