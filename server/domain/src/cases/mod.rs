//! Cases: filled as drafts, filed once, followed to the end.

mod actions;
mod acts;
mod advance;
mod albo;
mod anew;
mod arrivals;
mod arriving;
mod beside;
mod came;
mod charge;
mod clock;
mod communications;
mod copy;
mod deeds;
mod describe;
pub(crate) mod described;
mod discard;
mod draft_notices;
mod expire;
mod fill;
mod fire;
mod given;
mod holding;
mod import;
mod index;
mod links;
mod list;
mod numbers;
mod offers;
mod path;
mod paying;
mod proceeding;
mod progress;
mod rate;
mod receipt;
mod refusal;
mod register;
mod registered;
mod renew;
mod reply;
mod request_views;
mod requests;
mod responsible;
mod sending;
mod set_day;
mod shares;
mod show;
mod signatures;
mod signing;
mod start;
mod statements;
mod step_page;
mod submit;
mod summary;
mod talk;
mod times;
mod told;
mod transfer;
mod twice;
mod verify;
mod verify_page;
mod version;

pub use albo::albo;
pub use anew::order_anew;
pub use arrivals::{ArrivedFile, add_arrived, arriving_from, register_arrival};
pub use arriving::{Arriving, Registered};
pub use charge::{assign, mark_read, name_rup, set_office_number};
pub use clock::{
    MoveCase, Rectify, RectifyDays, end_terms, foresee_rectify, foresee_rectify_days, move_case, move_page,
    recount_terms, rectify, rectify_days, warn_of_terms, what_if,
};
pub use communications::{
    Prove, Recipient, SavedReceipt, fetch_pec, office_communications, own_communications, pec_receipt, prove,
    send_pec,
};
pub use copy::copy;
pub use deeds::{make_deed, preview_deed};
pub use describe::describe_cases;
pub use discard::discard;
pub use draft_notices::announce_drafts;
pub use expire::expire_drafts;
pub use fill::{SaveStep, Saved, autosave, remove_row, save_step};
pub use fire::{Came, Fire, fire};
pub use holding::{
    HandOn, HandingAnswer, SetTitolari, answer_handing, given_to, hand_on, handing_page, holding_page,
    name_person, named_by_login, passed_on, set_titolari, take_over, withdraw_handing,
};
pub use import::{MOST_IMPORTED, import};
pub use index::index_case;
pub use links::{FollowAs, Linking, carry_on, follow, foresee_link, link, separate, unlink_case};
pub use list::{Mine, mine};
pub use offers::given_page;
pub use paying::{AskedPayment, paid_for, payment_arrived};
pub use rate::rate;
pub(crate) use rate::timeless;
pub use receipt::{make_receipt, receipt_document, receipt_page};
pub use register::{
    Annul, DayList, GiveNumber, RegisterQuery, annul, annul_outside, close_days, day_list, give_number,
    register_entry, register_outside, register_page, segnatura,
};
pub use renew::renew;
pub use reply::{give_with_reply, remove_from_reply, reply_event_of, reply_page, save_reply};
pub(crate) use request_views::terms_of_requests;
pub use sending::prepare;
pub use shares::{shared_document, shared_file};
pub(crate) use show::names;
pub use show::{is_held_by, office_page, own_page};
pub use signing::{MAX_REASON, SignatureAnswer, answer_signature, ask_signatures, asked_of, signature_page};
pub use start::{open_drafts, start};
pub use step_page::{Shown, step_page, take_offer};
pub use submit::submit;
pub use summary::{documents_page, next_page, page_before, summary_page, tasks_page};
pub use talk::write_message;
pub use times::{tell_time, tell_times};
pub use transfer::{Transfer, transfer};
pub use verify::{Verdict, Verdicts, verify_case, verify_cases};
pub use version::{take_new_version, version_page};
