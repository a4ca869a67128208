//! The only place that knows the browser's own objects.
//!
//! Every listener, timer, task, track and connection is a value here, and dropping it undoes it: handlers
//! off first, then the thing itself. Nothing above this floor sees a `JsValue`, a `Closure` or an `Rtc…`.

pub mod audio_level;
pub mod awaited;
mod constraints;
mod encoding;
pub mod event_listener;
pub mod event_stream;
pub mod fresh_part;
mod ice_configuration;
pub mod js_error;
pub mod media_devices;
pub mod media_element;
mod media_extern;
mod object;
pub mod page;
pub mod peer_connection;
pub mod place;
mod rtc_extern;
mod rtc_stats;
pub mod screen_capture;
pub mod sdp_media;
pub mod storage;
pub mod task;
pub mod test_sound;
pub mod timer;
pub mod track;
pub mod transfer;
mod trial_extern;
pub mod trial_path;
pub mod wake_lock;
pub mod web_socket;
mod whole_picture;
pub mod words;
