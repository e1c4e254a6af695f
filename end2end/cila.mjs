// The CILA as people fill it: its answers page by page, and the hands that type them.
import assert from "node:assert/strict";

import { files } from "./files.mjs";
import { until } from "./world.mjs";

/** Days of works that begin next year, whenever these tests run. */
const nextYear = String(new Date().getFullYear() + 1);

function day(question, [giorno, mese, anno]) {
    return { [`${question}.giorno`]: giorno, [`${question}.mese`]: mese, [`${question}.anno`]: anno };
}

/** A page without conditions between its questions, for journeys that need any page. */
export const property = {
    "ubicazione.via": "Via delle Mura",
    "ubicazione.civico": "12",
    "ubicazione.cap": "00000",
    "ubicazione.comune": "Roccascura",
    interno: "piano 2",
    destinazione_uso: "residenziale",
    unita: "1",
};

/** A case that the professional files for the owner: page → input → answer, in the order of the form. */
export const pages = {
    "titolari~1": {
        "titolare.nome": "Lucia",
        "titolare.cognome": "Esemplari",
        "titolare.codice_fiscale": "SMPLCU61C54M999F",
        qualita: "persona_fisica",
        titolo: "proprietario",
    },
    proprieta: { parti_comuni: "nessuna" },
    presentazione: {
        chi_presenta: "tecnico",
        comunicazioni: "portale",
        email: "marco.fintelli@roccascura.example",
    },
    tecnici: {
        "tecnico.nome": "Marco",
        "tecnico.cognome": "Fintelli",
        "tecnico.codice_fiscale": "FNTMRC79H21M998M",
        "tecnico.ordine": "geometri",
        "tecnico.provincia": "ZZ",
        "tecnico.numero": "1234",
        "tecnico.pec": "marco.fintelli@pec.roccascura.example",
        direttore: "stesso",
    },
    esecuzione: { esecutore: "impresa" },
    "imprese~1": {
        "ditta_esecutrice.denominazione": "Edilfinta S.r.l.",
        "ditta_esecutrice.partita_iva": "99990001127",
        inps: "Valdombra 0000000001",
        inail: "Valdombra 00000001",
    },
    sicurezza: { uomini_giorno: "30", idoneita_imprese: true },
    immobile: property,
    "particelle~1": {
        "particella.foglio": "7",
        "particella.particella": "214",
        "particella.subalterno": "3",
        tipo_catasto: "fabbricati",
        zona: "A",
        vincoli: ["centro_storico", "vincolo_paesaggistico"],
    },
    lavori: {
        tipo_lavori: "manutenzione_straordinaria",
        descrizione: "Demolizione di un tramezzo non portante.\nRifacimento del bagno.",
        valore_opere: "12.500",
    },
    tempi: {
        stato_lavori: "da_iniziare",
        ...day("inizio_lavori", ["15", "1", nextYear]),
        ...day("fine_lavori", ["31", "3", nextYear]),
    },
    precedenti: {
        stato_legittimo: "titolo_costruzione",
        titolo_estremi: "Licenza edilizia n. 12 del 1968",
        ...day("titolo_data", ["14", "5", "1968"]),
        sanatoria_pendente: "no",
    },
    conformita: { asseverazione: true, strutture: "no", prospetti: "no", tolleranze: "nessuna", barriere: "non_soggetto" },
    impianti_energia: { impianti: ["idrico_sanitario"], progetto_impianti: "no", energia: "non_soggetto", acustica: "non_soggetto" },
    materiali: { terre: "nessuno_scavo", amianto: "no", antincendio: "no" },
    assensi_altri: { paesaggio: "escluso", assensi: "non_servono" },
    firme: { diritti_terzi: true, dichiarazioni_vere: true, privacy: true },
};

/** The same case, filed by its owner: the login fills who signs. */
export const ownerPages = {
    ...pages,
    presentazione: { chi_presenta: "titolare", comunicazioni: "portale", email: "lucia.esemplari@roccascura.example" },
};

/** The documents that must be given besides drawings and report. */
export const otherDocuments = ["foto", "diritti", "procura"];
export const ownerDocuments = ["foto", "diritti"];

/** Types answers into the open form: a text, a choice by its value, several as a list, a tick by `true`. */
export async function fill(page, answers) {
    for (const [name, value] of Object.entries(answers)) await answer(page, name, value);
}

