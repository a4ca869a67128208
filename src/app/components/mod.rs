//! Parts that pages are made of. Those with a look of their own have a stylesheet of the same name in
//! `style/components`.

pub mod announcer;
pub mod avatar;
pub mod banner;
pub mod chat;
pub mod chat_list;
pub mod chat_rows;
pub mod choice_card;
pub mod code_box;
pub mod control_bar;
pub mod copy_button;
pub mod dialog;
pub mod end_dialog;
pub mod facing_frames;
pub mod field;
pub mod focus;
pub mod form;
pub mod icon;
pub mod mark;
pub mod message_text;
pub mod page;
pub mod page_footer;
pub mod page_header;
pub mod people;
pub mod preview;
pub mod rail;
pub mod room_top;
pub mod session_art;
pub mod session_panel;
pub mod shortcuts;
pub mod stage;
pub mod submit_button;
pub mod theme_switch;
pub mod tile;
pub mod toast;
