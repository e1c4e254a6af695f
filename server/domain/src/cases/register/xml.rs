//! XML as it is signed: written in its canonical form (Exclusive XML Canonicalization 1.0), so that the bytes that
//! are hashed are the bytes that are sent.

/// Canonical XML under way. Names come from the program; texts may be anything.
#[derive(Debug, Default)]
pub(super) struct Xml(String);

impl Xml {
    /// An element with its attributes, which the caller gives in canonical order, and what is in it.
    pub(super) fn element(
        &mut self,
        name: &str,
        attributes: &[(&str, &str)],
        inside: impl FnOnce(&mut Self),
    ) -> &mut Self {
        self.0.push('<');
        self.0.push_str(name);
        for (key, value) in attributes {
            self.0.push_str(&format!(" {key}=\"{}\"", attribute(value)));
        }
        self.0.push('>');
        inside(self);
        self.0.push_str(&format!("</{name}>"));
        self
    }

    /// An element that holds a text.
    pub(super) fn leaf(&mut self, name: &str, text: &str) -> &mut Self {
        self.element(name, &[], |xml| xml.text(text))
    }

    /// A text inside an element.
    pub(super) fn text(&mut self, text: &str) {
        for character in printable(text) {
            match character {
                '&' => self.0.push_str("&amp;"),
                '<' => self.0.push_str("&lt;"),
                '>' => self.0.push_str("&gt;"),
                '\r' => self.0.push_str("&#xD;"),
                other => self.0.push(other),
            }
        }
    }

    /// The document so far.
    pub(super) fn done(self) -> String {
        self.0
    }
}

fn attribute(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for character in printable(text) {
        match character {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '"' => safe.push_str("&quot;"),
            '\t' => safe.push_str("&#x9;"),
            '\n' => safe.push_str("&#xA;"),
            '\r' => safe.push_str("&#xD;"),
            other => safe.push(other),
        }
    }
    safe
}

/// Letters that XML 1.0 may hold.
fn printable(text: &str) -> impl Iterator<Item = char> + '_ {
    let may = |c: &char| matches!(*c, '\t' | '\n' | '\r' | ' '..='\u{D7FF}' | '\u{E000}'..='\u{FFFD}' | '\u{10000}'..='\u{10FFFF}');
    text.chars().filter(may)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_people_write_is_text_and_stays_canonical() {
        let mut xml = Xml::default();
        xml.element("a", &[("b", "\"<&>\n\u{0}")], |xml| xml.text("<c> & \"d\" \r\u{FFFF}è"));
        assert_eq!(xml.done(), "<a b=\"&quot;&lt;&amp;>&#xA;\">&lt;c&gt; &amp; \"d\" &#xD;è</a>");
    }
}
