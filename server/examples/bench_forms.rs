//! A form of 1,000 questions with 100 rules and a group of 100 rows: processor time of saving a page
//! and of rendering one. Prints one JSON row each; the floor is the goal.

#![expect(clippy::unwrap_used, clippy::print_stdout, reason = "a bench that cannot go on should stop")]

use std::fmt::Write as _;

use app::{
    layout::{Assets, Frame},
    pages,
};
use contract::{Lang, ids::CaseId};
use domain::{
    Actor,
    cases::{self, SaveStep, Saved, Shown},
    procedures::{self, Definition, Shared},
};
use testkit::TestWorld;

const STEPS: usize = 45;
const QUESTIONS: usize = 20;
const ROWS: usize = 100;
const TIMES: usize = 60;

/// The questions of the steps and those of a row make 1,000; each fifth step hangs on an answer.
fn form() -> String {
    let mut form = String::new();
    for step in 0..STEPS {
        _ = writeln!(form, "[[step]]\nid = \"s{step}\"");
        if step % 5 == 4 {
            _ = writeln!(form, "when = 'q{}_0 == \"si\"'", step - 1);
        }
        for question in 0..QUESTIONS {
            let id = format!("q{step}_{question}");
            _ = match question {
                0 => writeln!(
                    form,
                    "[[step.question]]\nid = \"{id}\"\nkind = \"choice\"\nchoices = [\"si\", \"no\"]"
                ),
                1 | 2 => writeln!(form, "[[step.question]]\nid = \"{id}\"\nkind = \"number\""),
                3 => writeln!(
                    form,
                    "[[step.question]]\nid = \"{id}\"\nkind = \"text\"\nwhen = 'q{step}_0 == \"si\"'"
                ),
                _ => writeln!(form, "[[step.question]]\nid = \"{id}\"\nkind = \"text\""),
            };
        }
    }
    form.push_str("[[step]]\nid = \"righe\"\nrepeat = { min = 1, max = 100 }\n");
    for question in 0..100 {
        let kind = if question == 0 { "number" } else { "text" };
        _ = writeln!(form, "[[step.question]]\nid = \"r_{question}\"\nkind = \"{kind}\"");
    }
    for rule in 0..100 {
        let step = rule % STEPS;
        let more = if rule == 0 { " && sum(righe.map(r, r.r_0)) <= 100000" } else { "" };
        _ = writeln!(
            form,
            "[[rule]]\nid = \"regola{rule}\"\nat = \"q{step}_1\"\nmust = 'q{step}_1 <= q{step}_2 + {rule}{more}'"
        );
    }
    form
}

fn texts(of: &str) -> String {
    let mut texts = of.split("[step.").next().unwrap().to_owned();
    for step in 0..STEPS {
        _ = writeln!(texts, "[step.s{step}]\ntitle = \"Parte {step}\"");
        for question in 0..QUESTIONS {
            _ = writeln!(
                texts,
                "[question.q{step}_{question}]\nlabel = \"Domanda {question} della parte {step}\""
            );
            if question == 0 {
                _ = writeln!(texts, "[question.q{step}_0.choice]\nsi = \"Sì\"\nno = \"No\"");
            }
        }
    }
    texts.push_str("[step.righe]\ntitle = \"Righe\"\nrow = \"Riga\"\nadd = \"Aggiungi una riga\"\n");
    for question in 0..100 {
        _ = writeln!(texts, "[question.r_{question}]\nlabel = \"Domanda {question} della riga\"");
    }
    for rule in 0..100 {
        _ = writeln!(texts, "[rule.regola{rule}]\nmessage = \"Il primo numero è troppo grande\"");
    }
    // Documents, states and events keep the words of the tests' own procedure.
    let rest = of.find("[slot.").unwrap();
    texts.push_str(&of[rest..]);
    texts
}

fn definition() -> Definition {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("testkit/procedures/cila");
    let file = |name: &str| std::fs::read_to_string(folder.join(name)).unwrap();
    let shared = Shared { block: &|_, _| None, orders: &[] };
    let read = |name: &str| {
        let text = match name {
            "form.toml" => form(),
            "texts.it.toml" | "texts.en.toml" => texts(&file(name)),
            "fees.toml" => return None,
            "procedure.toml" => file(name).replace("slug = \"cila\"", "slug = \"grande\""),
            _ => file(name),
        };
        Some(text.into_bytes())
    };
    Definition::load("grande", &read, &shared).unwrap_or_else(|findings| panic!("{}", findings[0]))
}

