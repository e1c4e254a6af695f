//! CMS signed envelopes (`.p7m`): what was signed, and who says to have signed it. Nothing is
//! verified here: names are claims.
//!
//! The structure is walked value by value. Readers of whole structures refuse a set with an element
//! twice, and envelopes with two signers often list one digest algorithm twice.

use base64::{
    Engine, alphabet,
    engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig},
};
use der::{AnyRef, Decode, Reader, SliceReader, Tag, TagNumber, Tagged};

use crate::{ber, kind::after_blanks};

/// `1.2.840.113549.1.7.2`, signedData, as it stands at the beginning of an envelope.
const SIGNED_DATA: &[u8] = b"\x06\x09\x2A\x86\x48\x86\xF7\x0D\x01\x07\x02";

/// `2.5.4.3`, a common name.
const COMMON_NAME: &[u8] = b"\x55\x04\x03";

/// The longest name that is kept, in letters.
const MAX_NAME: usize = 200;

/// Base64 as mail programs leave it, with or without padding.
const BASE64: GeneralPurpose = GeneralPurpose::new(
    &alphabet::STANDARD,
    GeneralPurposeConfig::new()
        .with_decode_padding_mode(DecodePaddingMode::Indifferent)
        .with_decode_allow_trailing_bits(true),
);

