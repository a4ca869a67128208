//! The recorder behind `metrics!`: one in a process, made at the first use.

use std::sync::OnceLock;

use metrics_exporter_prometheus::{PrometheusBuilder, PrometheusHandle};

static HANDLE: OnceLock<Option<PrometheusHandle>> = OnceLock::new();

/// Begins to record. Figures from before are lost.
pub(super) fn start() {
    handle();
}

/// The figures as Prometheus reads them.
pub(super) fn render() -> String {
    handle().map(PrometheusHandle::render).unwrap_or_default()
}

fn handle() -> Option<&'static PrometheusHandle> {
    HANDLE
        .get_or_init(|| {
            let handle = PrometheusBuilder::new()
                .install_recorder()
                .inspect_err(|error| tracing::warn!(%error, "there will be no figures"))
                .ok();
            metrics::describe_gauge!("visavis_rooms", "Rooms in memory");
            metrics::describe_gauge!("visavis_sockets", "Sockets inside a room");
            metrics::describe_counter!(
                "visavis_chat_messages_stored_total",
                "Chat messages stored"
            );
            metrics::describe_counter!(
                "visavis_chat_commits_total",
                "Transactions that stored them"
            );
            metrics::describe_gauge!("visavis_turn_allocations", "Allocations of the relay");
            metrics::describe_counter!(
                "visavis_turn_relayed_bytes_total",
                "Bytes that the relay carried"
            );
            metrics::describe_counter!(
                "visavis_turn_refused_total",
                "What the relay refused, by reason"
            );
            metrics::describe_counter!("visavis_requests_total", "Requests by route and status");
            handle
        })
        .as_ref()
}
