//! The catalogue: what is begun in the portal and what is not, found by words and by category.

use contract::{Lang, catalogue::CatalogueList};
use domain::{
    Error,
    catalogue::{self, Looking},
    procedures::{self, Category, Sheet, Sheets},
};
use testkit::TestWorld;

async fn looked(world: &TestWorld, words: &str, category: &str) -> CatalogueList {
    let looking = Looking { words: words.to_owned(), category: category.to_owned() };
    catalogue::services(&world.ctx, Lang::It, &looking).await.unwrap()
}

fn slugs(list: &CatalogueList) -> Vec<&str> {
    list.cards.iter().map(|card| card.slug.as_str()).collect()
}

#[tokio::test]
async fn what_is_begun_here_comes_first_and_the_rest_says_how_to_get_it() {
    let world = TestWorld::new().await;
    let all = looked(&world, "", "").await;
    assert!(all.cards.len() >= 20, "{}", all.cards.len());
    let online: Vec<bool> = all.cards.iter().map(|card| card.online).collect();
    assert!(online.is_sorted_by(|a, b| a >= b) && online.contains(&true));
    assert_eq!(all.categories.iter().map(|group| group.services).sum::<usize>(), all.cards.len());
    for lang in Lang::ALL {
        for card in &all.cards {
            let page = catalogue::service(&world.ctx, lang, &card.slug).await.unwrap();
            assert_eq!(page.access.is_none(), card.online, "{}", card.slug);
            assert!(!page.card.category.is_empty(), "{}", card.slug);
        }
    }
    let unknown = catalogue::service(&world.ctx, Lang::It, "inventato").await;
    assert!(matches!(unknown, Err(Error::NotFound(_))));
    let begun = domain::cases::start(&world.ctx, &world.citizen("Ada").await, "tari", &[]).await;
    assert!(matches!(begun, Err(Error::NotFound(_))), "what is not begun here cannot be");
}

#[tokio::test]
async fn every_word_must_be_found_whatever_its_accents() {
    let world = TestWorld::new().await;
    assert_eq!(slugs(&looked(&world, "  CARTA d'identità ", "").await), ["carta-identita-elettronica"]);
    assert!(slugs(&looked(&world, "identita", "").await).contains(&"carta-identita-elettronica"));
    let none = looked(&world, "carta astronave", "").await;
    assert!(none.cards.is_empty() && none.categories.is_empty());
    assert_eq!(none.words, "carta astronave", "what was typed is shown again");
    let long = looked(&world, &"x".repeat(10_000), "").await;
    assert_eq!(long.words.len(), 200);
}

#[tokio::test]
async fn a_category_holds_its_own_and_the_others_keep_their_number() {
    let world = TestWorld::new().await;
    let building = looked(&world, "", "edilizia").await;
    assert!(slugs(&building).contains(&"cila") && slugs(&building).contains(&"scia-edilizia"));
    assert!(building.cards.iter().all(|card| card.category_id == "edilizia"));
    assert_eq!(building.category.as_ref().unwrap().services, building.cards.len());
    assert!(building.categories.len() > 4, "one goes from one category to another");
    assert!(looked(&world, "", "inventata").await.cards.is_empty());
}

fn categories() -> Vec<Category> {
    Sheets::categories(b"[[category]]\nid = \"tributi\"\nit = \"Tributi\"\nen = \"Taxes\"\n".to_vec())
        .unwrap()
}

/// A sheet without mistakes, with some text replaced.
fn sheet(from: &str, to: &str) -> Result<Sheet, Vec<procedures::Finding>> {
    let texts = "title = \"T\"\nsummary = \"S\"\naddressed_to = \"A\"\ndescription = \"D\"\nhow_to = \"H\"\n\
                 needed = [\"N\"]\nobtained = \"O\"\ntimes = \"T\"\ncost = \"C\"\naccess = \"A\"\noffice = \"U\"\n";
    let file = format!("category = \"tributi\"\n[[source]]\nact = \"L. 1\"\n[it]\n{texts}[en]\n{texts}");
    assert!(from.is_empty() || file.contains(from), "{from}");
    Sheet::load("tari", file.replacen(from, to, 1).into_bytes(), &categories())
}

#[test]
fn a_sheet_with_a_mistake_is_named_with_its_line_and_the_remedy() {
    assert!(sheet("", "").is_ok());
    let long = format!("summary = \"{}\"", "x".repeat(161));
    let cases: [(&str, &str, usize, &str); 6] = [
        ("\"tributi\"", "\"tribute\"", 1, "write one of tributi"),
        ("office = \"U\"\n", "", 4, "`office` is missing; add the key here"),
        ("times = \"T\"", "times = \" \"", 12, "this text is empty"),
        ("summary = \"S\"", &long, 6, "too long for a list"),
        ("needed = [\"N\"]", "needed = [\"N\", \"M\"]", 22, "do not list the same things"),
        ("cost = \"C\"", "cost = \"C\"\nprice = 1", 14, "unknown field `price`"),
    ];
    for (from, to, line, words) in cases {
        let found = sheet(from, to).unwrap_err();
        let said = found[0].to_string();
        assert!(said.contains(words), "{said}");
        assert_eq!(found[0].line, Some(line), "{said}");
        assert!(said.starts_with("tari.toml:"), "{said}");
    }
    let binary = Sheet::load("tari", vec![0xFF], &categories()).unwrap_err();
    assert_eq!(binary[0].message, "the file is no UTF-8 text");
    let twice = b"[[category]]\nid = \"a\"\nit = \"A\"\nen = \"A\"\n[[category]]\nid = \"a\"\nit = \"B\"\nen = \"B\"\n";
    assert_eq!(Sheets::categories(twice.to_vec()).unwrap_err()[0].line, Some(6));
}
