//! The questions on the terminal, each asked again until its answer holds.

use std::{
    io::{self, BufRead, Write},
    path::PathBuf,
};

use contract::places::Comuni;

use super::{
    answers::{Answers, OfficeAnswer, StaffAnswer, judged, judged_office, judged_staff},
    tariffs::{self, Fee, judged_number},
};

/// Key and question of what is one line each, in the order in which they are asked.
const LINES: [(&str, &str); 12] = [
    ("comune", "Which comune is it? Codice catastale (A345) or name"),
    ("name", "How is it called on pages and letters? (Comune di …)"),
    ("host", "Which host do people type? (servizi.comune.….it)"),
    ("listen", "Where does the portal listen behind the proxy? (127.0.0.1:3000)"),
    ("prefix", "Which capital letters stand before case numbers? (RC)"),
    ("address", "Address: street, number, postal code and town"),
    ("phone", "Telephone number of the desk"),
    ("email", "E-mail address of the desk"),
    ("pec", "Certified e-mail address (PEC)"),
    ("fiscal_code", "Codice fiscale of the body, 11 digits"),
    ("oidc_issuer", "Address of the identity provider (OpenID Connect)"),
    ("oidc_client_id", "Name of the portal at the identity provider"),
];

/// Asks everything.
///
/// # Errors
/// When the terminal closes before the last answer.
pub(super) fn ask(
    input: &mut dyn BufRead,
    out: &mut dyn Write,
    comuni: &Comuni,
    fees: &[Fee],
) -> io::Result<Answers> {
    let mut talk = Talk { input, out };
    let mut answers = Answers::default();
    for (key, question) in LINES {
        let text = talk.until(question, |text| judged(key, text, comuni))?;
        put(&mut answers, key, text);
    }
    let whole = |text: &str| {
        if PathBuf::from(text).is_absolute() {
            Ok(())
        } else {
            Err("write a whole path, such as /var/lib/sportello")
        }
    };
    answers.data_dir =
        talk.until("Where are database, objects and keys? (/var/lib/sportello)", whole)?.into();
    answers.ipa_code = talk.line("Codice IPA of the body (c_a345); may be empty")?;
    answers.aoo_code = talk.line("Codice AOO, the area whose register it is; may be empty")?;
    answers.hours = talk.line("Opening hours in words; may be empty")?;
    offices(&mut talk, &mut answers)?;
    staff(&mut talk, &mut answers)?;
    amounts(&mut talk, &mut answers, fees)?;
    Ok(answers)
}

fn offices(talk: &mut Talk<'_>, answers: &mut Answers) -> io::Result<()> {
    talk.tell("Offices: the front desk first. An empty id ends the list.")?;
    loop {
        let id = talk.line("  Id of the office (ufficio-tecnico)")?;
        if id.is_empty() && !answers.offices.is_empty() {
            return Ok(());
        }
        let (it, en) = (talk.line("  Its name in Italian")?, talk.line("  Its name in English")?);
        let head = talk.line("  Who leads it? Receipts say so; empty if nobody is named")?;
        let led = !head.is_empty();
        let mut more = |question| if led { talk.line(question) } else { Ok(String::new()) };
        let files = more("  Where and when do people see their file there? May be empty")?;
        let inertia = more("  Whom do people turn to if it does not answer in time? May be empty")?;
        let office = OfficeAnswer { id, it, en, head, files, inertia };
        match judged_office(&office) {
            Ok(()) => answers.offices.push(office),
            Err(what) => talk.tell(what)?,
        }
    }
}

fn staff(talk: &mut Talk<'_>, answers: &mut Answers) -> io::Result<()> {
    talk.tell("Who works there? An empty codice fiscale ends the list.")?;
    loop {
        let fiscal_code = talk.line("  Codice fiscale of the person")?;
        if fiscal_code.is_empty() {
            return Ok(());
        }
        let office = talk.line("  Id of the office")?;
        let role = talk.line("  Role: clerk, rup, dirigente or administrator")?;
        let row = StaffAnswer { fiscal_code, office, role };
        match judged_staff(&row, &answers.offices) {
            Ok(()) => answers.staff.push(row),
            Err(what) => talk.tell(what)?,
        }
    }
}

/// Fees, each with the act that sets them. What the municipality has not decided yet stays an example.
fn amounts(talk: &mut Talk<'_>, answers: &mut Answers, fees: &[Fee]) -> io::Result<()> {
    for fee in fees {
        talk.tell(&format!("{}: which act sets it? Empty if none does yet.", fee.words))?;
        let source = talk.line("  Act, as it is cited (Deliberazione di Giunta n. … del …)")?;
        if source.is_empty() {
            continue;
        }
        let mut numbers = Vec::with_capacity(fee.numbers.len());
        for number in &fee.numbers {
            let question = format!("  {} (example: {})", number.words, number.example);
            numbers.push(talk.until(&question, judged_number)?);
        }
        tariffs::put(answers, fee, source, numbers);
    }
    Ok(())
}

