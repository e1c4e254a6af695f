//! The portal's own key: made once, kept in a file that only its owner reads (PKCS #8).

use std::{
    fs::{self, OpenOptions},
    io::{self, Write as _},
    os::unix::fs::{OpenOptionsExt as _, PermissionsExt as _},
    path::{Path, PathBuf},
};

use aws_lc_rs::{
    rand::SystemRandom,
    signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair as _},
};
use domain::ports::{PortError, Seal};

/// Only the owner reads and writes.
const OWNER_ONLY: u32 = 0o600;

/// Why the key could not be read or made.
#[derive(Debug, thiserror::Error)]
pub enum SealError {
    /// The file cannot be read or written.
    #[error("the key file {0} cannot be used: {1}")]
    File(PathBuf, io::Error),
    /// The file is there and is no key.
    #[error("the key file {0} holds no P-256 key in PKCS #8 (DER): {1}")]
    NoKey(PathBuf, String),
    /// No key could be made.
    #[error("a key cannot be made: {0}")]
    NotMade(String),
}

/// The portal's own key.
#[derive(Debug)]
pub struct PortalSeal(EcdsaKeyPair);

impl PortalSeal {
    /// Reads the key from a file, or makes one and writes it there (mode 0600), once and for all.
    ///
    /// # Errors
    /// [`SealError`], with the file.
    pub fn load_or_create(path: &Path) -> Result<Self, SealError> {
        let file = |err| SealError::File(path.to_owned(), err);
        match fs::read(path) {
            Ok(bytes) => {
                fs::set_permissions(path, fs::Permissions::from_mode(OWNER_ONLY)).map_err(file)?;
                EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &bytes)
                    .map(Self)
                    .map_err(|err| SealError::NoKey(path.to_owned(), err.to_string()))
            }
            Err(missing) if missing.kind() == io::ErrorKind::NotFound => {
                let bytes = made()?;
                let mut options = OpenOptions::new();
                match options.write(true).create_new(true).mode(OWNER_ONLY).open(path) {
                    Ok(mut out) => out.write_all(&bytes).and_then(|()| out.sync_all()).map_err(file)?,
                    // Another process was faster: its key holds.
                    Err(taken) if taken.kind() == io::ErrorKind::AlreadyExists => {}
                    Err(err) => return Err(file(err)),
                }
                Self::load_or_create(path)
            }
            Err(err) => Err(file(err)),
        }
    }

    /// A key that is kept nowhere.
    ///
    /// # Errors
    /// [`SealError::NotMade`] if the machine gives no random numbers.
    pub fn generate() -> Result<Self, SealError> {
        let pair = EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &made()?);
        pair.map(Self).map_err(|err| SealError::NotMade(err.to_string()))
    }
}

fn made() -> Result<Vec<u8>, SealError> {
    let made = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &SystemRandom::new());
    made.map(|key| key.as_ref().to_vec()).map_err(|err| SealError::NotMade(err.to_string()))
}

impl Seal for PortalSeal {
    fn sign(&self, bytes: &[u8]) -> Result<Vec<u8>, PortError> {
        let signed = self.0.sign(&SystemRandom::new(), bytes);
        signed
            .map(|signature| signature.as_ref().to_vec())
            .map_err(|err| PortError::Unavailable("the portal's key", err.to_string()))
    }

    fn public_key(&self) -> Vec<u8> {
        self.0.public_key().as_ref().to_vec()
    }
}
