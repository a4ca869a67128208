//! What a browser counts of one connection (W3C Identifiers for WebRTC's Statistics API), read into plain figures.
//!
//! Only what rules and people look at is read. What a browser does not count is nought.

use js_sys::Map;
use wasm_bindgen::{JsCast, JsValue};

use super::{object, page};
use crate::call::link_report::{
    Carrier, Counters, Limit, Medium, Path, PictureSize, Receiving, Sending,
};

/// One entry of a report.
struct Entry<'a> {
    report: &'a Map,
    value: JsValue,
}

/// Reads a report (`RTCStatsReport`, W3C WebRTC §8.3).
pub(super) fn read(report: &JsValue) -> Counters {
    let report: &Map = report.unchecked_ref();
    let mut entries = Vec::new();
    report.for_each(&mut |value, _| entries.push(Entry { report, value }));
    let of = |kind: &'static str| {
        entries
            .iter()
            .filter(move |entry| entry.text("type") == kind)
    };

    let transport = of("transport").next();
    let chosen = transport.and_then(|transport| transport.other("selectedCandidatePairId"));
    let pair = chosen.or_else(|| {
        // Browsers without transports mark the pair itself.
        of("candidate-pair")
            .find(|pair| {
                pair.flag("selected")
                    || (pair.flag("nominated") && pair.text("state") == "succeeded")
            })
            .map(Entry::again)
    });
    let all = |name| {
        let counted = transport.and_then(|transport| transport.figure(name));
        whole(counted.or_else(|| pair.as_ref()?.figure(name)))
    };
    let mut sending: Vec<(String, Sending)> = of("outbound-rtp")
        .map(|entry| (entry.text("mid"), entry.sending()))
        .collect();
    sending.sort_by(|(one, _), (other, _)| one.cmp(other));
    let mut receiving: Vec<(String, Receiving)> = of("inbound-rtp")
        .map(|entry| (entry.text("mid"), entry.receiving()))
        .collect();
    receiving.sort_by(|(one, _), (other, _)| one.cmp(other));
    Counters {
        at: page::now(),
        path: pair.as_ref().and_then(Entry::path),
        round_trip_ms: pair
            .as_ref()
            .and_then(|pair| pair.millis("currentRoundTripTime")),
        available_kbps: pair
            .as_ref()
            .and_then(|pair| pair.figure("availableOutgoingBitrate"))
            .map(|bits| small(bits / 1_000.0)),
        sent: all("bytesSent"),
        received: all("bytesReceived"),
        sending: sending.into_iter().map(|(_, one)| one).collect(),
        receiving: receiving.into_iter().map(|(_, one)| one).collect(),
    }
}

impl Entry<'_> {
    fn get(&self, name: &str) -> JsValue {
        object::get(&self.value, name)
    }

    fn text(&self, name: &str) -> String {
        object::text(&self.value, name)
    }

    fn figure(&self, name: &str) -> Option<f64> {
        self.get(name).as_f64()
    }

    fn flag(&self, name: &str) -> bool {
        self.get(name).is_truthy()
    }

    /// Seconds, in milliseconds.
    fn millis(&self, name: &str) -> Option<u32> {
        self.figure(name).map(|seconds| small(seconds * 1_000.0))
    }

    /// The entry that is named here.
    fn other(&self, name: &str) -> Option<Self> {
        let value = self.report.get(&self.get(name));
        value.is_object().then_some(Self {
            report: self.report,
            value,
        })
    }

    fn again(&self) -> Self {
        Self {
            report: self.report,
            value: self.value.clone(),
        }
    }

    /// Of a candidate pair.
    fn path(&self) -> Option<Path> {
        let local = self.other("localCandidateId")?;
        let relayed = |candidate: &Self| candidate.text("candidateType") == "relay";
        let carrier = match (local.text("relayProtocol"), local.text("protocol")) {
            (relay, _) if relay == "tls" => Carrier::Tls,
            (relay, own) if relay == "tcp" || own == "tcp" => Carrier::Tcp,
            _ => Carrier::Udp,
        };
        Some(Path {
            relayed: relayed(&local)
                || self
                    .other("remoteCandidateId")
                    .as_ref()
                    .is_some_and(relayed),
            carrier,
        })
    }

    fn medium(&self) -> Medium {
        if self.text("kind") == "audio" {
            Medium::Sound
        } else {
            Medium::Picture
        }
    }

    /// "VP8" of "video/VP8".
    fn codec(&self) -> String {
        let mime_type = self
            .other("codecId")
            .map_or_else(String::new, |codec| codec.text("mimeType"));
        mime_type.rsplit('/').next().unwrap_or_default().to_owned()
    }

    fn picture(&self) -> PictureSize {
        let figure = |name| small(self.figure(name).unwrap_or_default());
        PictureSize {
            width: figure("frameWidth"),
            height: figure("frameHeight"),
            fps: figure("framesPerSecond"),
        }
    }

    fn sending(&self) -> Sending {
        let seen_there = self.other("remoteId");
        Sending {
            medium: self.medium(),
            amount: whole(self.figure("bytesSent")) + whole(self.figure("headerBytesSent")),
            packets: whole(self.figure("packetsSent")),
            lost: signed(seen_there.and_then(|there| there.figure("packetsLost"))),
            limit: match self.text("qualityLimitationReason").as_str() {
                "cpu" => Limit::Processor,
                "bandwidth" => Limit::Bandwidth,
                _ => Limit::None,
            },
            picture: self.picture(),
            codec: self.codec(),
        }
    }

    fn receiving(&self) -> Receiving {
        Receiving {
            medium: self.medium(),
            amount: whole(self.figure("bytesReceived")) + whole(self.figure("headerBytesReceived")),
            packets: whole(self.figure("packetsReceived")),
            lost: signed(self.figure("packetsLost")),
            jitter_ms: self.millis("jitter").unwrap_or_default(),
            picture: self.picture(),
            codec: self.codec(),
        }
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "counters are whole, and a cast saturates"
)]
fn whole(figure: Option<f64>) -> u64 {
    figure.unwrap_or_default() as u64
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "counters are whole, and a cast saturates"
)]
fn signed(figure: Option<f64>) -> i64 {
    figure.unwrap_or_default() as i64
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "it is rounded, and a cast saturates"
)]
fn small(figure: f64) -> u32 {
    figure.round() as u32
}
