//! The language that browser and server both speak. No I/O, no clock, no framework.

pub mod bank;
pub mod cases;
pub mod catalogue;
pub mod code;
pub mod decimal;
pub mod deeds;
pub mod documents;
pub mod expr;
pub mod fees;
pub mod forms;
pub mod identity;
pub mod ids;
pub mod inspection;
pub mod lang;
mod letters;
pub mod messages;
pub mod money;
pub mod office;
pub mod outages;
pub mod payments;
pub mod people;
pub mod places;
pub mod rating;
pub mod register;
pub mod reports;
pub mod taxes;
pub mod time;
mod typed;
pub mod vehicles;

pub use code::Code;
pub use lang::Lang;