/// The bytes begin as an envelope but do not go on as one.
#[derive(Debug, thiserror::Error)]
pub(crate) enum EnvelopeError {
    /// Not BER.
    #[error(transparent)]
    NotBer(#[from] ber::NotBer),
    /// Not base64 to its end.
    #[error(transparent)]
    NotBase64(#[from] base64::DecodeError),
    /// Not ASN.1.
    #[error(transparent)]
    NotDer(#[from] der::Error),
    /// ASN.1 of another shape.
    #[error("not a signed envelope")]
    NotSigned,
}

/// An opened envelope.
pub(crate) struct Envelope {
    /// What was signed, `None` for a detached signature.
    pub(crate) content: Option<Vec<u8>>,
    /// Common names in the signers' certificates.
    pub(crate) signers: Vec<String>,
}

/// Whether bytes begin as a signed envelope, binary or base64.
pub(crate) fn is_signed(head: &[u8]) -> bool {
    if is_binary(head) {
        return true;
    }
    let letters: Vec<u8> = base64_body(head).filter(|byte| !byte.is_ascii_whitespace()).take(40).collect();
    BASE64.decode(letters).is_ok_and(|bytes| is_binary(&bytes))
}

/// Opens an envelope.
pub(crate) fn open(bytes: Vec<u8>) -> Result<Envelope, EnvelopeError> {
    let bytes = if is_binary(&bytes) { bytes } else { from_base64(bytes)? };
    let bytes = ber::to_der(bytes)?;
    let signed = parts(parts(AnyRef::from_der(&bytes)?)?.get(1).copied().ok_or(EnvelopeError::NotSigned)?)?;
    let signed = parts(signed.first().copied().ok_or(EnvelopeError::NotSigned)?)?;
    // version, digest algorithms, content, [0] certificates, [1] revocations, signers
    let content = parts(signed.get(2).copied().ok_or(EnvelopeError::NotSigned)?)?;
    let content = match content.get(1) {
        Some(wrapped) => Some(AnyRef::from_der(wrapped.value())?.value().to_vec()),
        None => None,
    };
    let certificates = match signed.iter().find(|part| is_context(**part, TagNumber::N0)) {
        Some(set) => parts(*set)?,
        None => Vec::new(),
    };
    let claims: Vec<Claim> =
        certificates.into_iter().filter_map(|certificate| claim(certificate).ok()).collect();
    let signers = signed.last().filter(|last| last.tag() == Tag::Set).ok_or(EnvelopeError::NotSigned)?;
    let signers = parts(*signers)?.into_iter().filter_map(|signer| named(signer, &claims)).collect();
    Ok(Envelope { content, signers })
}

/// Whether bytes begin as a SEQUENCE of signedData, of any length.
fn is_binary(bytes: &[u8]) -> bool {
    let rest = match bytes {
        [0x30, 0x80, rest @ ..] => rest,
        [0x30, long @ 0x81..=0x88, rest @ ..] => rest.get(usize::from(long & 0x7F)..).unwrap_or_default(),
        _ => return false,
    };
    rest.starts_with(SIGNED_DATA)
}

/// The letters of a base64 file, without the lines that PEM puts around them.
fn base64_body(bytes: &[u8]) -> impl Iterator<Item = u8> {
    after_blanks(bytes)
        .split(|byte| *byte == b'\n')
        .filter(|line| !line.starts_with(b"-----"))
        .flatten()
        .copied()
}

fn from_base64(bytes: Vec<u8>) -> Result<Vec<u8>, EnvelopeError> {
    let letters: Vec<u8> = base64_body(&bytes).filter(|byte| !byte.is_ascii_whitespace()).collect();
    drop(bytes);
    Ok(BASE64.decode(letters)?)
}

/// What a certificate says of its owner, and how a signer points at it.
struct Claim<'a> {
    issuer: AnyRef<'a>,
    serial: AnyRef<'a>,
    name: Option<String>,
}

fn claim(certificate: AnyRef<'_>) -> Result<Claim<'_>, EnvelopeError> {
    let body = parts(*parts(certificate)?.first().ok_or(EnvelopeError::NotSigned)?)?;
    // [0] version, serial, algorithm, issuer, validity, owner
    let skip = usize::from(body.first().is_some_and(|first| is_context(*first, TagNumber::N0)));
    let field = |index: usize| body.get(skip + index).copied().ok_or(EnvelopeError::NotSigned);
    Ok(Claim { serial: field(0)?, issuer: field(2)?, name: common_name(field(4)?)? })
}

fn common_name(owner: AnyRef<'_>) -> Result<Option<String>, EnvelopeError> {
    for set in parts(owner)? {
        for pair in parts(set)? {
            if let [kind, value] = parts(pair)?.as_slice()
                && kind.value() == COMMON_NAME
            {
                return Ok(Some(words(*value)));
            }
        }
    }
    Ok(None)
}

/// The name of a signer: that of the certificate it points at, or of the only one there is.
fn named(signer: AnyRef<'_>, claims: &[Claim]) -> Option<String> {
    let signer = parts(signer).ok()?;
    let pointer = parts(*signer.get(1)?).unwrap_or_default();
    let found = match pointer.as_slice() {
        [issuer, serial] => claims.iter().find(|claim| claim.issuer == *issuer && claim.serial == *serial),
        _ => None,
    };
    let only = if let [only] = claims { Some(only) } else { None };
    found.or(only)?.name.clone()
}

/// A text value in letters; control characters are dropped.
fn words(value: AnyRef<'_>) -> String {
    let text = match value.tag() {
        Tag::BmpString => {
            let units = value.value().as_chunks::<2>().0.iter().copied().map(u16::from_be_bytes);
            char::decode_utf16(units).map(|letter| letter.unwrap_or('\u{FFFD}')).collect()
        }
        Tag::TeletexString => value.value().iter().map(|byte| char::from(*byte)).collect(),
        _ => String::from_utf8_lossy(value.value()).into_owned(),
    };
    text.chars().filter(|letter| !letter.is_control()).take(MAX_NAME).collect()
}

/// The values that a value is made of.
fn parts(value: AnyRef<'_>) -> Result<Vec<AnyRef<'_>>, der::Error> {
    let mut reader = SliceReader::new(value.value())?;
    let mut parts = Vec::new();
    while !reader.is_finished() {
        parts.push(AnyRef::decode(&mut reader)?);
    }
    Ok(parts)
}

fn is_context(value: AnyRef<'_>, number: TagNumber) -> bool {
    value.tag() == Tag::ContextSpecific { constructed: true, number }
}
