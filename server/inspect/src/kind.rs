//! What a file is, by its first bytes. Names and declared types are never believed.

use contract::inspection::FileKind;

use crate::envelope;

/// How far into a file the signature of a PDF may be preceded by blanks, in bytes.
const LEAD: usize = 1024;

/// The kind of a file by its content.
pub(crate) fn of(bytes: &[u8]) -> FileKind {
    let head = bytes.get(..LEAD).unwrap_or(bytes);
    match infer::get(head).map(|found| found.mime_type()) {
        Some("application/pdf") => FileKind::Pdf,
        Some("image/jpeg") => FileKind::Jpeg,
        Some("image/png") => FileKind::Png,
        _ if after_blanks(head).starts_with(b"%PDF-") => FileKind::Pdf,
        _ if envelope::is_signed(head) => FileKind::P7m,
        _ => FileKind::Other,
    }
}

/// What follows a byte order mark and blanks: some scanners write them before their header.
pub(crate) fn after_blanks(bytes: &[u8]) -> &[u8] {
    bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes).trim_ascii_start()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_content_decides() {
        let cases: [(&[u8], FileKind, &str); 8] = [
            (b"", FileKind::Other, "an empty file is nothing"),
            (b"%PDF-1.7\n", FileKind::Pdf, "a PDF begins so"),
            (b"\xEF\xBB\xBF\r\n%PDF-1.4\n", FileKind::Pdf, "blanks before the header are tolerated"),
            (b"Ecco: %PDF-1.4", FileKind::Other, "a text that mentions PDF is a text"),
            (b"\xFF\xD8\xFF\xE0\0\x10JFIF", FileKind::Jpeg, "JPEG by its mark"),
            (b"\x89PNG\r\n\x1A\n\0\0", FileKind::Png, "PNG by its mark"),
            (b"\x30\x80\x06\x09\x2A\x86\x48\x86\xF7\x0D\x01\x07\x02\xA0", FileKind::P7m, "streamed envelope"),
            (
                b"\x30\x82\x01\x00\x06\x09\x2A\x86\x48\x86\xF7\x0D\x01\x07\x03",
                FileKind::Other,
                "encrypted, not signed",
            ),
        ];
        for (bytes, kind, rule) in cases {
            assert_eq!(of(bytes), kind, "{rule}");
        }
    }
}
