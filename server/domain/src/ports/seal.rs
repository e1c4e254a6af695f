//! The key by which the portal says that something comes from it.

/// Signs what the portal makes. The key is the portal's own: unless the ente gives it one with a qualified
/// certificate, its signature proves that nothing was changed, not who the ente is.
pub trait Seal: Send + Sync {
    /// ECDSA on P-256 with SHA-256: `r` and `s`, 64 bytes.
    ///
    /// # Errors
    /// The machine gives no random numbers.
    fn sign(&self, bytes: &[u8]) -> Result<Vec<u8>, super::PortError>;
    /// The public key as an uncompressed point, 65 bytes.
    fn public_key(&self) -> Vec<u8>;
}
