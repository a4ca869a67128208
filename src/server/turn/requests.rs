//! What clients ask of the relay, and what follows (RFC 8656 §6 to §12). Nothing here waits.
//!
//! The order is that of trust: a packet is counted by its address before it is read, a nonce is checked before a
//! password is computed, and nothing is remembered of whoever has not proved who they are.

use std::{net::SocketAddr, sync::Arc, time::Duration};

use turn_types::{
    AddressFamily,
    attribute::{
        AdditionalAddressFamily, ChannelNumber, Data, EvenPort, Lifetime, RequestedAddressFamily,
        RequestedTransport, ReservationToken, XorPeerAddress,
    },
    channel::ChannelData,
    message::{ALLOCATE, CHANNEL_BIND, CREATE_PERMISSION, REFRESH, SEND},
    stun::{
        attribute::{AttributeStaticType, AttributeType, MessageIntegrity, Nonce, Realm, Username},
        message::{
            BINDING, IntegrityAlgorithm, IntegrityKey, LongTermKeyCredentials, Message,
            MessageClass,
        },
        prelude::{Attribute, AttributeFromRaw},
    },
};

use super::{
    House,
    allocation::{Allocation, NotMade, Route},
    book::{PER_TRIAL, PER_USER},
    client::{ClientId, Way},
    peers::Peer,
    relay::{self, Relay},
    reply::{REALM, Refusal, Reply},
};
use crate::{
    domain::clock::Timestamp,
    server::ice::{OwnRelay, Pseudonym, Refused},
};

/// Peers of one request; more would be a list of the world.
const PEERS_OF_REQUEST: usize = 16;
/// What every STUN message begins with: type, length, cookie, transaction (RFC 8489 §5).
const HEADER: usize = 20;
const COOKIE: [u8; 4] = 0x2112_a442_u32.to_be_bytes();

/// Attributes that we understand. All others below 0x8000 have to be refused (RFC 8489 §14).
const UNDERSTOOD: [AttributeType; 12] = [
    Username::TYPE,
    MessageIntegrity::TYPE,
    Realm::TYPE,
    Nonce::TYPE,
    ChannelNumber::TYPE,
    Lifetime::TYPE,
    XorPeerAddress::TYPE,
    Data::TYPE,
    RequestedAddressFamily::TYPE,
    EvenPort::TYPE,
    RequestedTransport::TYPE,
    ReservationToken::TYPE,
];

/// Somebody who has proved who they are.
struct Proven {
    user: Pseudonym,
    username: String,
    key: IntegrityKey,
}

impl House {
    /// Takes a packet of a client: a request, something to be carried, or nothing that is understood.
    pub(super) fn receive(self: &Arc<Self>, client: ClientId, way: &Way, packet: &[u8]) {
        let own = self.book.of_client(&client);
        if packet.first().is_some_and(|first| first >> 6 == 1) {
            if let Some(relay) = own {
                self.carry_channel(&relay, packet);
            }
            return;
        }
        if packet.len() < HEADER || packet[4..8] != COOKIE {
            return;
        }
        let now = self.clock.now();
        let is_indication = packet[0] == 0 && packet[1] & 0x10 != 0;
        let may_ask = match &own {
            Some(_) if is_indication => true,
            Some(relay) => relay.state().may_ask(now),
            None => self.may_ask(client.address.ip(), now),
        };
        if !may_ask {
            self.figures.refused("pace");
            return;
        }
        let Ok(message) = Message::from_bytes(packet) else {
            return;
        };
        match (message.class(), message.method()) {
            (MessageClass::Request, _) => {
                if let Some(answer) = self.answer(client, way, own, &message, now) {
                    way.send(answer);
                }
            }
            (MessageClass::Indication, SEND) => {
                if let Some(relay) = own {
                    self.carry_indication(&relay, &message);
                }
            }
            _ => {}
        }
    }

