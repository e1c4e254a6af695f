// What the applicant sends that nobody asked for: prepared with its files on a page of its own, then registered.
import assert from "node:assert/strict";

import { files } from "../files.mjs";
import { registerOnPaper } from "../paper.mjs";
import { person } from "../people.mjs";
import { until } from "../world.mjs";

export default [
    ["documents that nobody asked for go along with their files, without JavaScript", (t) => sending(t, false)],
    ["documents that nobody asked for go along with their files, with JavaScript", (t) => sending(t, true)],
];

async function sending(t, scripts) {
    const album = scripts ? "sending-js" : "sending";
    const of = (who) => person(t.browser, t.world, who, { scripts, album });
    const clerk = await t.welcome(of("istruttrice"));
    const filed = await registerOnPaper(clerk, "certificato-destinazione-urbanistica", new Date().toISOString().slice(0, 10));
    const owner = await t.welcome(of("proprietaria"));
    const form = 'form[action$="/eventi/integra_spontaneamente/prepara"] button';
    await t.step("the owner prepares what to send, on a page of its own", async () => {
        await owner.go(`/it/pratiche/${filed}`);
        await owner.says("Prepara l’invio, con i file");
        await owner.page.locator(form).click();
        await owner.says("Invia altri documenti");
        await owner.see("page");
    });
    await t.step("without a word it is not sent, and the file stays", async () => {
        await owner.page.locator("input[type=file]").first().setInputFiles([files().drawing]);
        if (scripts) await owner.page.getByText("elaborato-grafico.pdf caricato.").last().waitFor();
        else await owner.page.locator("button[value=salva]").click();
        await until("the file is checked", async () => {
            await owner.go(`/it/pratiche/${filed}/risposta`);
            return !(await owner.words()).includes("In verifica");
        });
        await owner.page.locator("#invia").click();
        await owner.says("Il testo è vuoto");
        await owner.says("elaborato-grafico.pdf");
        await owner.see("wordless", { status: 422 });
    });
    await t.step("until it is sent it is theirs alone, and goes on where it was left", async () => {
        await clerk.go(`/it/ufficio/pratiche/${filed}`);
        assert.doesNotMatch(await clerk.words(), /elaborato-grafico/);
        await owner.go(`/it/pratiche/${filed}`);
        await owner.says("Continua a preparare l’invio");
        await owner.see("begun");
        await owner.page.locator(form).click();
        await owner.says("elaborato-grafico.pdf");
    });
    await t.step("sent, it is registered and the office has it", async () => {
        await owner.page.locator("#testo").fill("La visura aggiornata.");
        await owner.page.locator("#invia").click();
        await owner.says("Inviato e protocollato: l’ufficio lo trova nella pratica.");
        await owner.says("Documenti inviati di propria iniziativa");
        await owner.says("Inviato di propria iniziativa");
        await owner.see("sent");
        await clerk.go(`/it/ufficio/pratiche/${filed}`);
        await clerk.says("elaborato-grafico.pdf");
        await clerk.says("La visura aggiornata.");
        await clerk.see("office");
    });
}
