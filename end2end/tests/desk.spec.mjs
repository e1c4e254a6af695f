// The office's desk, from both sides: a request point by point, messages, who works on a case, what comes on paper.
import assert from "node:assert/strict";

import { pressAndGo } from "../cila.mjs";
import { files } from "../files.mjs";
import { person } from "../people.mjs";
import { until } from "../world.mjs";

export default [
    ["the office asks point by point and the applicant answers beside, without JavaScript", (t) => asking(t, false)],
    ["the office asks point by point and the applicant answers beside, with JavaScript", (t) => asking(t, true)],
    ["a case that came on paper joins the others and is found by its applicant", (t) => paper(t)],
    ["a list of open cases is taken over whole or not at all", (t) => list(t)],
];

/** Registers a case of Lucia's that came on paper, and returns its id. */
async function registered(clerk, subject = "Rifacimento del tetto") {
    const { page } = clerk;
    await clerk.go("/it/ufficio/registra");
    await page.selectOption("#procedura", "cila");
    await page.selectOption("#canale", "paper");
    await page.fill("#giorno", "2026-02-03");
    await page.fill("#nome", "Lucia");
    await page.fill("#cognome", "Esemplari");
    await page.fill("#codice-fiscale", "SMPLCU61C54M999F");
    await page.fill("#particelle", "12/77");
    await page.fill("#oggetto", subject);
    await page.setInputFiles("#file", [files().drawing]);
    await clerk.press("Registra la pratica");
    await clerk.says("Pratica registrata.");
    return new URL(page.url()).pathname.split("/").pop();
}

/** With JavaScript a file goes as soon as it is chosen, and the form waits for it; texts stay. */
async function heldWhileSending(owner) {
    const { page } = owner;
    let go;
    const slow = new Promise((done) => (go = done));
    await page.route("**/oggetti/**", async (route) => {
        await slow;
        await route.continue();
    });
    await page.locator("input[type=file]").nth(1).setInputFiles([files().drawing]);
    await page.getByRole("button", { name: "Annulla – elaborato-grafico.pdf" }).waitFor();
    await owner.press("Invia la risposta");
    await owner.says("Aspetta che i file siano caricati");
    assert.match(await page.locator("textarea").first().inputValue(), /tavola 3/);
    go();
    await refusedHolds(owner);
    await page.getByText("elaborato-grafico.pdf caricato.").last().waitFor();
    await page.unroute("**/oggetti/**");
}

/** A file that the portal refuses holds the answer until somebody takes it away. */
async function refusedHolds(owner) {
    const { page } = owner;
    await page.locator("input[type=file]").nth(0).setInputFiles({ name: "vuoto.pdf", mimeType: "application/pdf", buffer: Buffer.alloc(0) });
    const remove = page.getByRole("button", { name: "Rimuovi – vuoto.pdf" });
    await remove.waitFor();
    owner.complaints.length = 0;
    await owner.press("Invia la risposta");
    await owner.says("Alcuni file non sono arrivati");
    await remove.click();
}

