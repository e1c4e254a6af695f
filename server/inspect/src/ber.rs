//! BER, as many signing tools write it, to DER, which is what the readers of envelopes accept.
//!
//! Lengths become definite and minimal, octet strings in pieces become whole; the order of sets is
//! left alone, so that what was signed keeps its bytes.

use std::ops::Range;

/// How deep values may be nested.
const MAX_DEPTH: usize = 64;

/// How many values a file may hold. Tools stream content in pieces of 1,000 bytes and more.
const MAX_VALUES: usize = 1_000_000;

/// First byte of an OCTET STRING, whole and in pieces.
const OCTETS: u8 = 0x04;
const OCTETS_IN_PIECES: u8 = 0x24;

/// Bit of the first byte that says: made of values.
const CONSTRUCTED: u8 = 0x20;

/// The bytes are not BER, or more of it than one envelope may hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not BER")]
pub(crate) struct NotBer;

/// The first value of the bytes in DER; what follows it is dropped. DER comes back as it is.
pub(crate) fn to_der(mut bytes: Vec<u8>) -> Result<Vec<u8>, NotBer> {
    let mut reader = Reader { bytes: &bytes, values: Vec::new(), is_der: true };
    let end = reader.value(0..bytes.len(), 0)?;
    let Reader { values, is_der, .. } = reader;
    if is_der {
        bytes.truncate(end);
        return Ok(bytes);
    }
    let mut der = Vec::with_capacity(bytes.len() + 8);
    for value in &values {
        match value.body {
            Body::Piece => der.extend_from_slice(slice(&bytes, value.content.clone())?),
            Body::Joined => write_header(&mut der, &[OCTETS], value.length),
            Body::Whole | Body::Made => {
                write_header(&mut der, slice(&bytes, value.tag.clone())?, value.length);
                if value.body == Body::Whole {
                    der.extend_from_slice(slice(&bytes, value.content.clone())?);
                }
            }
            Body::Inner => {}
        }
    }
    Ok(der)
}

/// How a value is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Body {
    /// Header and content.
    Whole,
    /// Header; the values that follow are its content.
    Made,
    /// Header of an octet string whose pieces follow.
    Joined,
    /// Content only: a piece of an octet string.
    Piece,
    /// Nothing: pieces within pieces.
    Inner,
}

/// A value, in the order of the file.
struct Value {
    tag: Range<usize>,
    content: Range<usize>,
    /// Length of the content in DER.
    length: usize,
    body: Body,
}

struct Reader<'a> {
    bytes: &'a [u8],
    values: Vec<Value>,
    is_der: bool,
}

impl Reader<'_> {
    /// Reads the value at the beginning of a range and returns where it ends.
    fn value(&mut self, range: Range<usize>, depth: usize) -> Result<usize, NotBer> {
        if depth > MAX_DEPTH || self.values.len() >= MAX_VALUES {
            return Err(NotBer);
        }
        let first = self.byte(range.start, range.end)?;
        let tag = range.start..self.after_tag(range.clone())?;
        let (start, length) = self.length(tag.end, range.end)?;
        let end = match length {
            Some(length) => start.checked_add(length).filter(|end| *end <= range.end).ok_or(NotBer)?,
            None => range.end,
        };
        if first & CONSTRUCTED == 0 {
            let length = length.ok_or(NotBer)?;
            self.values.push(Value { tag, content: start..end, length, body: Body::Whole });
            return Ok(end);
        }
        let body = if first == OCTETS_IN_PIECES { Body::Joined } else { Body::Made };
        self.is_der &= body == Body::Made && length.is_some();
        let index = self.values.len();
        self.values.push(Value { tag, content: start..start, length: 0, body });
        let (end, total) = self.children(start..end, length.is_none(), body == Body::Joined, depth)?;
        self.values.get_mut(index).ok_or(NotBer)?.length = total;
        Ok(end)
    }

    /// Reads the values a value is made of; returns where they end and their length in DER.
    fn children(
        &mut self,
        range: Range<usize>,
        until_mark: bool,
        pieces: bool,
        depth: usize,
    ) -> Result<(usize, usize), NotBer> {
        let (mut at, mut total) = (range.start, 0_usize);
        loop {
            if until_mark && slice(self.bytes, at..at.checked_add(2).ok_or(NotBer)?) == Ok(&[0, 0]) {
                return Ok((at + 2, total));
            }
            if at == range.end {
                return if until_mark { Err(NotBer) } else { Ok((at, total)) };
            }
            let index = self.values.len();
            at = self.value(at..range.end, depth + 1)?;
            let child = self.values.get_mut(index).ok_or(NotBer)?;
            if pieces {
                child.body = match child.body {
                    Body::Whole if self.bytes.get(child.tag.clone()) == Some(&[OCTETS]) => Body::Piece,
                    Body::Joined => Body::Inner,
                    _ => return Err(NotBer),
                };
                total += child.length;
            } else {
                total += match child.body {
                    Body::Joined => 1,
                    _ => child.tag.len(),
                } + length_size(child.length)
                    + child.length;
            }
        }
    }

    /// Where the tag ends; tags above 30 take several bytes.
    fn after_tag(&self, range: Range<usize>) -> Result<usize, NotBer> {
        let mut at = range.start;
        if self.byte(at, range.end)? & 0x1F == 0x1F {
            loop {
                at += 1;
                if self.byte(at, range.end)? & 0x80 == 0 {
                    break;
                }
                if at - range.start > 5 {
                    return Err(NotBer);
                }
            }
        }
        Ok(at + 1)
    }

    /// Where the content begins and its length, `None` if a mark ends it.
    fn length(&mut self, at: usize, end: usize) -> Result<(usize, Option<usize>), NotBer> {
        let first = self.byte(at, end)?;
        let mut start = at + 1;
        match first {
            0x80 => Ok((start, None)),
            0..0x80 => Ok((start, Some(usize::from(first)))),
            0x81..=0xFF => {
                let mut length = 0_usize;
                for _ in 0..first & 0x7F {
                    let byte = self.byte(start, end)?;
                    length = length.checked_mul(256).ok_or(NotBer)? + usize::from(byte);
                    start += 1;
                }
                self.is_der &= start - at == length_size(length);
                Ok((start, Some(length)))
            }
        }
    }

    fn byte(&self, at: usize, end: usize) -> Result<u8, NotBer> {
        if at < end { self.bytes.get(at).copied().ok_or(NotBer) } else { Err(NotBer) }
    }
}

fn slice(bytes: &[u8], range: Range<usize>) -> Result<&[u8], NotBer> {
    bytes.get(range).ok_or(NotBer)
}

/// How many bytes DER takes to write a length.
fn length_size(length: usize) -> usize {
    if length < 0x80 { 1 } else { 1 + (usize::BITS - length.leading_zeros()).div_ceil(8) as usize }
}

fn write_header(out: &mut Vec<u8>, tag: &[u8], length: usize) {
    out.extend_from_slice(tag);
    let size = length_size(length) - 1;
    let bytes = length.to_be_bytes();
    match u8::try_from(size) {
        Ok(0) => out.extend(bytes.last()),
        Ok(count) => {
            out.push(0x80 | count);
            out.extend(bytes.iter().skip(bytes.len() - size));
        }
        // A length of more than 8 bytes cannot be held, let alone written.
        Err(_) => {}
    }
}

#[cfg(test)]
mod tests;
