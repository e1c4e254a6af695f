//! The demo's people: whether their names, birth data and codes agree, and whether they are nobody.

use contract::{identity::StaffRole, people::CodiceFiscale};
use sandbox::{People, Person};

const OFFICES: [&str; 4] = ["ufficio-tecnico", "tributi", "comunicazione", "sistemi-informativi"];

/// D.M. 23 dicembre 1976, computed here anew: surname, name, date and sex, place, check character.
fn fiscal_code(person: &Person) -> String {
    let date: Vec<&str> = person.born_on.split('-').collect();
    let [year, month, day] = date[..] else { panic!("{}", person.born_on) };
    let month = char::from(b"ABCDEHLMPRST"[month.parse::<usize>().unwrap() - 1]);
    let day = day.parse::<u32>().unwrap() + if person.sex == "F" { 40 } else { 0 };
    let (surname, name) =
        (three_letters(&person.family_name, false), three_letters(&person.given_name, true));
    let body = format!("{surname}{name}{}{month}{day:02}{}", &year[2..], person.birthplace_code);
    format!("{body}{}", check_character(&body))
}

fn three_letters(name: &str, is_given_name: bool) -> String {
    let letters = name.to_uppercase();
    let (vowels, mut consonants): (Vec<char>, Vec<char>) =
        letters.chars().filter(char::is_ascii_alphabetic).partition(|letter| "AEIOU".contains(*letter));
    if is_given_name && consonants.len() > 3 {
        // Of a given name with four consonants or more, the second is left out.
        consonants.remove(1);
    }
    consonants.into_iter().chain(vowels).chain(['X'; 3]).take(3).collect()
}

fn check_character(body: &str) -> char {
    const ODD: [u32; 26] =
        [1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23];
    let value = |letter: char| letter.to_digit(10).unwrap_or_else(|| letter as u32 - 'A' as u32);
    let sum: u32 = body
        .chars()
        .enumerate()
        .map(|(index, letter)| if index % 2 == 0 { ODD[value(letter) as usize] } else { value(letter) })
        .sum();
    char::from(b'A' + (sum % 26) as u8)
}

#[test]
fn the_calculation_is_right_on_a_well_known_example() {
    assert_eq!(check_character("RSSMRA80A01H501"), 'U');
}

#[test]
fn codes_agree_with_names_and_birth() {
    for person in People::shipped().unwrap().all() {
        assert_eq!(person.fiscal_code, fiscal_code(person), "{}", person.key);
        assert!(CodiceFiscale::parse(&person.fiscal_code).is_ok(), "{}", person.key);
    }
}

#[test]
fn the_demo_has_everybody_it_promises() {
    let people = People::shipped().unwrap();
    let keys: Vec<&str> = people.all().iter().map(|person| person.key.as_str()).collect();
    let promised = [
        "proprietaria",
        "inquilina",
        "geometra",
        "impresa",
        "istruttrice",
        "rup",
        "dirigente",
        "tributi",
        "comunicazione",
        "amministratrice",
    ];
    assert_eq!(keys, promised);
    for person in people.all() {
        assert!(person.email.ends_with("@roccascura.example"), "{}: a reserved domain", person.key);
        assert!(!person.description.it.is_empty() && !person.description.en.is_empty(), "{}", person.key);
        assert_eq!(person.office.is_some(), !person.roles.is_empty(), "{}: office and roles", person.key);
        assert!(person.office.iter().all(|office| OFFICES.contains(&office.as_str())), "{}", person.key);
        assert!(person.roles.iter().all(|role| StaffRole::parse(role).is_some()), "{}", person.key);
        // Codes given to no comune: nobody real was born there. Abroad there is no such code to use.
        let nowhere = ["M997", "M998", "M999"].contains(&person.birthplace_code.as_str());
        assert!(nowhere || person.birthplace_code.starts_with('Z'), "{}", person.key);
    }
}

#[test]
fn the_partita_iva_of_the_firm_has_its_check_digit() {
    let people = People::shipped().unwrap();
    let firm = people.find("impresa").unwrap().firm.clone().unwrap();
    let digits: Vec<u32> = firm.partita_iva.chars().map(|digit| digit.to_digit(10).unwrap()).collect();
    assert_eq!(digits.len(), 11);
    let sum: u32 = digits
        .iter()
        .enumerate()
        .map(|(index, digit)| if index % 2 == 0 { *digit } else { digit * 2 / 10 + digit * 2 % 10 })
        .sum();
    assert_eq!(sum % 10, 0);
}

#[test]
fn a_broken_list_is_refused_with_its_reason() {
    let one = "[[person]]\nkey=\"a\"\ngiven_name=\"A\"\nfamily_name=\"B\"\nborn_on=\"1980-01-01\"\n\
               birthplace=\"X\"\nbirthplace_code=\"M999\"\nsex=\"F\"\nfiscal_code=\"X\"\nemail=\"a@b.example\"\n\
               description={it=\"a\",en=\"a\"}\n";
    let cases = [
        ("nobody", "person = []".to_owned(), "nobody"),
        ("a key twice", format!("{one}{one}"), "twice"),
        ("a misspelt field", one.replace("sex", "sesso"), "sesso"),
        ("no TOML", "hello".to_owned(), "cannot be read"),
    ];
    for (rule, text, word) in cases {
        let why = People::parse(&text).unwrap_err().to_string();
        assert!(why.contains(word), "{rule}: {why}");
    }
}