async function asking(t, scripts) {
    const album = scripts ? "desk" : "desk-plain";
    const clerk = await t.welcome(person(t.browser, t.world, "istruttrice", { scripts, album }));
    const head = await t.welcome(person(t.browser, t.world, "dirigente", { scripts, album: `${album}-head` }));
    // The same words twice within a minute are one case.
    const case_ = await registered(clerk, `Rifacimento del tetto, ${album}`);
    const office = `/it/ufficio/pratiche/${case_}`;
    let owner;

    await t.step("the head names the RUP, the clerk takes the case and numbers it", async () => {
        await head.go(office);
        await head.page.locator("#rup").selectOption({ index: 1 });
        await head.press("Nomina il RUP");
        await head.says("Nominato il responsabile del procedimento");
        await head.see("rup");
        await clerk.go(office);
        await clerk.press("Prendi in carico");
        await clerk.page.fill("#numero-ufficio", `PE ${scripts ? 1 : 2}/2026`);
        await clerk.press("Salva il numero");
        await clerk.says(`PE ${scripts ? 1 : 2}/2026`);
        await clerk.see("charge");
    });
    await t.step("a request with a day in the past is refused and keeps what was typed", async () => {
        await clerk.act("chiedi_chiarimenti");
        await clerk.page.fill("#testo-chiedi_chiarimenti", "Per finire l'esame servono due chiarimenti.");
        await clerk.page.fill("#punti-chiedi_chiarimenti", "- La quota del nuovo vano.\n- La pianta corretta.");
        await clerk.page.fill("#entro-chiedi_chiarimenti", "2020-01-31");
        clerk.expected = (response) => response.status() === 422;
        await pressAndGo(clerk, "Chiedi chiarimenti");
        await clerk.says("Il giorno fissato non può essere oggi né prima.");
        assert.match(await clerk.page.inputValue("#punti-chiedi_chiarimenti"), /La pianta corretta/);
        await clerk.see("past", { status: 422 });
        const later = new Date(Date.now() + 20 * 24 * 3600 * 1000).toISOString().slice(0, 10);
        await clerk.page.fill("#entro-chiedi_chiarimenti", later);
        await clerk.press("Chiedi chiarimenti");
        await clerk.says("Risposta non ancora inviata");
        await clerk.see("asked");
    });
    await t.step("the applicant reads what to do first, and by when", async () => {
        owner = await t.welcome(person(t.browser, t.world, "proprietaria", { scripts, album: `${album}-owner` }));
        await owner.go(`/it/pratiche/${case_}`);
        for (const words of ["Che cosa devi fare", "La quota del nuovo vano.", "Rispondi entro il"]) await owner.says(words);
        await owner.see("to-do");
        await owner.page.getByRole("link", { name: "Rispondi punto per punto" }).click();
        await owner.says("Punto 2");
        await owner.see("reply");
    });
    await t.step("half an answer is kept and not sent", async () => {
        await owner.page.locator("textarea").first().fill("2,70 metri, come nella tavola 3.");
        owner.expected = (response) => response.status() === 422;
        await pressAndGo(owner, "Invia la risposta");
        await owner.says("Un punto non ha ancora una risposta.");
        assert.match(await owner.page.locator("textarea").first().inputValue(), /tavola 3/);
        await owner.see("half", { status: 422 });
    });
    await t.step("a file is an answer too; then it is sent and stands beside its point", async () => {
        if (scripts) await heldWhileSending(owner);
        else await owner.page.locator("input[type=file]").nth(1).setInputFiles([files().drawing]);
        await owner.press("Salva e continua dopo");
        await owner.says("elaborato-grafico.pdf");
        await until("the file is checked", async () => {
            await owner.go(`/it/pratiche/${case_}/risposta`);
            return (await owner.page.locator(".portal-check-running").count()) === 0;
        });
        await owner.see("with-file");
        await owner.press("Invia la risposta");
        await owner.says("Risposta inviata");
        await owner.see("answered");
        await clerk.go(office);
        for (const words of ["2,70 metri, come nella tavola 3.", "elaborato-grafico.pdf", "Risposta inviata il"]) {
            await clerk.says(words);
        }
        await clerk.see("answers");
    });
    await t.step("they write to each other, and the office sees what it has not read", async () => {
        await owner.page.fill("#messaggio", "Quando passate per il sopralluogo?");
        await owner.press("Invia il messaggio");
        await owner.says("Messaggio inviato.");
        await clerk.go("/it/ufficio?incarico=da-leggere");
        await clerk.says("Messaggio da leggere");
        await clerk.see("inbox-unread");
        await clerk.go(office);
        await clerk.page.fill("#messaggio", "Giovedì alle 10.");
        await clerk.press("Invia il messaggio");
        await owner.go(`/it/pratiche/${case_}`);
        await owner.says("Giovedì alle 10.");
        await owner.see("messages");
    });
    await t.step("the text of a document is read without opening it", async () => {
        await owner.page.getByRole("link", { name: /Leggi il testo/ }).first().click();
        await owner.says("Questo è il testo che il portale ha trovato nel file");
        await owner.see("text");
    });
    await t.step("a new case begins from what came on paper, which has no answers to take", async () => {
        await owner.go(`/it/pratiche/${case_}`);
        await owner.says("Arrivata su carta");
        await owner.says("Le risposte si danno nel portale");
        await owner.press("Nuova pratica da questa");
        assert.match(owner.path, /\/passi\//);
        const text = await owner.page.locator("main").innerText();
        assert.doesNotMatch(text, /Abbiamo copiato/);
        await owner.see("copied");
    });
}

async function paper(t) {
    const clerk = await t.welcome(person(t.browser, t.world, "istruttrice", { scripts: false, album: "paper" }));
    await t.step("what is missing is said beside each field", async () => {
        await clerk.go("/it/ufficio/registra");
        await clerk.see("form");
        clerk.expected = (response) => response.status() === 422;
        await pressAndGo(clerk, "Registra la pratica");
        await clerk.says("Cognome o denominazione: Manca questo dato.");
        await clerk.see("missing", { status: 422 });
    });
    await t.step("the case joins the others with its real day", async () => {
        await registered(clerk);
        for (const words of ["Pratica registrata.", "Arrivata su carta", "3 febbraio 2026", "12/77"]) await clerk.says(words);
        await clerk.see("registered");
        await until("it is found by its parcel", async () => {
            await clerk.go("/it/ufficio");
            await clerk.page.fill("#cerca", "12/77");
            await clerk.press("Cerca");
            return (await clerk.page.getByText("Lucia Esemplari").count()) > 0;
        });
        await clerk.see("found");
    });
    await t.step("its applicant finds it after the login", async () => {
        const lucia = await t.welcome(person(t.browser, t.world, "proprietaria", { scripts: false, album: "paper-owner" }));
        const address = await clerk.page.locator(".portal-table tbody a").first().getAttribute("href");
        await lucia.go(`/it/pratiche/${address.split("/").pop()}`);
        await lucia.says("3 febbraio 2026");
        await lucia.see("own");
    });
}

async function list(t) {
    const clerk = await t.welcome(person(t.browser, t.world, "istruttrice", { scripts: false, album: "list" }));
    const head = "procedura;numero_pratica;data_presentazione;cognome_o_denominazione;protocollo;stato\n";
    const give = async (text) => {
        await clerk.go("/it/ufficio/importa");
        await clerk.page.setInputFiles("#file", { name: "elenco.csv", mimeType: "text/csv", buffer: Buffer.from(text) });
    };
    await t.step("a mistake is said with its line, and nothing is taken over", async () => {
        await give(`${head}cila;1/2024;10/03/2024;Rossi;5/2024;in_esame\ncila;2/2024;40/03/2024;Verdi;6/2024;\n`);
        await clerk.see("form");
        clerk.expected = (response) => response.status() === 422;
        await pressAndGo(clerk, "Importa le pratiche");
        await clerk.says("Riga 3, Giorno di arrivo");
        await clerk.see("mistake", { status: 422 });
    });
    await t.step("a good list is taken over", async () => {
        await give(`${head}cila;1/2024;10/03/2024;Rossi;5/2024;in_esame\n`);
        await clerk.press("Importa le pratiche");
        for (const words of ["importate", "1/2024"]) await clerk.says(words);
        await clerk.see("taken");
    });
}
