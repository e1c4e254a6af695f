//! Local taxes: what somebody owes, in which parts, what is paid of it. How a tax is worked out is not known here:
//! positions come as data.

mod list;
mod record;
mod rules;
mod show;

pub use list::{any, mine};
pub use record::{NewLine, NewPosition, Words, record};
pub use show::position;
