//! The rules of a call, without I/O: inputs go in, actions come out, plain unit tests drive it.
//!
//! Both builds share it: the browser's engine runs it, the pages read its state, the server uses the
//! heartbeat's figures.

pub mod browser_family;
pub mod call_state;
pub mod candidate_queue;
pub mod candidates;
pub mod chat_list;
pub mod first_offers;
pub mod guest_trouble;
pub mod heartbeat;
pub mod ice_watch;
pub mod ink;
pub mod join_check;
pub mod ladder;
pub mod last_minutes;
pub mod link_report;
pub mod mark_batch;
pub mod media_intent;
pub mod outbox;
pub mod own_devices;
pub mod own_voice;
pub mod perfect_negotiation;
pub mod powers;
pub mod quality;
pub mod quiet_sound;
pub mod reconnect_policy;
pub mod room_reducer;
pub mod screen_share;
pub mod sdp_directions;
pub mod send_budget;
pub mod shared_room;
pub mod slot;
pub mod speaking;
pub mod token_bucket;
pub mod zoom;
