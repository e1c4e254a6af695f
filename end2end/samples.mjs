// Cases filled like the samples of their procedure: what `sportello procedure check` reads, people type.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "smol-toml";

import { answerPage, newDraft, openPage, send } from "./cila.mjs";
import { files } from "./files.mjs";
import { root } from "./world.mjs";

const dayMs = 24 * 60 * 60 * 1000;

/** The first sample of a procedure: pages → input → answer, its days moved to today, and the documents that it must have. */
function firstSample(procedure) {
    const path = join(root, "server/data/procedures", procedure, "samples.toml");
    const { answers, today, expect } = parse(readFileSync(path, "utf8")).sample[0];
    const now = new Date().toLocaleDateString("sv-SE", { timeZone: "Europe/Rome" });
    const later = (Date.parse(now) - Date.parse(today)) / dayMs;
    const pages = Object.entries(answers).map(([page, inputs]) => [page, typed(moved(inputs, later))]);
    return { pages: new Map(pages), documents: expect.documents ?? [] };
}

/** The same answers with every day so many days later. */
function moved(inputs, later) {
    const result = { ...inputs };
    for (const question of Object.keys(inputs).filter((name) => name.endsWith(".giorno")).map((name) => name.slice(0, -7))) {
        const part = (name) => Number(inputs[`${question}.${name}`]);
        const day = new Date(Date.UTC(part("anno"), part("mese") - 1, part("giorno")) + later * dayMs);
        result[`${question}.giorno`] = String(day.getUTCDate());
        result[`${question}.mese`] = String(day.getUTCMonth() + 1);
        result[`${question}.anno`] = String(day.getUTCFullYear());
    }
    return result;
}

/** Several choices of one question are a list. */
function typed(inputs) {
    const choices = (answer) => (/^[a-z_]+(,[a-z_]+)+$/.test(answer) ? answer.split(",") : answer);
    return Object.fromEntries(Object.entries(inputs).map(([name, answer]) => [name, choices(answer)]));
}

/** Files a case of the person who is logged in like the first sample of a procedure, page by page; returns its id. */
export async function fileSample(visitor, procedure) {
    const { pages, documents } = firstSample(procedure);
    const { page } = visitor;
    const draft = await newDraft(visitor, procedure);
    const left = new Map(pages);
    for (let here = openPage(page); here; here = openPage(page)) {
        const answers = left.get(here);
        if (answers) {
            left.delete(here);
            await answerPage(visitor, answers);
        } else if ([...left.keys()].some((name) => name.startsWith(`${here}~`))) {
            await visitor.follow(/Aggiungi/);
        } else if ((await page.locator("main").getByRole("link", { name: "Continua" }).count()) > 0) {
            await visitor.follow("Continua");
        } else {
            // A page that asks nothing of this case.
            await answerPage(visitor, {});
        }
    }
    assert.deepEqual([...left.keys()], [], `pages of ${procedure} that nobody asked for`);
    await send(visitor, draft, documents.map((slot) => [slot, files().drawing]));
    return draft;
}
