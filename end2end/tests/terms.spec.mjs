// The legal clock as people see it: a SCIA that came on paper, its thirty days, what would happen if, a record put right.
import assert from "node:assert/strict";

import { pressAndGo } from "../cila.mjs";
import { registerOnPaper } from "../paper.mjs";
import { person } from "../people.mjs";
import { until } from "../world.mjs";

export default [
    ["terms run from the real day and are explained, with JavaScript", (t) => clock(t, true)],
    ["terms run from the real day and are explained, without JavaScript", (t) => clock(t, false)],
];

/** A day so many days from today, as browsers send it. */
function day(after) {
    const at = new Date(Date.now() + after * 24 * 60 * 60 * 1000);
    return at.toLocaleDateString("sv-SE", { timeZone: "Europe/Rome" });
}

/** The same in words: 3 aprile 2026. */
function words(iso) {
    const [year, month, date] = iso.split("-").map(Number);
    const at = new Date(Date.UTC(year, month - 1, date, 12));
    return at.toLocaleDateString("it-IT", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
}

async function clock(t, scripts) {
    const options = { scripts, album: scripts ? "terms" : "terms-no-scripts" };
    const clerk = await t.welcome(person(t.browser, t.world, "istruttrice", options));
    const rup = await t.welcome(person(t.browser, t.world, "rup", options));
    const owner = await t.welcome(person(t.browser, t.world, "proprietaria", options));
    let id;
    await t.step("thirty days run from the day on which it came", async () => {
        id = await registerOnPaper(clerk, "scia-edilizia", day(-10));
        await clerk.go(`/it/ufficio/pratiche/${id}`);
        await clerk.says(`L’ufficio ha tempo fino al ${words(day(20))}`);
        // The law stands where one asks why.
        await clerk.unfold(clerk.page.locator("#termini p", { hasText: "articolo 19" }).first());
        await clerk.says("articolo 19");
        await clerk.see("office-case-with-terms");
    });
    await t.step("a day that is typed by half is not sent as none", async () => {
        await clerk.page.bringToFront();
        const form = await clerk.act("registra_fine_lavori");
        await form.locator("textarea[name=testo]").fill("Comunicata a voce.");
        const came = form.locator("input[name=arrivato_il]");
        await came.focus();
        await clerk.page.keyboard.type("02");
        const lost = await came.evaluate((field) => field.validity.badInput && field.value === "");
        assert.ok(lost, "the browser gives such a day to nobody");
        await form.locator("button[name=azione]").first().click();
        await clerk.page.waitForTimeout(500);
        assert.equal(await form.locator("textarea[name=testo]").inputValue(), "Comunicata a voce.", "what was typed is there");
        await clerk.go(`/it/ufficio/pratiche/${id}`);
        const body = await clerk.page.locator("body").innerText();
        assert.ok(!body.includes("Comunicata a voce."), "and nothing has happened");
    });
    await t.step("it stands in the office's calendar", async () => {
        await clerk.go("/it/ufficio");
        await clerk.page.getByRole("link", { name: "Termini in scadenza" }).click();
        await clerk.says("Entro un mese");
        await clerk.says(words(day(20)));
        await clerk.see("deadlines");
        await clerk.page.getByRole("link", { name: "Solo le mie" }).click();
        await clerk.page.waitForURL(/mie=1/);
    });
    await t.step("what happens if nobody acts is worked out, and changes nothing", async () => {
        await clerk.go(`/it/ufficio/pratiche/${id}`);
        await clerk.page.getByRole("link", { name: /Che cosa succede se/ }).click();
        await clerk.page.fill("#giorno", day(60));
        await clerk.page.getByRole("button", { name: "Calcola" }).click();
        await clerk.page.waitForURL(/giorno=/);
        await clerk.says("La pratica sarebbe in stato");
        await clerk.see("what-if");
        await clerk.go(`/it/ufficio/pratiche/${id}/simula?evento=nulla&giorno=domani`);
        await clerk.says("Nessuno fa nulla");
    });
    await t.step("the applicant reads the same in their words", async () => {
        await owner.go(`/it/pratiche/${id}`);
        await owner.says(`L’ufficio ha tempo fino al ${words(day(20))}`);
        await owner.says("Se nessuno agisce");
        const control = owner.page.locator(".portal-term", { hasText: words(day(20)) }).first();
        await control.locator("summary").click();
        await owner.says(`Scade il ${words(day(20))}`);
        await owner.see("case-with-terms");
    });
    await t.step("who leads the case puts a wrong day right; a clerk cannot", async () => {
        assert.equal(await clerk.page.locator("#rettifica").count(), 0);
        await rup.go(`/it/ufficio/pratiche/${id}`);
        await rup.page.locator("summary", { hasText: "Rettifica" }).click();
        await rup.see("rectify");
        if (!(await rup.page.locator("#rettifica").isVisible())) await rup.page.locator("summary", { hasText: "Rettifica" }).click();
        await pressAndGo(rup, "Correggi il giorno");
        await rup.says("giorno");
        await rup.page.fill("#rettifica-giorno", day(-12));
        await pressAndGo(rup, "Correggi il giorno");
        await rup.says("Scrivi il testo");
        assert.equal(await rup.page.inputValue("#rettifica-giorno"), day(-12), "what was typed stays");
        await rup.page.fill("#rettifica-motivo", "Il timbro dice due giorni prima.");
        await pressAndGo(rup, "Correggi il giorno");
        await rup.says("Prima della rettifica");
        await rup.says(`finisce il ${words(day(18))}`);
        await rup.see("rectify-foreseen");
        await pressAndGo(rup, "Sì, rettifica");
        await rup.says(`L’ufficio ha tempo fino al ${words(day(18))}`);
        await owner.page.reload();
        await owner.says("Il timbro dice due giorni prima.");
    });
    await t.step("an act says what it does to works and terms before it is done", async () => {
        await pressAndGo(rup, "Prendi in carico");
        await rup.says("Che cosa succede");
        await rup.see("actions-with-effects");
    });
    await t.step("the document that an act becomes is looked at before, and nothing is done", async () => {
        const form = await rup.act("chiedi_chiarimenti");
        const preview = form.getByRole("button", { name: "Anteprima" });
        await preview.scrollIntoViewIfNeeded();
        await form.locator("textarea[name=testo]").fill("La quota della trave non si legge.");
        await form.locator("textarea[name=punti]").fill("La quota della trave\nIl disegno dell'appoggio");
        const [answer] = await Promise.all([rup.context.waitForEvent("response", (r) => r.url().endsWith("/anteprima")), preview.click()]);
        assert.equal(answer.status(), 200);
        assert.equal(answer.headers()["content-type"], "application/pdf");
        await rup.page.bringToFront();
        await owner.page.reload();
        assert.doesNotMatch(await owner.words(), /Richiesta di chiarimenti/);
    });
    await t.step("done, it is a PDF for both sides", async () => {
        const form = await rup.act("chiedi_chiarimenti");
        await Promise.all([rup.page.waitForEvent("framenavigated"), form.locator("#azione-chiedi_chiarimenti").click()]);
        for (const side of [rup, owner]) {
            const link = side.page.locator("#comunicazioni").getByRole("link", { name: "Apri il documento (PDF)" });
            await until("the document is there", async () => {
                await side.page.reload();
                return link.isVisible();
            });
            const href = await link.getAttribute("href");
            const bytes = await (await side.page.request.get(t.world.url + href)).body();
            assert.equal(bytes.subarray(0, 5).toString(), "%PDF-");
        }
        await owner.see("case-with-document");
        await rup.page.locator(".portal-term summary").first().click();
        await rup.see("ledger");
    });
}
