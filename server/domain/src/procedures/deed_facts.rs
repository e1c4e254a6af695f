//! The facts that the template of an act may name, for who named one that is not there.

use contract::deeds::DeedContent;
use engine::expressions::nearest;
use serde_json::Value;

/// How templates call all that they know.
const ACT: &str = "act";

/// What to write instead of a name that the typesetter did not find, where it says so in its message; the nearest first.
/// `line` is the line of the template, `content` an example in which all is there that may be.
pub(super) fn remedy(message: &str, line: &str, content: &DeedContent) -> Option<String> {
    let key = message.split_once("does not contain key")?.1.split('"').nth(1)?;
    let all = serde_json::to_value(content).ok()?;
    if let Some(own) = holder(line, key, &all) {
        let known: Vec<&str> = own.keys().map(String::as_str).collect();
        return Some(nearest::first(key, &known));
    }
    // Whatever holds the name: the template came to it by words of its own.
    let mut ways = Vec::new();
    facts(&all, ACT, &mut ways);
    let named = |way: &String| way.rsplit('.').next().unwrap_or_default().to_owned();
    let names: Vec<String> = ways.iter().map(named).collect();
    let near = nearest::near(key, names.iter().map(String::as_str));
    let near = near.and_then(|near| ways.iter().find(|way| named(way) == near));
    Some(match near {
        Some(way) => format!("write `{}`, as in `{way}`", named(way)),
        None => {
            let mut known: Vec<&str> = names.iter().map(String::as_str).collect();
            known.sort_unstable();
            known.dedup();
            let listed = nearest::first(key, &known);
            format!("write the id of a question of form.toml or of a term of clocks.toml, or else {listed}")
        }
    })
}

/// The facts among which a name was looked for: those at the end of the way that stands before it on its line.
fn holder<'v>(line: &str, key: &str, all: &'v Value) -> Option<&'v serde_json::Map<String, Value>> {
    let of_word = |sign: char| sign.is_alphanumeric() || matches!(sign, '-' | '_' | '.');
    line.match_indices(key).find_map(|(at, _)| {
        let before = line.get(..at)?;
        // `act.case.number`, or `act.case.at("number")`.
        let before = before.strip_suffix(".at(\"").or_else(|| before.strip_suffix('.'))?;
        let begin = before.rfind(|sign| !of_word(sign)).map_or(0, |at| at + 1);
        let mut words = before.get(begin..)?.split('.');
        words.next().filter(|word| *word == ACT)?;
        words.try_fold(all, |value, word| value.get(word))?.as_object()
    })
}

/// The ways to all facts, as templates write them.
fn facts(value: &Value, way: &str, ways: &mut Vec<String>) {
    for (key, own) in value.as_object().into_iter().flatten() {
        let way = format!("{way}.{key}");
        facts(own, &way, ways);
        ways.push(way);
    }
}
