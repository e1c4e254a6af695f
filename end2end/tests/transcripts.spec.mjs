// What is heard on the way of a CILA, by who files it and by who works on it: roles, names, states, order.
import assert from "node:assert/strict";

import { answerPage, newDraft, openPage, ownerDocuments, ownerPages, pressAndGo } from "../cila.mjs";
import { files } from "../files.mjs";
import { person } from "../people.mjs";
import { Transcript } from "../transcripts.mjs";
import { World, until } from "../world.mjs";

export default [["both sides of a CILA are heard as they were", (t) => bothSides(t)]];

async function bothSides(t) {
    // A portal of its own: other journeys would put cases between those of this one.
    const world = await World.open("transcripts");
    const [applicant, office] = [new Transcript("applicant"), new Transcript("office")];
    try {
        const owner = await t.welcome(person(t.browser, world, "proprietaria", { scripts: false, album: "heard" }));
        const id = await t.step("the applicant fills and sends", () => file(owner, applicant));
        const clerk = await t.welcome(person(t.browser, world, "istruttrice", { scripts: false, album: "heard" }));
        await t.step("the office finds it and asks", () => work(clerk, office, id));
        await t.step("the applicant reads what to do", async () => {
            await owner.go(`/it/pratiche/${id}`);
            await applicant.hear(owner, "the case, asked");
            await owner.page.getByRole("link", { name: "Rispondi punto per punto" }).click();
            await applicant.hear(owner, "the answer");
        });
        await t.step("it is what is kept", async () => {
            applicant.judge();
            office.judge();
        });
    } finally {
        await world.stop();
    }
}

async function file(owner, transcript) {
    const { page } = owner;
    await owner.go("/it");
    await transcript.hear(owner, "the home page, whole", { main: false });
    await owner.go("/it/servizi/cila");
    await transcript.hear(owner, "the service");
    const id = await newDraft(owner);
    await pressAndGo(owner, "Salva e continua");
    await transcript.hear(owner, "the first questions, nothing answered");
    await owner.go(owner.path.replace(/[?#].*/, ""));
    for (const [name, answers] of Object.entries(ownerPages)) {
        assert.equal(openPage(page), name, "the next page in order");
        await transcript.hear(owner, name);
        await answerPage(owner, answers);
        if (!name.includes("~")) continue;
        await transcript.hear(owner, `${name}, the rows`);
        await owner.follow("Continua");
    }
    await transcript.hear(owner, "the documents");
    const given = { elaborato: files().drawing, relazione: files().signed, ...Object.fromEntries(ownerDocuments.map((slot) => [slot, files().drawing2])) };
    for (const [slot, path] of Object.entries(given)) {
        await page.setInputFiles(`#file-${slot}`, [path]);
        await page.locator(`#carica-${slot} button`).click();
        await page.waitForLoadState();
    }
    await owner.go(`/it/pratiche/${id}/riepilogo`);
    await until("every file is checked", async () => {
        await page.reload();
        return (await page.getByRole("button", { name: /^Conferma e invia/ }).count()) > 0;
    });
    await transcript.hear(owner, "the summary");
    await page.getByRole("button", { name: /^Conferma e invia/ }).click();
    // The receipt is made by a worker, a moment before or after the page is asked: only what lasts is heard.
    const made = () =>
        until("the receipt is made", async () => {
            await page.reload();
            return !(await owner.words()).includes("Stiamo preparando la ricevuta");
        });
    await made();
    await transcript.hear(owner, "sent");
    await owner.go(`/it/pratiche/${id}`);
    await made();
    await transcript.hear(owner, "the case");
    return id;
}

async function work(clerk, transcript, id) {
    const { page } = clerk;
    await clerk.go("/it/ufficio");
    await transcript.hear(clerk, "the inbox, whole", { main: false });
    await clerk.go(`/it/ufficio/pratiche/${id}`);
    await transcript.hear(clerk, "the case");
    await clerk.press("Prendi in carico");
    await clerk.act("chiedi_chiarimenti");
    await page.fill("#testo-chiedi_chiarimenti", "Per finire l'esame servono due chiarimenti.");
    await page.fill("#punti-chiedi_chiarimenti", "- La quota del nuovo vano.\n- La pianta corretta.");
    await clerk.press("Chiedi chiarimenti");
    await clerk.says("Risposta non ancora inviata");
    // The document of the act is made a moment later.
    const link = page.getByRole("link", { name: "Apri il documento (PDF)" });
    await until("the document is there", async () => {
        await page.reload();
        return link.isVisible();
    });
    await transcript.hear(clerk, "the case, asked");
}
