// Filling as the criteria of the digital services ask (C.SE.1.1, 1.3–1.8), and what the browser adds to it.
import assert from "node:assert/strict";

import { answerAll, answerPage, fill, openPage, otherDocuments, pages, pressAndGo, property } from "../cila.mjs";
import { files } from "../files.mjs";
import { logIn, person } from "../people.mjs";
import { Visitor } from "../visitor.mjs";
import { until } from "../world.mjs";

export default [
    ["the criteria of a digital service, without JavaScript", (t) => criteria(t, false)],
    ["the criteria of a digital service, with JavaScript", (t) => criteria(t, true)],
    ["what was filed is offered again, and nothing of one client stays with another", onceOnly],
    ["the browser follows conditions, says mistakes, saves and suggests by itself", island],
    ["rows are added, changed and removed, with and without JavaScript", rows],
];

/** A new draft of the CILA, whatever drafts there are. */
async function newDraft(visitor) {
    await visitor.go("/it/servizi/cila");
    await visitor.press("Inizia la pratica");
    const another = visitor.page.locator("main form[action$='/inizia'] button");
    if (openPage(visitor.page) === undefined && (await another.count()) > 0) await another.first().click();
    await visitor.page.waitForURL(/\/passi\//);
    return visitor.path.match(/\/pratiche\/[0-9a-f-]+/)[0];
}

async function criteria(t, scripts) {
    const visitor = await t.welcome(Visitor.open(t.browser, t.world, { scripts }));
    const { page } = visitor;
    let draft;
    await t.step("C.SE.1.1: the login of a service leads into its flow", async () => {
        await visitor.go("/it/servizi/cila");
        await visitor.press("Inizia la pratica");
        // Two people: the two journeys run at the same time.
        await logIn(visitor, scripts ? "impresa" : "inquilina");
        const another = page.locator("main form[action$='/inizia'] button");
        if (openPage(page) === undefined) await another.first().click();
        assert.match(visitor.path, /\/pratiche\/[0-9a-f-]+\/passi\//);
    });
    await t.step("C.SE.1.3: titles and paragraphs are set in the design system's fonts", async () => {
        if (!scripts) return;
        const families = await page.locator("h1, h2, h3, h4, main p").evaluateAll((all) =>
            all.map((it) => getComputedStyle(it).fontFamily.split(",")[0].replaceAll('"', "")));
        assert.deepEqual([...new Set(families)], ["Titillium Web"]);
    });
    await t.step("C.SE.1.8: all steps are shown, the current one is marked, each can be reached", async () => {
        if ((await page.locator("details.portal-steps-all").count()) > 0) await page.locator("details.portal-steps-all summary").click();
        const steps = page.locator("nav.portal-steps li");
        assert.ok((await steps.count()) >= 10, "every step of the form, the documents and the summary");
        assert.equal(await page.locator("nav.portal-steps [aria-current=step]").count(), 1);
        await visitor.says(/Passo 1 di \d+/);
        draft = visitor.path;
        await fill(page, { "titolare.nome": "Luisa" });
        await pressAndGo(visitor, "Elenco di tutte le parti");
        await visitor.see("tasks");
        await visitor.go(draft);
        assert.equal(await page.inputValue("[name='titolare.nome']"), "Luisa", "looking elsewhere loses nothing");
    });
    await t.step("a step of the list is reached, and what was typed is kept on the way", async () => {
        await fill(page, { "titolare.nome": "Lucetta" });
        if ((await page.locator("details.portal-steps-all").count()) > 0) await page.locator("details.portal-steps-all summary").click();
        await pressAndGo(visitor, /^Immobile/);
        assert.equal(openPage(page), "immobile");
        await visitor.go(draft);
        assert.equal(await page.inputValue("[name='titolare.nome']"), "Lucetta");
    });
    await t.step("C.SE.1.6: a draft is saved as it is, says until when, and is gone on with", async () => {
        await fill(page, { "titolare.nome": "Lucia", "titolare.cognome": "Esem" });
        await visitor.says(/La bozza resta salvata fino al \d+ \w+ \d{4}/);
        await visitor.press("Salva e continua dopo");
        await visitor.says("Abbiamo salvato la bozza");
        await visitor.see("dashboard-draft");
        await page.getByRole("link", { name: /Continua la bozza/ }).first().click();
        assert.equal(await page.inputValue("[name='titolare.cognome']"), "Esem");
    });
    await t.step("going back loses nothing", async () => {
        await answerPage(visitor, pages["titolari~1"]);
        await visitor.follow("Continua");
        await fill(page, pages.proprieta);
        await visitor.press("Indietro");
        await visitor.follow("Continua");
        const chosen = page.locator("[name=parti_comuni][value=nessuna]");
        assert.ok(await chosen.isChecked());
    });
    await t.step("C.SE.1.4: everything is on one page right before sending", async () => {
        const { "titolari~1": _done, ...rest } = { ...pages, presentazione: { ...pages.presentazione } };
        await answerAll(visitor, rest);
        for (const slot of ["elaborato", ...otherDocuments]) await giveByForm(visitor, slot, files().drawing);
        await giveByForm(visitor, "relazione", files().signed);
        await until("every file is checked", async () => {
            await visitor.go(visitor.path.replace(/[?#].*/, "").replace(/documenti$/, "riepilogo"));
            return (await page.getByRole("button", { name: /Conferma e invia/ }).count()) > 0;
        });
        await visitor.see("summary-whole");
        for (const words of ["Lucia Esemplari", "Edilfinta S.r.l.", "Foglio 7, particella 214", "12.500,00 €", "Quanto si paga", "elaborato-grafico.pdf"]) await visitor.says(words);
    });
    await t.step("a change from the summary returns to it", async () => {
        await page.getByRole("link", { name: /^Modifica.*Immobile/i }).first().click();
        await fill(page, { interno: "piano 3" });
        await visitor.press("Salva e torna al riepilogo");
        assert.match(visitor.path, /\/riepilogo$/);
        await visitor.says("piano 3");
    });
    await t.step("C.SE.1.7: after sending one says how easy it was; the page survives a reload", async () => {
        await pressAndGo(visitor, /Conferma e invia/);
        assert.match(visitor.path, /\/conferma/);
        await page.reload();
        await visitor.says("Pratica inviata");
        await visitor.says("Quanto è stato facile usare questo servizio?");
        await visitor.see("confirmation-rating");
    });
}

async function giveByForm(visitor, slot, path) {
    const { page } = visitor;
    await page.setInputFiles(`#file-${slot}`, [path]);
    await page.locator(`#carica-${slot} button`).click();
    await page.locator(`#documento-${slot} .portal-file`).first().waitFor();
}

async function onceOnly(t) {
    const visitor = await t.welcome(person(t.browser, t.world, "geometra", { scripts: false, album: "once-only" }));
    const { page } = visitor;
    await newDraft(visitor);
    await t.step("C.SE.1.5: earlier clients are offered with where and when they were given", async () => {
        const offers = page.locator("#campo-titolare .portal-offers");
        await offers.locator("summary").click();
        assert.match(await offers.innerText(), /CILA, \d+ \w+ \d{4}/);
        assert.match(await offers.locator("li").first().innerText(), /Marco Fintelli, FNTMRC79H21M998M\s*I tuoi dati, dall’accesso/);
        await visitor.see("step-offers");
    });
    await t.step("taking one fills the whole question and nothing of what stood there stays", async () => {
        await fill(page, { "titolare.nome": "Altro", "titolare.cognome": "Cliente", "titolare.senza_codice": true });
        await fill(page, { "titolare.nato_a": "Altrove" });
        const open = page.locator("#campo-titolare .portal-offers");
        if (!(await open.evaluate((it) => it.open))) await open.locator("summary").click();
        // The first is what the login says.
        await open.getByRole("button").nth(1).click();
        assert.notEqual(await page.inputValue("[name='titolare.cognome']"), "Cliente");
        assert.equal(await page.inputValue("[name='titolare.nato_a']"), "");
    });
    await t.step("a second draft begins without the first one's client", async () => {
        const first = await page.inputValue("[name='titolare.cognome']");
        await newDraft(visitor);
        assert.equal(await page.inputValue("[name='titolare.cognome']"), "");
        assert.doesNotMatch(await page.locator("form#modulo input[type=text]").evaluateAll((all) => all.map((it) => it.value).join(" ")), new RegExp(first));
    });
}

async function island(t) {
    const visitor = await t.welcome(person(t.browser, t.world, "geometra", { album: "island" }));
    const { page } = visitor;
    const draft = await newDraft(visitor);
    await t.step("a mistake is said when one leaves the question, not while typing", async () => {
        await fill(page, { "titolare.nome": "Lucia", "titolare.cognome": "Esemplari" });
        await page.fill("[name='titolare.codice_fiscale']", "SMPLCU61C54M999A");
        assert.ok(await page.locator("#titolare-errore").isHidden());
        await page.locator("[name=qualita]").first().focus();
        await page.locator("#titolare-errore").getByText("ultima lettera").waitFor();
        await page.fill("[name='titolare.codice_fiscale']", "SMPLCU61C54M999F");
        await page.locator("[name=qualita]").first().focus();
        await until("the mistake is gone", () => page.locator("#titolare-errore").isHidden());
    });
    await t.step("what is typed is saved by itself", async () => {
        await page.getByText("Bozza salvata automaticamente").waitFor();
        const other = await visitor.tab();
        await other.goto(page.url());
        assert.equal(await other.inputValue("[name='titolare.cognome']"), "Esemplari");
        await other.close();
    });
    await t.step("the page that saved itself goes on without being stale", async () => {
        await answerPage(visitor, pages["titolari~1"]);
        assert.equal(openPage(page), "titolari");
    });
    await t.step("questions come and go with the answers, before anything is sent", async () => {
        await visitor.go(`${draft}/passi/presentazione`.replace(/^/, "/it").replace("/it/it", "/it"));
        const pec = page.locator("#campo-domicilio_pec");
        await fill(page, { comunicazioni: "pec" });
        await until("the question is there", () => pec.isVisible());
        await fill(page, { comunicazioni: "portale" });
        await until("the question is gone", () => pec.isHidden());
        await visitor.see("step-followed");
    });
    await t.step("streets and towns are suggested", async () => {
        await visitor.go(`/it${draft.replace(/^\/it/, "")}/passi/immobile`);
        await page.locator("[name='ubicazione.comune']").pressSequentially("Roccasc");
        await page.locator("datalist option[value^='Roccascura']").waitFor({ state: "attached" });
        await fill(page, property);
    });
}

async function rows(t) {
    for (const scripts of [true, false]) {
        const visitor = await t.welcome(person(t.browser, t.world, "geometra", { scripts, album: "rows" }));
        const { page } = visitor;
        await newDraft(visitor);
        const second = { ...pages["titolari~1"], "titolare.nome": "Bruno", "titolare.cognome": "Finti", "titolare.codice_fiscale": "FNTMRC79H21M998M" };
        await t.step(`two rows, one changed, one removed, ${scripts ? "with" : "without"} JavaScript`, async () => {
            await answerPage(visitor, pages["titolari~1"]);
            await visitor.follow(/Aggiungi/);
            assert.equal(openPage(page), "titolari~2");
            await pressAndGo(visitor, "Torna all’elenco");
            assert.equal(await page.locator(".portal-row").count(), 1, "added by mistake: there is no row");
            await visitor.follow(/Aggiungi/);
            await fill(page, { "titolare.nome": "Bruno" });
            await pressAndGo(visitor, "Torna all’elenco");
            await visitor.follow("Continua");
            assert.equal(openPage(page), "titolari~2", "a row that lacks something is opened");
            await page.locator("#errori").waitFor();
            await answerPage(visitor, second);
            assert.equal(await page.locator(".portal-row").count(), 2);
            await visitor.see(`rows-two-${scripts}`);
            await page.locator(".portal-row").nth(1).getByRole("link").click();
            await fill(page, { "titolare.cognome": "Fintissimi" });
            await visitor.press("Salva e continua");
            await visitor.says("Fintissimi");
            await page.locator(".portal-row").first().getByRole("button").click();
            assert.equal(await page.locator(".portal-row").count(), 1);
            await visitor.says("Abbiamo tolto la voce");
            await visitor.says("Fintissimi");
        });
    }
}
