//! Names of pages.

use super::*;

#[test]
fn a_page_has_one_name_and_a_name_one_page() {
    for (name, page) in [
        ("titolari~2", PageKey::row("titolari", 2)),
        ("titolari~1", PageKey::row("titolari", 1)),
        ("titolari~9999", PageKey::row("titolari", MOST_ROWS)),
        ("titolari", PageKey::step("titolari")),
    ] {
        assert_eq!(name.parse(), Ok(page.clone()));
        assert_eq!(page.to_string(), name);
    }
    for name in [
        "x~0",
        "x~01",
        "x~+1",
        "x~-1",
        "x~99999",
        "x~10000",
        "x~4294967296",
        "x~",
        "x~ 1",
        "x~1 ",
        "x~1~2",
        "x~a",
        "x~١",
    ] {
        assert_eq!(name.parse::<PageKey>(), Err(BadPage), "{name}");
    }
}

#[test]
fn a_row_of_a_name_that_is_no_page_is_no_row() {
    let form = form(vec![group("g", 0, 9, vec![question(FieldKind::Text)]), step("s", Vec::new())]);
    let typed = Answers::from_iter(pairs(&[("q", "x")]));
    let keys = ["g~0", "g~01", "g~", "g", "g~10000", "s~1", "other~1", "", "~", "g~3"];
    let pages: Pages = keys.iter().map(|key| ((*key).to_owned(), typed.clone())).collect();
    let filling = Filling::new(&form, &pages, &NoNames);
    assert_eq!(filling.rows(&form.steps[0]), [3]);
    assert_eq!(filling.submission().into_keys().collect::<Vec<_>>(), ["g~3"]);
}