async function answer(page, name, value) {
    const field = page.locator(`main [name="${name}"]`);
    const [tag, type] = await field.first().evaluate((it) => [it.tagName, it.type]);
    if (tag === "SELECT") await field.selectOption(value);
    // A tick by itself: samples write it as a yes.
    else if (value === true || (type === "checkbox" && value === "si" && (await field.count()) === 1)) await pressLabel(page, field);
    else if (type === "radio" || type === "checkbox") {
        for (const one of [value].flat()) await pressLabel(page, page.locator(`main [name="${name}"][value="${one}"]`));
    } else await field.fill(value);
}

/** The design system draws boxes and circles beside the real input: people press the label. */
async function pressLabel(page, field) {
    if (await field.isChecked()) return;
    await page.locator(`label[for="${await field.getAttribute("id")}"]`).click({ position: { x: 12, y: 12 } });
}

/** Whether a question is asked now: those that an answer may call for are in the page, unseen. */
async function asked(page, name) {
    const field = page.locator(`main [name="${name}"]`);
    if ((await field.count()) === 0) return false;
    return field.first().evaluate((it) => !it.closest("[hidden]"));
}

/** The name of the page of questions that is open: `immobile`, `titolari~1`. */
export function openPage(page) {
    return new URL(page.url()).pathname.match(/\/passi\/([^/]+)$/)?.[1];
}

/** Presses a button and waits for the page it leads to: a page that is saving itself is sent a moment later. */
export async function pressAndGo(visitor, words) {
    await Promise.all([visitor.page.waitForEvent("framenavigated"), visitor.press(words)]);
    await visitor.page.waitForLoadState();
}

/**
 * Answers the open page and goes on. Questions that an answer calls for come at once or, without JavaScript,
 * when the page has been saved: then they are answered too.
 */
export async function answerPage(visitor, answers) {
    const { page } = visitor;
    const here = openPage(page);
    for (let turn = 0; turn < 4; turn += 1) {
        for (const [name, value] of Object.entries(answers)) {
            if (await asked(page, name)) await answer(page, name, value);
        }
        await pressAndGo(visitor, "Salva e continua");
        if (openPage(page) !== here) return;
    }
    assert.fail(`${here} cannot be left: ${await page.locator("#errori").allInnerTexts()}`);
}

/** Answers one page after the other, up to the documents. `look` is told each page before it is answered. */
export async function answerAll(visitor, answers = pages, look = async () => {}) {
    for (const [name, typed] of Object.entries(answers)) {
        assert.equal(openPage(visitor.page), name, "the next page in order");
        await look(name);
        await answerPage(visitor, typed);
        const rows = name.replace(/~.*/, "");
        if (rows === name) continue;
        assert.equal(openPage(visitor.page), rows, "after a row, the list of rows");
        await look(rows);
        await visitor.follow("Continua");
    }
}

/** A new draft of the person who is logged in, open at its first questions; returns its id. */
export async function newDraft(visitor, procedure = "cila") {
    const { page, world, context } = visitor;
    const begun = await context.request.post(`${world.url}/it/servizi/${procedure}/inizia`, {
        form: { nuova: "1" },
        headers: { origin: world.url },
    });
    await page.goto(begun.url());
    return page.url().match(/\/pratiche\/([0-9a-f-]{36})\//)[1];
}

/** Files the owner's own case, whole, and returns its id. */
export async function fileOwnCase(visitor) {
    return fileCase(visitor, ownerPages, ownerDocuments);
}

/** Files a case with these answers and documents, whole, and returns its id. */
export async function fileCase(visitor, answers = pages, documents = otherDocuments) {
    const draft = await newDraft(visitor);
    await answerAll(visitor, answers);
    const drawings = ["elaborato", ...documents].map((slot) => [slot, files().drawing]);
    await send(visitor, draft, [...drawings, ["relazione", files().signed]]);
    return draft;
}

/** Uploads these documents (slot and path) of a draft that is filled, and sends it. */
export async function send(visitor, draft, documents) {
    const { page } = visitor;
    for (const [slot, path] of documents) {
        await page.setInputFiles(`#file-${slot}`, [path]);
        await page.locator(`#carica-${slot} button`).click();
        await page.locator(`#documento-${slot} .portal-file`).first().waitFor();
    }
    const button = page.getByRole("button", { name: /Conferma e invia/ });
    await until("every file is checked", async () => {
        await visitor.go(`/it/pratiche/${draft}/riepilogo`);
        return (await button.count()) > 0;
    });
    await pressAndGo(visitor, /Conferma e invia/);
    await visitor.says("Pratica inviata");
}
