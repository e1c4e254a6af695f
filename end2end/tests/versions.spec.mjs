// A form that changes while somebody fills it in: the office publishes, the draft's author decides.
import assert from "node:assert/strict";
import { appendFileSync, cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { answerPage, newDraft, pages, pressAndGo } from "../cila.mjs";
import { registerOnPaper } from "../paper.mjs";
import { person } from "../people.mjs";
import { World, root } from "../world.mjs";

export default [["a form changes under a draft, without JavaScript", changes]];

function change(file, from, to) {
    const text = readFileSync(file, "utf8");
    assert.ok(text.includes(from), `${file} has no ${from}`);
    writeFileSync(file, text.replace(from, to));
}

/** The shipped CILA in the installation's own folder, its version counted up, with one question more. */
function revise(world) {
    const folder = join(world.env.SPORTELLO_DATA_DIR, "overrides/procedures/cila");
    cpSync(join(root, "server/data/procedures/cila"), folder, { recursive: true });
    change(join(folder, "procedure.toml"), /^version = \d+$/m.exec(readFileSync(join(folder, "procedure.toml"), "utf8"))[0], "version = 1000");
    change(join(folder, "form.toml"), 'autocomplete = "tel"\n', 'autocomplete = "tel"\n\n[[step.question]]\nid = "altro_recapito"\nkind = "text"\noptional = true\n');
    for (const [lang, label] of [["it", "Altro recapito"], ["en", "Another contact"]]) {
        appendFileSync(join(folder, `texts.${lang}.toml`), `\n[question.altro_recapito]\nlabel = "${label}"\n`);
    }
    return folder;
}

async function changes(t) {
    const world = await t.step("a portal of its own", () => World.open("versions"));
    const visitor = await t.welcome(person(t.browser, world, "inquilina", { scripts: false, album: "versions" }));
    const { page } = visitor;
    const draft = await newDraft(visitor);
    await answerPage(visitor, pages["titolari~1"]);
    const clerk = await t.welcome(person(t.browser, world, "istruttrice", { scripts: false, album: "versions" }));
    const filed = await registerOnPaper(clerk, "cila", new Date().toLocaleDateString("sv-SE", { timeZone: "Europe/Rome" }));
    const folder = revise(world);
    await t.step("a revision with a mistake is refused, with its line, and the published one keeps running", async () => {
        change(join(folder, "form.toml"), 'id = "altro_recapito"\nkind = "text"', 'id = "altro_recapito"\nkind = "testo"');
        const { status, said } = await world.command("procedure", "publish", "cila");
        assert.notEqual(status, 0);
        assert.match(said, /cila\/form\.toml:\d+/);
        change(join(folder, "form.toml"), 'kind = "testo"', 'kind = "text"');
        await visitor.go(`/it/pratiche/${draft}/passi/presentazione`);
        assert.doesNotMatch(await visitor.words(), /C’è una nuova versione/);
    });
    await t.step("once it is published, the draft is told", async () => {
        const { status, said } = await world.command("procedure", "publish", "cila");
        assert.equal(status, 0, said);
        await visitor.go(`/it/pratiche/${draft}/passi/presentazione`);
        await visitor.says("C’è una nuova versione di questo modulo. La tua bozza resta valida.");
        assert.equal(await page.locator("[name=altro_recapito]").count(), 0, "the draft stays as it was");
        await visitor.see("newer");
    });
    await t.step("what changes is listed", async () => {
        await visitor.follow("Vedi che cosa cambia");
        await visitor.says("Domanda nuova: «Altro recapito»");
        await visitor.see("changes");
    });
    await t.step("moved, it has the new question and the old answers", async () => {
        await visitor.press("Passa alla nuova versione");
        await visitor.says("La bozza è sulla nuova versione del modulo");
        await visitor.go(`/it/pratiche/${draft}/passi/presentazione`);
        assert.equal(await page.locator("[name=altro_recapito]").count(), 1);
        assert.doesNotMatch(await visitor.words(), /C’è una nuova versione/);
        await visitor.go(`/it/pratiche/${draft}/passi/titolari~1`);
        assert.equal(await page.inputValue("[name='titolare.cognome']"), pages["titolari~1"]["titolare.cognome"]);
    });
    await t.step("a filed case stays on its version until who leads it moves it, with a reason", async () => {
        const rup = await t.welcome(person(t.browser, world, "rup", { scripts: false, album: "versions" }));
        await clerk.go(`/it/ufficio/pratiche/${filed}`);
        assert.doesNotMatch(await clerk.words(), /Versione del procedimento/);
        await rup.go(`/it/ufficio/pratiche/${filed}`);
        await rup.follow("Vedi che cosa cambierebbe");
        await rup.says("Domanda nuova: «Altro recapito»");
        await rup.see("move");
        await pressAndGo(rup, "Sposta alla versione 1000");
        await rup.says("Scrivi il testo");
        await rup.page.fill("#motivo", "La nuova versione corregge un termine.");
        await pressAndGo(rup, "Sposta alla versione 1000");
        await rup.says("Passaggio a un’altra versione");
        await rup.says("La nuova versione corregge un termine.");
        assert.doesNotMatch(await rup.words(), /Vedi che cosa cambierebbe/);
    });
    await t.step("the portal of its own ends", () => world.stop());
}
