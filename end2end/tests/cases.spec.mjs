// A CILA from the front door to its end, with JavaScript and without.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";

import { answerAll, fill, pressAndGo, otherDocuments, ownerDocuments, ownerPages, pages } from "../cila.mjs";
import { files } from "../files.mjs";
import { leaveInAnotherTab, logIn, person } from "../people.mjs";
import { rate, readRatings } from "../rating.mjs";
import { Visitor } from "../visitor.mjs";
import { until } from "../world.mjs";

export default [
    ["a CILA from the front door to its end, with JavaScript", (t) => wholeWay(t, { scripts: true, who: "geometra" })],
    ["a CILA from the front door to its end, without JavaScript", (t) => wholeWay(t, { scripts: false, who: "proprietaria" })],
];

async function wholeWay(t, { scripts, who }) {
    const applicant = await t.welcome(Visitor.open(t.browser, t.world, { scripts }));
    await t.step("from the home page to the first questions", () => begin(t, applicant, who));
    await t.step("mistakes are said and what was typed stays", () => mistakes(applicant));
    await t.step("every group of questions", () => allGroups(applicant, who));
    await t.step("wrong files are refused in words", () => wrongFiles(applicant));
    await t.step("a PDF and a signed envelope", () => (scripts ? giveInQueue(applicant, who) : giveByForm(applicant, who)));
    await t.step("the summary, a change and back", () => summary(applicant));
    const sent = await t.step("sending, and the number", () => send(applicant));
    await t.step("the receipt is a PDF", () => receipt(applicant));
    await t.step("sent again, it is the same case", () => sendAgain(applicant, sent));
    await t.step("how easy it was", () => rate(applicant, sent.case));

    const clerk = await t.welcome(person(t.browser, t.world, "istruttrice", { scripts }));
    await t.step("the clerk reads how easy it was", () => readRatings(clerk));
    await t.step("the clerk finds it and takes it in charge", () => takeInCharge(clerk, sent));
    await t.step("the clerk reads a document", () => readDocument(clerk));
    await t.step("the clerk asks for clarifications", () => ask(clerk));
    await t.step("the applicant answers, the session gone meanwhile", () => answer(applicant, who));
    const rup = await t.welcome(person(t.browser, t.world, "rup", { scripts }));
    await t.step("the officer in charge reads the answer and closes", () => close(rup, sent));
    await t.step("the applicant sees every step", () => everyStep(applicant));
}

