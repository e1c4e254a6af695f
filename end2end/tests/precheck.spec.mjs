// From "I do not know which procedure I need" to the list of what to prepare, on screen and on paper.
import assert from "node:assert/strict";

import { Visitor } from "../visitor.mjs";

export default [
    ["which procedure do I need, with JavaScript", (t) => walk(t, { scripts: true })],
    ["which procedure do I need, without JavaScript", (t) => walk(t, { scripts: false })],
    ["which procedure do I need, in English", inEnglish],
];

const way = ["Altri lavori", "No", "No", "No", "No", "Sposto pareti", "Sì", "Un'impresa", "Il mio tecnico"];

async function choose(visitor, label) {
    await visitor.page.locator("main label", { hasText: label }).first().click();
    await visitor.press("Continua");
}

async function walk(t, { scripts }) {
    const visitor = await t.welcome(Visitor.open(t.browser, t.world, { scripts, album: `precheck-${scripts ? "scripts" : "no-scripts"}` }));
    const { page } = visitor;
    await t.step("from the service's page to the first question", async () => {
        await visitor.go("/it/servizi/cila");
        await visitor.follow("Rispondi a poche domande");
        await visitor.see("first-question");
    });
    await t.step("an answer is asked for", async () => {
        await visitor.press("Continua");
        await visitor.says("Scegli una risposta a «Che lavori vuoi fare?»");
        assert.match(await page.title(), /^Errore: /);
        await visitor.see("no-answer");
        await page.locator("#errori a").click();
        assert.equal(await page.evaluate(() => document.activeElement.name), "r", "the link puts the cursor there");
    });
    await t.step("question by question to the CILA", async () => {
        for (const label of way) await choose(visitor, label);
        await visitor.says("Serve una CILA");
        await visitor.says("Procura al tecnico");
        await visitor.see("outcome-procedure");
    });
    await t.step("one answer changed, the others stay", async () => {
        const whole = visitor.path;
        await page.getByRole("link", { name: /^Modifica\s*: Che cosa fai/ }).click();
        await visitor.see("one-answer-anew");
        await choose(visitor, "Divido o unisco");
        await visitor.says("Serve una CILA");
        await visitor.says("Variazione catastale");
        await page.goBack();
        await page.goBack();
        assert.equal(visitor.path, whole, "the browser's way back works");
    });
    await t.step("the list on paper holds the list alone", async () => {
        await visitor.follow("Apri l’elenco da stampare");
        await visitor.see("list");
        await page.emulateMedia({ media: "print" });
        for (const hidden of ["header", "footer", "nav", ".portal-back", ".portal-how-to-print", "button"]) {
            for (const part of await page.locator(hidden).all()) assert.ok(!(await part.isVisible()), `${hidden} is on the paper`);
        }
        await visitor.says("Procura al tecnico");
        await page.screenshot({ path: `${visitor.album}/list-on-paper.png`, fullPage: true });
        await page.emulateMedia({ media: "screen" });
        await visitor.follow("Indietro");
    });
    await t.step("the other ends: no procedure, and the office", async () => {
        await visitor.follow("Ricomincia da capo");
        await choose(visitor, "Solo finiture");
        await visitor.says("Non serve nessuna pratica");
        await visitor.see("outcome-none");
        await visitor.follow("Indietro");
        await choose(visitor, "Altri lavori");
        await choose(visitor, "Sì");
        await visitor.says("Serve un permesso di costruire");
        await visitor.see("outcome-office");
    });
    await t.step("from the home page; the button asks for the login", async () => {
        await visitor.go("/it");
        await visitor.follow("Di quale pratica hai bisogno?");
        for (const label of way) await choose(visitor, label);
        assert.equal(await page.inputValue("[name='dato.tipo_lavori']"), "manutenzione_straordinaria");
        await visitor.press("Inizia la pratica");
        assert.match(visitor.path, /^\/it\/accesso/);
    });
}

async function inEnglish(t) {
    const visitor = await t.welcome(Visitor.open(t.browser, t.world, { lang: "en", album: "precheck-en" }));
    const codes = "lavori_altri,volume_no,forma_no,uso_no,strutture_no,interno_pareti,interna_libera,esecutore_in_proprio,presenta_io";
    for (const [name, path] of [
        ["question", "/en/verifica/lavori-edilizi"],
        ["outcome", `/en/verifica/lavori-edilizi?r=${codes}`],
        ["list", `/en/verifica/lavori-edilizi/cosa-serve?r=${codes}`],
    ]) {
        await t.step(name, async () => {
            await visitor.go(path);
            await visitor.see(name);
        });
    }
    await t.step("the switch of languages keeps the answers", async () => {
        const href = await visitor.page.locator("header a[hreflang=it]").getAttribute("href");
        assert.equal(href, `/it/verifica/lavori-edilizi/cosa-serve?r=${codes}`);
    });
}
