//! Codes that identify people and bodies, and their addresses in the electronic post.

mod codice_fiscale;
mod email;
mod entity_code;
mod names;
mod partita_iva;
mod tax_code;

pub(crate) use codice_fiscale::check_letter;
pub use codice_fiscale::{Birth, CodiceFiscale, CodiceFiscaleError};
pub use email::{Email, EmailError, Pec};
pub use entity_code::{EntityCode, EntityCodeError};
pub use partita_iva::{PartitaIva, PartitaIvaError};
pub use tax_code::{TaxCode, TaxCodeError};
