//! The addresses that the server listens on: whether they are free, or its own.

use std::{
    io,
    net::{IpAddr, Ipv6Addr, SocketAddr},
};

use super::{
    Finding, Patient,
    probe::{Outcome, Trust, ask},
};
use crate::server::{config::Origin, listener::listen};

const ABOUT: &str = "listen";

/// What was found, and whether the server runs.
pub(super) struct Doors {
    pub(super) findings: Vec<Finding>,
    pub(super) running: bool,
}

pub(super) async fn examine(patient: Patient<'_>) -> Doors {
    let config = patient.config;
    let (finding, running) = door(patient, config.listen).await;
    let mut findings = vec![finding];
    if let Some(redirect) = config.tls.redirect_listen
        && !running
    {
        findings.push(match listen(redirect, 1) {
            Ok(_) => Finding::ok("http-redirect", format!("{redirect} is free")),
            Err(error) => taken("http-redirect", redirect, &error),
        });
    }
    Doors { findings, running }
}

async fn door(patient: Patient<'_>, address: SocketAddr) -> (Finding, bool) {
    let error = match listen(address, 1) {
        Ok(_) => {
            let seen = format!("{address} is free; the server does not run");
            return (Finding::ok(ABOUT, seen), false);
        }
        Err(error) => error,
    };
    if error.kind() != io::ErrorKind::AddrInUse {
        return (taken(ABOUT, address, &error), false);
    }
    let at = SocketAddr::new(reached(address), address.port());
    let origin = Origin::new(patient.config.tls.pages, &at.to_string());
    let (Some(key), Some(origin)) = (patient.key, origin) else {
        return (taken(ABOUT, address, &error), false);
    };
    match ask(at, &origin, Trust::Anybody, key, patient.randomness).await {
        Outcome::Ours { .. } => {
            let seen = format!("the server runs and answers on {address}");
            (Finding::ok(ABOUT, seen), true)
        }
        Outcome::Other(why) | Outcome::Nobody(why) | Outcome::Distrusted(why) => {
            let seen =
                format!("{address} is taken, and not by the server of this data folder: {why}");
            let mend = "stop what has it (ss -ltnp names it), or listen elsewhere with --listen; if it is this server, \
                        ask with the settings that it was started with";
            (Finding::wrong(ABOUT, seen, mend), false)
        }
    }
}

/// Why nobody can listen there.
pub(super) fn taken(about: &'static str, address: SocketAddr, error: &io::Error) -> Finding {
    let mend = match error.kind() {
        io::ErrorKind::PermissionDenied => {
            "ports below 1024 are for root: give the program the right (setcap cap_net_bind_service=+ep, or \
             AmbientCapabilities=CAP_NET_BIND_SERVICE), or take a higher port"
        }
        io::ErrorKind::AddrNotAvailable => {
            "this machine does not have the address: name one that ip address shows, or 0.0.0.0"
        }
        _ => "stop what has it (ss -ltunp names it), or listen elsewhere",
    };
    Finding::wrong(
        about,
        format!("{address} cannot be listened on: {error}"),
        mend,
    )
}

/// The address by which a listener is reached from this machine.
pub(super) fn reached(listener: SocketAddr) -> IpAddr {
    match listener {
        SocketAddr::V4(address) if address.ip().is_unspecified() => [127, 0, 0, 1].into(),
        SocketAddr::V6(address) if address.ip().is_unspecified() => Ipv6Addr::LOCALHOST.into(),
        address => address.ip(),
    }
}
