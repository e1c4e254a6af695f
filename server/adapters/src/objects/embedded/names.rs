//! How keys become file names: no key can name another folder, and no two keys the same file.

use sha2::{Digest as _, Sha256};

/// Leaves room below the usual limit of 255 bytes.
const LONGEST: usize = 240;
/// Begins the names of keys that are too long to be written out; no written-out name contains it.
const HASHED: char = '=';

/// The file name of a key: small letters, digits, `-` and `_` as they are, any other byte as `%xx`
/// (so it is safe where upper and lower case are one, too); keys too long for that by their hash.
pub(super) fn file_name(key: &str) -> String {
    let mut name = String::with_capacity(key.len());
    for byte in key.bytes() {
        if byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-' || byte == b'_' {
            name.push(char::from(byte));
        } else {
            name.push_str(&format!("%{byte:02x}"));
        }
    }
    if name.len() > LONGEST { format!("{HASHED}{}", hex::encode(Sha256::digest(key))) } else { name }
}

/// The key of a file name; `None` for a hashed name (the key stands in the file) or a foreign file.
pub(super) fn key_of(name: &str) -> Option<String> {
    let mut key = Vec::with_capacity(name.len());
    let mut bytes = name.bytes();
    while let Some(byte) = bytes.next() {
        match byte {
            b'%' => {
                let pair = [bytes.next()?, bytes.next()?];
                key.extend(hex::decode(pair).ok()?);
            }
            b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' => key.push(byte),
            _ => return None,
        }
    }
    String::from_utf8(key).ok()
}

/// Whether a file name is that of a key too long to be written out.
pub(super) fn is_hashed(name: &str) -> bool {
    name.starts_with(HASHED)
}

/// The folder of a key: one of 256, so that none grows too large to look through.
pub(super) fn shard(key: &str) -> String {
    hex::encode(Sha256::digest(key).first().map_or([0], |byte| [*byte]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_never_leaves_its_folder_and_reads_back() {
        let cases = [
            ("o/0192f0c4", "o%2f0192f0c4", "a slash is not a folder"),
            ("..", "%2e%2e", "dots do not climb"),
            ("../../etc/passwd", "%2e%2e%2f%2e%2e%2fetc%2fpasswd", "nor inside a path"),
            ("A", "%41", "capitals differ where the file system does not tell them apart"),
            ("perché", "perch%c3%a9", "any script"),
            ("=", "%3d", "the mark of hashed names is never written out"),
            ("\u{0}", "%00", "no byte is special"),
        ];
        for (key, name, rule) in cases {
            assert_eq!(file_name(key), name, "{rule}");
            assert_eq!(key_of(name).as_deref(), Some(key), "{rule}");
        }
        let long = "è".repeat(512);
        assert_eq!(file_name(&long).len(), 65, "a key of 1,024 bytes is named by its hash");
        assert!(is_hashed(&file_name(&long)) && key_of(&file_name(&long)).is_none());
    }
}