async function begin(t, visitor, who) {
    await visitor.go("/it");
    await visitor.see("home");
    await visitor.follow("Comunicazione di inizio lavori asseverata");
    await visitor.see("service");
    await visitor.press("Inizia la pratica");
    await visitor.see("login");
    await logIn(visitor, who);
    if (who === "geometra") {
        // The demo left this person a draft: one is asked which to go on with.
        await visitor.says("Hai già una bozza");
        await visitor.see("service-own-drafts");
        await visitor.page.locator("main form[action$='/inizia'] button").click();
    }
    assert.match(visitor.path, /\/pratiche\/[0-9a-f-]+\/passi\/titolari~1$/, "inside the flow after the login");
    await visitor.see("step-first");
    // All that was given before to this question, and back.
    await visitor.go(`${visitor.path}/dati/titolare`);
    await visitor.says("Dati che hai già dato");
    await visitor.see("given");
    await visitor.follow("Indietro");
    assert.match(visitor.path, /titolari~1#campo-titolare$/);
}

async function mistakes(visitor) {
    const { page } = visitor;
    const typed = { "titolare.nome": "Lucia", "titolare.cognome": "Esemplari <b>&", "titolare.codice_fiscale": "SMPLCU61C54M999A" };
    await fill(page, typed);
    await pressAndGo(visitor, "Salva e continua");
    assert.match(await page.title(), /^Errore: /, "the window's title says it first");
    await visitor.see("step-first-errors");
    const box = page.locator("#errori");
    const links = await box.getByRole("link").evaluateAll((all) => all.map((link) => link.getAttribute("href")));
    assert.ok(links.includes("#titolare-codice_fiscale") && links.includes("#qualita"), links.join(" "));
    for (const href of links) assert.equal(await page.locator(`[id="${href.slice(1)}"]`).count(), 1, `${href} leads to a field`);
    await box.getByRole("link").filter({ hasText: "ultima lettera" }).click();
    assert.equal(await page.evaluate(() => document.activeElement.id), "titolare-codice_fiscale", "the link puts the cursor there");
    for (const [name, text] of Object.entries(typed)) assert.equal(await page.inputValue(`[name='${name}']`), text);
    // Said again beside the question, and tied to it.
    const described = await page.getAttribute("#campo-titolare fieldset", "aria-describedby");
    assert.match(described, /titolare-errore/);
}

async function allGroups(visitor, who) {
    const answers = who === "geometra" ? pages : ownerPages;
    await answerAll(visitor, answers, async (name) => {
        await visitor.see(`step-${name.replace("~", "-row-")}`);
        if (name !== "esecuzione") return;
        await visitor.press("Salva e continua");
        await visitor.see("step-esecuzione-errors");
    });
    assert.match(visitor.path, /\/documenti$/);
    await visitor.see("documents");
}

async function give(visitor, slot, paths) {
    await visitor.page.setInputFiles(`#file-${slot}`, paths);
    await visitor.page.locator(`#carica-${slot} button`).click();
}

async function wrongFiles(visitor) {
    const { page, scripts } = visitor;
    const said = scripts ? page.locator("#documento-elaborato .portal-queue") : page.locator("#errori");
    // The portal's refusal of a file is no fault of the page.
    visitor.expected = (response) => response.status() === 422;
    const wrong = [
        ["nothing", [], page.locator("#errori"), /Non hai scelto nessun file/],
        ["empty", [files().empty], said, /Il file è vuoto/],
        ["oversized", [files().oversized], said, /Il file è troppo grande/],
    ];
    for (const [name, paths, place, words] of wrong) {
        await give(visitor, "elaborato", paths);
        await place.getByText(words).first().waitFor();
        await visitor.see(`documents-${name}`);
        await visitor.go(visitor.path.replace(/[?#].*/, ""));
    }
    // What a file is, is seen after it has arrived: it stands in the list with the reason.
    await give(visitor, "elaborato", [files().renamed]);
    const refused = page.locator("#documento-elaborato .portal-file", { hasText: "programma.pdf" });
    await refused.getByText("Il contenuto del file non è di un tipo accettato").waitFor();
    await visitor.see("documents-renamed");
    await refused.getByRole("button", { name: "Rimuovi" }).click();
    await visitor.says("Abbiamo tolto il file");
    assert.equal(await page.locator(".portal-file").count(), 0);
    visitor.expected = undefined;
}

/** Several files at once, each with its bar. */
async function giveInQueue(visitor, who) {
    const { page } = visitor;
    // The parts wait until the page was looked at: how long that takes is the machine's affair.
    let seen;
    const looked = new Promise((done) => (seen = done));
    await page.route("**/oggetti/**", async (route) => {
        await looked;
        await route.continue();
    });
    await give(visitor, "elaborato", [files().drawing, files().drawing2]);
    await page.getByRole("progressbar", { name: /elaborato-grafico\.pdf/ }).waitFor();
    await visitor.see("documents-uploading");
    seen();
    const list = page.locator("#documento-elaborato .portal-file");
    await until("both files are in the list", async () => (await list.count()) === 2);
    await page.unroute("**/oggetti/**");
    assert.match(page.url(), /#documento-elaborato$/, "the page comes back to the same place");
    for (const slot of others(who)) {
        await give(visitor, slot, [files().drawing]);
        await page.locator(`#documento-${slot} .portal-file`).waitFor();
    }
    await give(visitor, "relazione", [files().signed]);
    await documentsGiven(visitor, who);
}

async function giveByForm(visitor, who) {
    const given = [["elaborato", files().drawing], ["elaborato", files().drawing2], ...others(who).map((slot) => [slot, files().drawing])];
    for (const [slot, path] of given) {
        await give(visitor, slot, [path]);
        await visitor.says("Abbiamo ricevuto il file");
    }
    await give(visitor, "relazione", [files().signed]);
    await documentsGiven(visitor, who);
}

function others(who) {
    return who === "geometra" ? otherDocuments : ownerDocuments;
}

async function documentsGiven(visitor, who) {
    const { page } = visitor;
    const signed = page.locator("#documento-relazione .portal-file", { hasText: "relazione.pdf.p7m" });
    await signed.getByText(/Controllato.*2 pagine.*Firma di FINTELLI MARCO/).waitFor();
    assert.equal(await page.locator(".portal-file", { hasText: "Controllato" }).count(), 3 + others(who).length);
    await visitor.see("documents-given");
}

async function summary(visitor) {
    const { page } = visitor;
    await visitor.follow("Vai al riepilogo");
    await visitor.see("summary");
    await visitor.says("SMPLCU61C54M999F");
    await visitor.says("Diritti di segreteria");
    await page.getByRole("link", { name: /^Modifica\s*: Immobile/ }).click();
    await visitor.see("step-from-summary");
    await fill(page, { "ubicazione.civico": "14" });
    await visitor.press("Salva e torna al riepilogo");
    assert.match(visitor.path, /\/riepilogo$/);
    await visitor.says("Via delle Mura 14");
}

async function send(visitor) {
    const { page } = visitor;
    const before = visitor.path;
    // The same summary in another tab, from which it will be sent again.
    visitor.other = await visitor.tab();
    await visitor.other.goto(page.url());
    await page.bringToFront();
    // Twice, as impatient people do.
    await page.getByRole("button", { name: "Conferma e invia" }).dblclick();
    // The second press takes the place of the first one's answer: a navigation that is broken off is no mistake.
    await until("the confirmation is there", async () => /\/conferma$/.test(page.url()) && page.locator(".portal-number").isVisible());
    await page.waitForLoadState("networkidle");
    const number = await page.locator(".portal-number").innerText();
    assert.match(number, /^RC-\d{4}-\d{6}$/);
    await visitor.see("confirmation");
    await page.reload();
    assert.equal(await page.locator(".portal-number").innerText(), number, "the number stands after a reload");
    return { number, summary: before, case: before.match(/[0-9a-f-]{36}/)[0] };
}

async function receipt(visitor) {
    const { page } = visitor;
    const link = page.getByRole("link", { name: "Scarica la ricevuta (PDF)" });
    await until("the receipt is there", async () => {
        if (await link.isVisible()) return true;
        await page.reload();
        return false;
    });
    const answer = await visitor.context.request.get(visitor.world.url + (await link.getAttribute("href")));
    assert.equal(answer.status(), 200);
    assert.equal(answer.headers()["content-type"], "application/pdf");
    assert.equal((await answer.body()).subarray(0, 5).toString(), "%PDF-");
}

async function sendAgain(visitor, sent) {
    const { page, other } = visitor;
    await other.bringToFront();
    await other.getByRole("button", { name: "Conferma e invia" }).click();
    await other.waitForURL(/\/conferma$/);
    assert.equal(await other.locator(".portal-number").innerText(), sent.number, "the same number");
    await other.close();
    await page.bringToFront();
    await page.goBack();
    assert.match(visitor.path, new RegExp(`/pratiche/${sent.case}$`), "back to the summary of a case that was sent: the case");
    await visitor.go(`/it/pratiche/${sent.case}/conferma`);
    await visitor.follow("Segui la pratica");
    await visitor.see("case");
    await visitor.go("/it/area-personale");
    assert.equal(await page.locator("main a", { hasText: sent.number }).count(), 1, "one case");
    await visitor.go(`/it/pratiche/${sent.case}`);
}

async function takeInCharge(clerk, sent) {
    await clerk.go("/it/ufficio");
    await clerk.see("inbox");
    await clerk.page.fill("#cerca", sent.number);
    await clerk.press("Cerca");
    await clerk.page.waitForURL(/\?ricerca=1$/);
    await clerk.says(`Stai cercando: «${sent.number}».`);
    await clerk.see("inbox-search");
    await clerk.page.getByRole("link", { name: new RegExp(sent.number) }).click();
    await clerk.see("office-case");
    await clerk.press("Prendi in carico");
    await clerk.says("Sara Modellari");
    await clerk.see("office-case-taken");
}

async function readDocument(clerk) {
    const link = clerk.page.locator("main .portal-file-name a", { hasText: "elaborato-grafico.pdf" }).first();
    const answer = await clerk.context.request.get(clerk.world.url + (await link.getAttribute("href")));
    assert.equal(answer.status(), 200);
    assert.deepEqual(await answer.body(), readFileSync(files().drawing), "the very bytes that were given");
}

async function ask(clerk) {
    await clerk.press("Chiedi chiarimenti");
    await clerk.says("Il testo è vuoto");
    await clerk.see("office-case-empty-text", { status: 422 });
    await clerk.act("chiedi_chiarimenti");
    await clerk.page.fill("#testo-chiedi_chiarimenti", "Manca la quota del vano.\nPuoi indicarla?");
    await clerk.press("Chiedi chiarimenti");
    await clerk.says("In attesa di chiarimenti");
    await clerk.see("office-case-waiting");
}

async function answer(visitor, who) {
    await visitor.page.reload();
    await visitor.says("Manca la quota del vano. Puoi indicarla?");
    await visitor.see("case-waiting");
    await visitor.follow("Rispondi e allega i file");
    await visitor.see("reply");
    const send = visitor.page.locator("#invia");
    await send.click();
    await visitor.says("Il testo è vuoto");
    await visitor.see("reply-empty", { status: 422 });
    await visitor.page.fill("#testo", "La quota è 2,70 m.");
    await leaveInAnotherTab(visitor);
    await send.click();
    await logIn(visitor, who);
    assert.equal(await visitor.page.inputValue("#testo"), "La quota è 2,70 m.", "what was typed is there after the login");
    await send.click();
    await visitor.says("In esame");
    await visitor.see("case-answered");
}

async function close(rup, sent) {
    await rup.go(`/it/ufficio/pratiche/${sent.case}`);
    await rup.says("La quota è 2,70 m.");
    await rup.act("chiudi");
    await rup.page.fill("#testo-chiudi", "Esame concluso senza rilievi.");
    await rup.press("Chiudi la pratica");
    await rup.says("Conclusa");
    await rup.see("office-case-closed");
}

async function everyStep(visitor) {
    await visitor.page.reload();
    const steps = await visitor.page.locator(".portal-event-what").allInnerTexts();
    assert.deepEqual(steps, [
        "Pratica chiusa dall'ufficio",
        "Chiarimenti inviati dal richiedente",
        "Comunicazione ricevuta",
        "Chiarimenti chiesti dall'ufficio",
        "Pratica presa in carico",
        "CILA presentata",
    ]);
    await visitor.says("Esame concluso senza rilievi.");
    await visitor.see("case-closed");
    await visitor.go("/it/area-personale");
    await visitor.see("dashboard");
}