fn put(answers: &mut Answers, key: &str, text: String) {
    let place = match key {
        "comune" => &mut answers.comune,
        "name" => &mut answers.name,
        "host" => &mut answers.host,
        "listen" => &mut answers.listen,
        "prefix" => &mut answers.prefix,
        "address" => &mut answers.address,
        "phone" => &mut answers.phone,
        "email" => &mut answers.email,
        "pec" => &mut answers.pec,
        "fiscal_code" => &mut answers.fiscal_code,
        "oidc_issuer" => &mut answers.oidc_issuer,
        _ => &mut answers.oidc_client_id,
    };
    *place = text;
}

struct Talk<'a> {
    input: &'a mut dyn BufRead,
    out: &'a mut dyn Write,
}

impl Talk<'_> {
    fn tell(&mut self, words: &str) -> io::Result<()> {
        writeln!(self.out, "{words}")
    }

    fn line(&mut self, question: &str) -> io::Result<String> {
        write!(self.out, "{question}: ")?;
        self.out.flush()?;
        let mut text = String::new();
        if self.input.read_line(&mut text)? == 0 {
            return Err(io::Error::new(
                io::ErrorKind::UnexpectedEof,
                "the terminal closed: nothing was written",
            ));
        }
        Ok(text.trim().to_owned())
    }

    fn until(
        &mut self,
        question: &str,
        holds: impl Fn(&str) -> Result<(), &'static str>,
    ) -> io::Result<String> {
        loop {
            let text = self.line(question)?;
            match holds(&text) {
                Ok(()) => return Ok(text),
                Err(what) => self.tell(&format!("  {what}"))?,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const COMUNI: &str = "belfiore;istat;name;province;region;valid_from;valid_to;cap\n\
                          A345;066049;L'Aquila;AQ;Abruzzo;1927-01-12;;67100\n";

    fn asked(typed: &str) -> (io::Result<Answers>, String) {
        let comuni = Comuni::parse(COMUNI).unwrap();
        let mut out = Vec::new();
        let mut fees = tariffs::fees(&tariffs::shipped().unwrap());
        // One procedure is enough to be asked about.
        fees.retain(|fee| fee.slug == "cila");
        let answers = ask(&mut typed.as_bytes(), &mut out, &comuni, &fees);
        (answers, String::from_utf8(out).unwrap())
    }

    #[test]
    fn a_wrong_answer_is_asked_again_and_nothing_else_is() {
        let typed = [
            "Z999",
            "A345",
            "Comune dell'Aquila",
            "https://x",
            "servizi.comune.laquila.it",
            "127.0.0.1:3000",
            "aq",
            "AQ",
            "Via San Bernardino 1, 67100 L'Aquila",
            "0862 6451",
            "desk@laquila.example",
            "protocollo@pec.laquila.example",
            "80001230665",
            "https://login.example",
            "sportello",
            "data",
            "/var/lib/sportello",
            "c_a345",
            "",
            "",
            "urp",
            "Sportello",
            "Front desk",
            "Anna Simulanti",
            "Al piano terra, il lunedì.",
            "Al Segretario comunale.",
            "",
            "niente",
            "urp",
            "clerk",
            "RSSMRA80A01H501U",
            "urp",
            "administrator",
            "",
            "Deliberazione di Giunta n. 12 del 3 marzo 2026",
            "0",
            "settanta",
            "70.00",
            "15",
            "250.00",
            "70.00",
        ];
        let (answers, said) = asked(&(typed.join("\n") + "\n"));
        let answers = answers.unwrap();
        assert_eq!((answers.comune.as_str(), answers.prefix.as_str()), ("A345", "AQ"));
        assert_eq!((answers.offices.len(), answers.staff.len()), (1, 1));
        let table = &answers.fees["cila"].tables[0];
        assert_eq!((table.id.as_str(), table.row["piu_unita"]["each"].as_str()), ("segreteria", "15"));
        assert_eq!(tariffs::problems(&answers, &tariffs::shipped().unwrap()), Vec::<String>::new());
        assert_eq!(answers.problems(&Comuni::parse(COMUNI).unwrap()), Vec::<String>::new());
        for once in [
            "codice catastale of a comune",
            "only the host",
            "capital letters, such as RC",
            "a whole path",
            "a number with a point",
        ] {
            assert_eq!(said.matches(once).count(), 1, "{once}: {said}");
        }
    }

    #[test]
    fn a_terminal_that_closes_ends_the_questions() {
        let (answers, _) = asked("A345\nComune\n");
        assert!(answers.is_err_and(|err| err.to_string().contains("nothing was written")));
    }
}
