// The legal clock as people see it: a SCIA that came on paper, its thirty days, what would happen if, a record put right.
import assert from "node:assert/strict";

import { pressAndGo } from "../cila.mjs";
import { person } from "../people.mjs";

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

async function registered(clerk, arrived) {
    const { page } = clerk;
    await clerk.go("/it/ufficio/registra");
    await page.selectOption("#procedura", "scia-edilizia");
    await page.selectOption("#canale", "paper");
    await page.fill("#giorno", arrived);
    await page.fill("#nome", "Lucia");
    await page.fill("#cognome", "Esemplari");
    await page.fill("#codice-fiscale", "SMPLCU61C54M999F");
    await page.fill("#oggetto", "Apertura in un muro portante");
    await clerk.press("Registra la pratica");
    await clerk.says("Pratica registrata.");
    return new URL(page.url()).pathname.split("/").pop();
}

async function clock(t, scripts) {
    const options = { scripts, album: scripts ? "terms" : "terms-no-scripts" };
    const clerk = await t.welcome(person(t.browser, t.world, "istruttrice", options));
    const rup = await t.welcome(person(t.browser, t.world, "rup", options));
    const owner = await t.welcome(person(t.browser, t.world, "proprietaria", options));
    let id;
    await t.step("thirty days run from the day on which it came", async () => {
        id = await registered(clerk, day(-10));
        await clerk.go(`/it/ufficio/pratiche/${id}`);
        await clerk.says(`L’ufficio ha tempo fino al ${words(day(20))}`);
        await clerk.says("articolo 19");
        await clerk.see("office-case-with-terms");
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
        await rup.says(`L’ufficio ha tempo fino al ${words(day(18))}`);
        await owner.page.reload();
        await owner.says("Il timbro dice due giorni prima.");
    });
    await t.step("an act says what it does to works and terms before it is done", async () => {
        await pressAndGo(rup, "Prendi in carico");
        await rup.says("Che cosa succede");
        await rup.see("actions-with-effects");
    });
}