fn answers(page: usize) -> Vec<(String, String)> {
    (0..QUESTIONS)
        .map(|question| {
            let text = match question {
                0 => "si".to_owned(),
                1 | 2 => (page + question).to_string(),
                _ => format!("Risposta {question} di una lunghezza comune"),
            };
            (format!("q{page}_{question}"), text)
        })
        .collect()
}

async fn save(
    world: &TestWorld,
    ada: &Actor,
    case: CaseId,
    page: &str,
    typed: Vec<(String, String)>,
    version: i64,
) {
    let save = SaveStep { case, step: page.to_owned(), typed, row_version: version };
    let saved = cases::save_step(&world.ctx, ada, &save).await.unwrap();
    assert_ne!(saved, Saved::Stale);
}

async fn filled(world: &TestWorld, ada: &Actor) -> CaseId {
    let case = cases::start(&world.ctx, ada, "grande", &[]).await.unwrap();
    for page in 0..STEPS {
        save(world, ada, case, &format!("s{page}"), answers(page), 0).await;
    }
    for row in 1..=ROWS {
        let typed = (0..100).map(|question| (format!("r_{question}"), row.to_string())).collect();
        save(world, ada, case, &format!("righe~{row}"), typed, 0).await;
    }
    case
}

/// What a page is given besides its data.
fn frame() -> Frame {
    let manifest = serde_json::json!({
        "style.css": "style.css", "icons.svg": "icons.svg", "starter.js": "starter.js", "favicon.svg": "favicon.svg",
        "pkg/follow.js": "pkg/follow.js", "pkg/follow.wasm": "pkg/follow.wasm",
    });
    let demo: toml::Table = toml::from_str(include_str!("../data/demo/ente.toml")).unwrap();
    Frame {
        lang: Lang::It,
        path: String::new(),
        viewer: None,
        ente: std::sync::Arc::new(demo["ente"].clone().try_into().unwrap()),
        assets: std::sync::Arc::new(Assets::from_manifest(&manifest).unwrap()),
        notice: None,
    }
}

/// Milliseconds of processor time that this process has used.
fn cpu_ms() -> f64 {
    // The first field is nanoseconds on the processor; /proc/self/stat counts in hundredths.
    let tasks = std::fs::read_dir("/proc/self/task").unwrap();
    let nanoseconds = tasks.filter_map(|task| {
        let line = std::fs::read_to_string(task.ok()?.path().join("schedstat")).ok()?;
        line.split(' ').next()?.parse::<f64>().ok()
    });
    nanoseconds.sum::<f64>() / 1_000_000.0
}

fn row(name: &str, ours: f64, goal: f64) {
    let ours = (ours * 1_000.0).round() / 1_000.0;
    let row = serde_json::json!({
        "name": name, "ours": ours, "floor": goal,
        "ratio": (goal / ours * 1_000.0).round() / 1_000.0, "unit": "ms of processor, floor = goal",
    });
    println!("{row}");
}

#[tokio::main]
async fn main() {
    let world = TestWorld::new().await;
    procedures::propose(&world.ctx, &definition(), true).await.unwrap();
    let ada = world.citizen("Ada").await;
    let case = filled(&world, &ada).await;
    let page = cases::step_page(&world.ctx, &ada, Lang::It, case, "s7", Shown::Stored).await.unwrap();
    let version = page.row_version;
    let from = cpu_ms();
    for time in 0..TIMES {
        let mut typed = answers(7);
        typed[5].1 = format!("Cambiata {time}");
        save(&world, &ada, case, "s7", typed, version + i64::try_from(time).unwrap()).await;
    }
    row("form_1000_save_ms", (cpu_ms() - from) / TIMES as f64, 5.0);
    for (name, page) in
        [("form_1000_page_ms", "s7"), ("form_1000_rows_ms", "righe"), ("form_1000_row_ms", "righe~50")]
    {
        let frame = frame();
        let from = cpu_ms();
        for _ in 0..TIMES {
            let view =
                cases::step_page(&world.ctx, &ada, Lang::It, case, page, Shown::Problems).await.unwrap();
            assert!(pages::step(&frame, &view).len() > 10_000);
        }
        row(name, (cpu_ms() - from) / TIMES as f64, 10.0);
    }
}
