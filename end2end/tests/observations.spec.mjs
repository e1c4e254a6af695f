// A notice of the grounds for a refusal, answered as a whole: words, and room for files beside them.
import assert from "node:assert/strict";

import { files } from "../files.mjs";
import { registerOnPaper } from "../paper.mjs";
import { person } from "../people.mjs";
import { until } from "../world.mjs";

export default [
    ["who is to be refused answers with a file, without JavaScript", (t) => observing(t, false)],
    ["who is to be refused answers with a file, with JavaScript", (t) => observing(t, true)],
];

async function act(visitor, filed, event, words) {
    await visitor.go(`/it/ufficio/pratiche/${filed}`);
    const form = await visitor.act(event);
    if (words) await form.locator("textarea").first().fill(words);
    const button = form.locator(`button[value=${event}]`);
    await Promise.all([visitor.page.waitForEvent("framenavigated"), button.click()]);
}

async function observing(t, scripts) {
    const album = scripts ? "observations-js" : "observations";
    const of = (who) => person(t.browser, t.world, who, { scripts, album });
    const clerk = await t.welcome(of("istruttrice"));
    const filed = await registerOnPaper(clerk, "accesso-agli-atti", new Date().toISOString().slice(0, 10));
    const head = await t.welcome(of("dirigente"));
    await t.step("the office says why it would refuse", async () => {
        await act(clerk, filed, "prendi_in_carico");
        await act(clerk, filed, "avvia_ricerca");
        await act(head, filed, "preavviso_diniego", "Manca l'interesse a vedere questi documenti.");
        await head.says("Preavviso");
    });
    const owner = await t.welcome(of("proprietaria"));
    await t.step("the owner is led to where words and files go", async () => {
        await owner.go(`/it/pratiche/${filed}`);
        await owner.see("case");
        await owner.follow("Rispondi e allega i file");
        await owner.see("reply");
    });
    await t.step("nothing at all is no answer, and is said", async () => {
        await owner.page.locator("#invia").click();
        await owner.says("Il testo è vuoto");
        await owner.see("nothing", { status: 422 });
    });
    await t.step("the file goes with the words, and the office has it", async () => {
        await owner.page.locator("#testo").fill("L'interesse è nella perizia allegata.");
        await owner.page.locator("input[type=file]").first().setInputFiles([files().drawing]);
        if (scripts) {
            await owner.page.getByText("elaborato-grafico.pdf caricato.").last().waitFor();
        } else {
            await owner.page.locator("button[value=salva]").click();
        }
        await until("the file is checked", async () => {
            await owner.go(`/it/pratiche/${filed}/risposta`);
            return !(await owner.words()).includes("In verifica");
        });
        await owner.see("file");
        if (scripts) {
            await owner.page.locator("#testo").fill("L'interesse è nella perizia allegata.");
        } else {
            assert.equal(await owner.page.locator("#testo").inputValue(), "L'interesse è nella perizia allegata.", "it was saved");
        }
        await owner.page.locator("#invia").click();
        await owner.says("Osservazioni");
        await clerk.go(`/it/ufficio/pratiche/${filed}`);
        await clerk.says("elaborato-grafico.pdf");
        await clerk.says("L'interesse è nella perizia allegata.");
        await clerk.see("office");
    });
}
