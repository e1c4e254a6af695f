// From the footer to a person: report, help, appointment, accessibility; the office answers and erases.
import assert from "node:assert/strict";

import { Visitor } from "../visitor.mjs";
import { logIn } from "../people.mjs";

export default [
    ["writing to the municipality, with JavaScript", (t) => walk(t, { scripts: true })],
    ["writing to the municipality, without JavaScript", (t) => walk(t, { scripts: false })],
    ["the pages of contacts, in English", inEnglish],
];

async function walk(t, { scripts }) {
    const album = `contact-${scripts ? "scripts" : "no-scripts"}`;
    const visitor = await t.welcome(Visitor.open(t.browser, t.world, { scripts, album }));
    const { page } = visitor;
    const who = scripts ? "Bea Verdi" : "Bea Bruni";
    let number;
    await t.step("from the footer to the form", async () => {
        await visitor.go("/it");
        await page.locator("footer").getByRole("link", { name: "Segnala disservizio" }).click();
        await visitor.see("fault");
    });
    await t.step("nothing typed is lost by a mistake", async () => {
        await page.locator("#dove").fill("Via della Rocca 3");
        await page.locator("#testo").fill("Il lampione davanti alla scuola è spento.");
        await page.locator("#email").fill("ada.neri");
        await visitor.press("Invia la segnalazione");
        await visitor.see("fault-wrong", { status: 422 });
        await visitor.says("Rispondi alla domanda «Nome e cognome»");
        assert.match(await page.title(), /^Errore: /);
        assert.equal(await page.locator("#testo").inputValue(), "Il lampione davanti alla scuola è spento.");
        await page.locator("#errori a").first().click();
        assert.equal(await page.evaluate(() => document.activeElement.id), "nome", "the link puts the cursor there");
    });
    await t.step("sent, with a number", async () => {
        await page.locator("#nome").fill("Ada Neri");
        await page.locator("#email").fill(`ada.${scripts ? "js" : "html"}@example.it`);
        await page.locator("label[for=privacy]").click();
        // Faster than this no one types.
        await page.waitForTimeout(2_100);
        await visitor.press("Invia la segnalazione");
        await visitor.see("sent");
        number = (await visitor.words()).match(/SG-\d{4}-\d{6}/)[0];
        assert.ok(!(await visitor.words()).includes("Ada"), "the page after sending names nobody");
    });
    await t.step("the other forms and the questions", async () => {
        await visitor.go("/it/contatti");
        await visitor.see("contacts");
        for (const word of ["assistenza", "accessibilita"]) {
            await visitor.go(`/it/contatti/${word}`);
            await visitor.see(word);
        }
        await visitor.go("/it/servizi/cila");
        await visitor.follow("Leggi le domande frequenti");
        await visitor.see("faq");
    });
    await t.step("an appointment from the service's page takes the service along", async () => {
        await visitor.go("/it/servizi/cila");
        await visitor.follow("Prenota appuntamento");
        assert.equal(await page.locator("#servizio").inputValue(), "cila");
        await page.locator("#ufficio").selectOption({ label: "Ufficio tecnico" });
        await page.locator("main label", { hasText: "Martedì" }).click();
        await page.locator("main label", { hasText: "Pomeriggio" }).click();
        await page.locator("#testo").fill("Vorrei capire quali tavole servono.");
        await page.locator("#nome").fill(who);
        await page.locator("#email").fill(`bea.${scripts ? "js" : "html"}@example.it`);
        await page.locator("label[for=privacy]").click();
        await page.waitForTimeout(2_100);
        await visitor.press("Chiedi l’appuntamento");
        await visitor.says("Abbiamo ricevuto il tuo messaggio");
    });
    await t.step("the office finds it, answers, closes, erases", async () => {
        await visitor.go("/it/accesso?ritorno=/it/ufficio/segnalazioni");
        await logIn(visitor, "istruttrice");
        await visitor.see("office-list");
        const row = page.locator("tr", { hasText: who }).first();
        await row.getByRole("link").click();
        await visitor.says("Vorrei capire quali tavole servono.");
        await visitor.see("office-report");
        await visitor.press("Salva la risposta");
        await visitor.see("office-report-wrong", { status: 422 });
        await page.locator("#testo").fill("Martedì alle 15, primo piano.");
        await visitor.press("Chiudi");
        await visitor.says("Martedì alle 15");
        await visitor.follow("Cancella i dati personali");
        await visitor.see("office-erase");
        await visitor.press("Cancella i dati");
        await visitor.says("sono stati cancellati");
        assert.ok(!(await visitor.words()).includes("Bea"), "nothing of the person is left");
        assert.ok(number, "the fault went to the front desk, which is another office");
        await visitor.go("/it/ufficio/segnalazioni");
        assert.ok(!(await visitor.words()).includes(number));
    });
}

async function inEnglish(t) {
    const visitor = await t.welcome(Visitor.open(t.browser, t.world, { lang: "en", album: "contact-en" }));
    for (const [name, path] of [
        ["contacts", "/en/contatti"],
        ["fault", "/en/contatti/disservizio"],
        ["appointment", "/en/contatti/appuntamento"],
        ["faq", "/en/domande-frequenti"],
    ]) {
        await t.step(name, async () => {
            await visitor.go(path);
            await visitor.see(name);
        });
    }
}