    fn carry_channel(&self, relay: &Relay, packet: &[u8]) {
        let Ok(channel) = ChannelData::parse(packet) else {
            return;
        };
        let peer = {
            let now = self.clock.now();
            let state = relay.state();
            (!state.is_over(now))
                .then(|| state.peer_of(channel.id(), now))
                .flatten()
        };
        if let Some(peer) = peer {
            relay.carry_out(self, peer, channel.data());
        }
    }

    fn carry_indication(&self, relay: &Relay, message: &Message<'_>) {
        let peer = message.attribute::<XorPeerAddress>();
        let data = message.attribute::<Data<'_>>();
        let (Ok(peer), Ok(data)) = (peer, data) else {
            return;
        };
        if unknown(message).is_empty() && !relay.state().is_over(self.clock.now()) {
            let peer = canonical(peer.addr(message.transaction_id()));
            relay.carry_out(self, peer, data.data());
        }
    }

    fn answer(
        self: &Arc<Self>,
        client: ClientId,
        way: &Way,
        own: Option<Arc<Relay>>,
        request: &Message<'_>,
        now: Timestamp,
    ) -> Option<Vec<u8>> {
        let unknown = unknown(request);
        if request.method() == BINDING {
            return Some(if unknown.is_empty() {
                Reply::success(request)
                    .mapped(request, client.mapped())
                    .unsigned()
            } else {
                Reply::unknown(request, &unknown).unsigned()
            });
        }
        let own = own.filter(|relay| {
            let is_over = relay.is_over(now);
            if is_over {
                self.end(relay);
            }
            !is_over
        });
        let proven = match self.prove(client, own.as_deref(), request, now) {
            Ok(proven) => proven,
            Err(refusal) => {
                let reply = Reply::refusal(request, refusal);
                return Some(match refusal {
                    // Everybody hears this once, before they know what to say.
                    Refusal::Unauthorized | Refusal::StaleNonce => reply
                        .challenge(&self.nonces.issue(client.address, now))
                        .unsigned(),
                    _ => {
                        self.figures.refused(refusal.word());
                        reply.unsigned()
                    }
                });
            }
        };
        if !unknown.is_empty() {
            return Some(Reply::unknown(request, &unknown).signed(&proven.key));
        }
        let done = match (request.method(), own) {
            (ALLOCATE, own) => self.allocate(client, way, own, request, &proven, now),
            (REFRESH, Some(relay)) => self.refresh(&relay, request, now),
            (CREATE_PERMISSION, Some(relay)) => self.permit(&relay, request, now),
            (CHANNEL_BIND, Some(relay)) => self.bind(&relay, request, now),
            (REFRESH | CREATE_PERMISSION | CHANNEL_BIND, None) => Err(Refusal::AllocationMismatch),
            _ => Err(Refusal::BadRequest),
        };
        let reply = done.unwrap_or_else(|refusal| {
            self.figures.refused(refusal.word());
            Reply::refusal(request, refusal)
        });
        Some(reply.signed(&proven.key))
    }

    /// Who asks (RFC 8489 §9.2.4).
    fn prove(
        &self,
        client: ClientId,
        own: Option<&Relay>,
        request: &Message<'_>,
        now: Timestamp,
    ) -> Result<Proven, Refusal> {
        if !request.has_attribute(MessageIntegrity::TYPE) {
            return Err(Refusal::Unauthorized);
        }
        let username = request.attribute::<Username>();
        let nonce = request.attribute::<Nonce>();
        let realm = request.attribute::<Realm>();
        let (Ok(username), Ok(nonce), Ok(_)) = (username, nonce, realm) else {
            return Err(Refusal::BadRequest);
        };
        if !self.nonces.is_good(nonce.nonce(), client.address, now) {
            return Err(Refusal::StaleNonce);
        }
        let username = username.username().to_owned();
        let (user, key) = match own {
            // Credentials open an allocation. From then on it lives as long as its owner has a seat, so that a call
            // does not end with the hour: a browser does not change the name of an allocation that it has.
            Some(relay) if relay.username == username => (relay.user, relay.key.clone()),
            Some(_) => return Err(Refusal::WrongCredentials),
            None => {
                let (user, password) = self.guests.check(&username, now).map_err(|refused| {
                    self.figures.refused(match refused {
                        Refused::Expired => "expired",
                        Refused::Unknown => "unknown",
                    });
                    Refusal::Unauthorized
                })?;
                let credentials =
                    LongTermKeyCredentials::new(username.clone(), password, REALM.to_owned());
                (user, credentials.make_key(IntegrityAlgorithm::Sha1))
            }
        };
        request.validate_integrity_with_key(&key).map_err(|_| {
            self.figures.refused("forged");
            Refusal::Unauthorized
        })?;
        Ok(Proven {
            user,
            username,
            key,
        })
    }

