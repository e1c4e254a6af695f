//! Any tree of values, written in BER any way, becomes the same DER.

use proptest::prelude::*;

use super::*;

/// A value, and the choices that BER leaves to who writes it.
#[derive(Debug, Clone)]
enum Tree {
    Leaf { tag: u8, content: Vec<u8> },
    Octets { content: Vec<u8>, piece: usize },
    Made { tag: Vec<u8>, children: Vec<Tree>, indefinite: bool, padding: usize },
}

fn tree() -> impl Strategy<Value = Tree> {
    let bytes = || proptest::collection::vec(any::<u8>(), 0..300);
    let leaf = prop_oneof![
        (prop_oneof![Just(0x02_u8), Just(0x06), Just(0x0C), Just(0x81)], bytes())
            .prop_map(|(tag, content)| Tree::Leaf { tag, content }),
        (bytes(), 1_usize..200).prop_map(|(content, piece)| Tree::Octets { content, piece }),
    ];
    leaf.prop_recursive(5, 40, 6, |inner| {
        let tag = prop_oneof![
            Just(vec![0x30_u8]),
            Just(vec![0x31]),
            Just(vec![0xA0]),
            Just(vec![0xBF, 0x81, 0x05])
        ];
        (tag, proptest::collection::vec(inner, 0..6), any::<bool>(), 0_usize..3).prop_map(
            |(tag, children, indefinite, padding)| Tree::Made { tag, children, indefinite, padding },
        )
    })
}

fn der(tree: &Tree) -> Vec<u8> {
    let mut out = Vec::new();
    match tree {
        Tree::Leaf { tag, content } => put(&mut out, &[*tag], content),
        Tree::Octets { content, .. } => put(&mut out, &[OCTETS], content),
        Tree::Made { tag, children, .. } => {
            put(&mut out, tag, &children.iter().flat_map(der).collect::<Vec<u8>>());
        }
    }
    out
}

fn ber(tree: &Tree) -> Vec<u8> {
    let mut out = Vec::new();
    match tree {
        Tree::Leaf { tag, content } => put(&mut out, &[*tag], content),
        Tree::Octets { content, piece } => {
            out.extend([OCTETS_IN_PIECES, 0x80]);
            content.chunks(*piece).for_each(|piece| put(&mut out, &[OCTETS], piece));
            out.extend([0, 0]);
        }
        Tree::Made { tag, children, indefinite, padding } => {
            let content: Vec<u8> = children.iter().flat_map(ber).collect();
            out.extend(tag);
            if *indefinite {
                out.push(0x80);
                out.extend(content);
                out.extend([0, 0]);
            } else {
                let length = u32::try_from(content.len()).unwrap().to_be_bytes();
                out.push(0x84 + u8::try_from(*padding).unwrap());
                out.extend(std::iter::repeat_n(0, *padding));
                out.extend(length);
                out.extend(content);
            }
        }
    }
    out
}

fn put(out: &mut Vec<u8>, tag: &[u8], content: &[u8]) {
    write_header(out, tag, content.len());
    out.extend(content);
}

proptest! {
    #[test]
    fn der_comes_back_unchanged_and_what_follows_is_dropped(tree in tree(), rest in proptest::collection::vec(any::<u8>(), 0..4)) {
        let der = der(&tree);
        let mut padded = der.clone();
        padded.extend(rest);
        prop_assert_eq!(to_der(padded), Ok(der));
    }

    #[test]
    fn every_way_to_write_a_value_gives_the_same_der(tree in tree()) {
        prop_assert_eq!(to_der(ber(&tree)), Ok(der(&tree)));
    }

    #[test]
    fn no_bytes_break_the_reader(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        let _ = to_der(bytes);
    }

    #[test]
    fn a_cut_value_is_refused(tree in tree(), cut in 0.0_f64..1.0) {
        let mut bytes = ber(&tree);
        bytes.truncate((bytes.len() as f64 * cut) as usize);
        prop_assert_eq!(to_der(bytes), Err(NotBer));
    }
}

#[test]
fn nesting_has_a_limit() {
    let deep = [0x30_u8, 0x80].repeat(100_000);
    assert_eq!(to_der(deep), Err(NotBer), "a hundred thousand openings are no envelope");
}
