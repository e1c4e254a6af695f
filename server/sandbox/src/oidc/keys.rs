//! The key that signs tokens: made at start, never stored.

use aws_lc_rs::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair as _};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use jsonwebtoken::{Algorithm, EncodingKey, Header};
use serde_json::{Value, json};

use super::grants::random_word;
use crate::StartError;

/// An ES256 key pair with its name.
pub(super) struct SigningKey {
    id: String,
    private: EncodingKey,
    public: Value,
}

impl SigningKey {
    pub(super) fn generate() -> Result<Self, StartError> {
        let failed = |error: &dyn std::fmt::Display| StartError::Key(error.to_string());
        let pair =
            EcdsaKeyPair::generate(&ECDSA_P256_SHA256_FIXED_SIGNING).map_err(|error| failed(&error))?;
        let pkcs8 = pair.to_pkcs8v1().map_err(|error| failed(&error))?;
        // An uncompressed point: one byte that says so, 32 bytes of x, 32 bytes of y.
        let point = pair.public_key().as_ref();
        let (Some(x), Some(y)) = (point.get(1..33), point.get(33..65)) else {
            return Err(StartError::Key("the public key has an unexpected form".to_owned()));
        };
        let id = random_word();
        let public = json!({
            "kty": "EC", "crv": "P-256", "use": "sig", "alg": "ES256", "kid": id,
            "x": URL_SAFE_NO_PAD.encode(x), "y": URL_SAFE_NO_PAD.encode(y),
        });
        Ok(Self { id, private: EncodingKey::from_ec_der(pkcs8.as_ref()), public })
    }

    /// The public half, as JWK.
    pub(super) fn public(&self) -> &Value {
        &self.public
    }

    /// Another private key under the same name: its signatures do not hold.
    pub(super) fn forged(&self) -> Result<Self, StartError> {
        Ok(Self { id: self.id.clone(), ..Self::generate()? })
    }

    /// Signs claims into a token.
    pub(super) fn sign(&self, claims: &Value) -> Result<String, jsonwebtoken::errors::Error> {
        let header = Header { kid: Some(self.id.clone()), ..Header::new(Algorithm::ES256) };
        jsonwebtoken::encode(&header, claims, &self.private)
    }
}