    fn allocate(
        self: &Arc<Self>,
        client: ClientId,
        way: &Way,
        own: Option<Arc<Relay>>,
        request: &Message<'_>,
        proven: &Proven,
        now: Timestamp,
    ) -> Result<Reply, Refusal> {
        let asked = asked_life(request);
        if let Some(relay) = own {
            if relay.made_by != request.transaction_id() {
                return Err(Refusal::AllocationMismatch);
            }
            // The answer was lost: the same request hears the same.
            let life = relay.state().refresh(asked, now);
            return Ok(allocated(request, &relay, life));
        }
        let transport = request
            .attribute::<RequestedTransport>()
            .map_err(|_| Refusal::BadRequest)?;
        if transport.protocol() != RequestedTransport::UDP {
            return Err(Refusal::UnsupportedTransport);
        }
        let even = request.attribute::<EvenPort>();
        let pair = even.as_ref().is_ok_and(EvenPort::requested);
        if pair || request.has_attribute(ReservationToken::TYPE) {
            // Pairs of ports were for RTP without multiplexing; nobody here needs them.
            return Err(Refusal::InsufficientCapacity);
        }
        let family = family(request)?;
        let place = self.guests.place(&proven.user, &proven.username);
        let place = place.ok_or(Refusal::NoSeat)?;
        let trial = OwnRelay::is_trial(&proven.username);
        let most = if trial { PER_TRIAL } else { PER_USER };
        self.book.has_place_for(&proven.user, most)?;
        let (socket, relayed) = self.ports.open(family, even.is_ok(), &self.randomness)?;
        let (allocation, life) = Allocation::new(asked, trial, now);
        let relay = Arc::new(Relay {
            client,
            way: way.clone(),
            user: proven.user,
            username: proven.username.clone(),
            trial,
            key: proven.key.clone(),
            made_by: request.transaction_id(),
            relayed,
            over: place.child_token(),
            socket,
            state: allocation.into(),
        });
        self.book.insert(&relay);
        self.tasks
            .spawn(relay::attend(Arc::clone(self), Arc::clone(&relay)));
        Ok(allocated(request, &relay, life))
    }

    fn refresh(
        &self,
        relay: &Relay,
        request: &Message<'_>,
        now: Timestamp,
    ) -> Result<Reply, Refusal> {
        if let Ok(family) = request.attribute::<RequestedAddressFamily>()
            && (family.family() == AddressFamily::IPV4) != relay.relayed.is_ipv4()
        {
            return Err(Refusal::PeerFamilyMismatch);
        }
        let asked = asked_life(request);
        let life = if asked == Some(0) {
            self.end(relay);
            Duration::ZERO
        } else {
            relay.state().refresh(asked, now)
        };
        Ok(Reply::success(request).lifetime(life))
    }

    fn permit(
        &self,
        relay: &Relay,
        request: &Message<'_>,
        now: Timestamp,
    ) -> Result<Reply, Refusal> {
        let mut peers = Vec::new();
        for (_, attribute) in request.iter_attributes() {
            if attribute.get_type() == XorPeerAddress::TYPE {
                let peer = XorPeerAddress::from_raw(attribute).map_err(|_| Refusal::BadRequest)?;
                peers.push(canonical(peer.addr(request.transaction_id())));
            }
        }
        if peers.is_empty() || peers.len() > PEERS_OF_REQUEST {
            return Err(Refusal::BadRequest);
        }
        // All of them or none (RFC 8656 §10.2).
        let routes: Result<Vec<Route>, Refusal> = peers
            .iter()
            .map(|peer| self.route(relay, *peer, now))
            .collect();
        let mut state = relay.state();
        for (peer, route) in peers.iter().zip(routes?) {
            state.permit(peer.ip(), route, now).map_err(not_made)?;
        }
        Ok(Reply::success(request))
    }

    fn bind(&self, relay: &Relay, request: &Message<'_>, now: Timestamp) -> Result<Reply, Refusal> {
        let number = request.attribute::<ChannelNumber>();
        let peer = request.attribute::<XorPeerAddress>();
        let (Ok(number), Ok(peer)) = (number, peer) else {
            return Err(Refusal::BadRequest);
        };
        let peer = canonical(peer.addr(request.transaction_id()));
        let route = self.route(relay, peer, now)?;
        relay
            .state()
            .bind(number.channel(), peer, route, now)
            .map_err(not_made)?;
        Ok(Reply::success(request))
    }

    /// The way to `peer`, if there may be one.
    fn route(&self, relay: &Relay, peer: SocketAddr, now: Timestamp) -> Result<Route, Refusal> {
        if peer.is_ipv4() != relay.relayed.is_ipv4() {
            return Err(Refusal::PeerFamilyMismatch);
        }
        if relay.trial {
            // Anybody may try, so trying is no way to anywhere but back to oneself.
            let own = self.book.at(&peer).is_some_and(|at| relay.reaches(&at));
            return own.then_some(Route::Inside).ok_or(Refusal::Forbidden);
        }
        let known = relay.state().route_to(peer.ip(), now);
        if known == Some(Route::Outside) {
            return Ok(Route::Outside);
        }
        match self.policy.judge(peer.ip()) {
            Peer::Allowed => Ok(Route::Outside),
            // At our own address, only what another client relays may be reached.
            Peer::Forbidden if self.book.at(&peer).is_some() => Ok(Route::Inside),
            Peer::Forbidden => Err(Refusal::Forbidden),
        }
    }
}

/// How long an allocation is to live, in seconds; none when the client leaves it to us.
fn asked_life(request: &Message<'_>) -> Option<u32> {
    let life = request.attribute::<Lifetime>().ok()?;
    Some(life.seconds())
}

fn allocated(request: &Message<'_>, relay: &Relay, life: Duration) -> Reply {
    Reply::success(request)
        .relayed(request, relay.relayed)
        .lifetime(life)
        .mapped(request, relay.client.mapped())
}

fn family(request: &Message<'_>) -> Result<AddressFamily, Refusal> {
    let asked = request.has_attribute(RequestedAddressFamily::TYPE);
    if asked && request.has_attribute(AdditionalAddressFamily::TYPE) {
        return Err(Refusal::BadRequest);
    }
    if !asked {
        return Ok(AddressFamily::IPV4);
    }
    request
        .attribute::<RequestedAddressFamily>()
        .map(|family| family.family())
        .map_err(|_| Refusal::AddressFamilyNotSupported)
}

fn unknown(message: &Message<'_>) -> Vec<AttributeType> {
    message
        .iter_attributes()
        .map(|(_, attribute)| attribute.get_type())
        .filter(|kind| kind.comprehension_required() && !UNDERSTOOD.contains(kind))
        .take(PEERS_OF_REQUEST)
        .collect()
}

/// An IPv4 address that is written as IPv6 is judged, permitted and sent to as what it is.
fn canonical(peer: SocketAddr) -> SocketAddr {
    SocketAddr::new(peer.ip().to_canonical(), peer.port())
}

const fn not_made(why: NotMade) -> Refusal {
    match why {
        NotMade::Full => Refusal::InsufficientCapacity,
        NotMade::BadChannel => Refusal::BadRequest,
    }
}
