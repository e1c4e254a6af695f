// Cases that belong together: what follows is begun from the first, drafts are sent together, the office links and hands on.
import assert from "node:assert/strict";

import { pressAndGo } from "../cila.mjs";
import { registerOnPaper } from "../paper.mjs";
import { person } from "../people.mjs";

export default [
    ["what follows a case is begun from it, without JavaScript", (t) => following(t, false)],
    ["what follows a case is begun from it, with JavaScript", (t) => following(t, true)],
    ["the office links two cases and hands one to another office", handing],
];

const id = (visitor) => visitor.page.url().match(/\/pratiche\/([0-9a-f-]{36})/)[1];

async function following(t, scripts) {
    const album = scripts ? "links-scripts" : "links";
    const clerk = await t.welcome(person(t.browser, t.world, "istruttrice", { scripts, album }));
    const filed = await registerOnPaper(clerk, "cila", "2026-02-03");
    const number = (await clerk.page.locator("h1").innerText()).match(/RC-\d{4}-\d{6}/)[0];
    const owner = await t.welcome(person(t.browser, t.world, "proprietaria", { scripts, album }));
    await t.step("the case says what can be filed now", async () => {
        await owner.go(`/it/pratiche/${filed}`);
        await owner.says("Che cosa puoi presentare ora");
        await owner.see("offers");
    });
    const draft = await t.step("the draft knows the title", async () => {
        await pressAndGo(owner, "Comunica la fine dei lavori");
        await owner.says("Abbiamo scritto nella bozza i dati che avevamo già");
        const draft = id(owner);
        await owner.go(`/it/pratiche/${draft}/passi/titolo_edilizio`);
        assert.equal(await owner.page.inputValue("[name=titolo_numero]"), number);
        assert.equal(await owner.page.locator("[name=titolo_tipo]:checked").inputValue(), "cila");
        assert.equal(await owner.page.inputValue("[name='titolo_data.giorno']"), "3");
        await owner.go(`/it/pratiche/${filed}`);
        await owner.says("Hai già iniziato");
        await pressAndGo(owner, "Comunica la fine dei lavori");
        assert.equal(id(owner), draft, "the same draft again");
        return draft;
    });
    await t.step("another is prepared with it, and taken apart", async () => {
        await owner.go(`/it/pratiche/${draft}/riepilogo`);
        await pressAndGo(owner, "Presenta insieme la segnalazione di agibilità (SCA)");
        const companion = id(owner);
        await owner.go(`/it/pratiche/${draft}/riepilogo`);
        await owner.says("da completare");
        await owner.see("leader");
        await owner.go(`/it/pratiche/${companion}/riepilogo`);
        await owner.says("Questa pratica si invia insieme a");
        await owner.see("companion");
        await pressAndGo(owner, "Inviala da sola");
        assert.doesNotMatch(await owner.words(), /si invia insieme a/);
    });
}

async function handing(t) {
    const album = "links-office";
    const clerk = await t.welcome(person(t.browser, t.world, "istruttrice", { scripts: false, album }));
    const first = await registerOnPaper(clerk, "cila", "2026-02-03");
    const number = (await clerk.page.locator("h1").innerText()).match(/RC-\d{4}-\d{6}/)[0];
    const second = await registerOnPaper(clerk, "accesso-agli-atti", "2026-02-04");
    await t.step("a number that is none is said, and kept", async () => {
        await clerk.page.locator("summary", { hasText: "Collega un’altra pratica" }).click();
        await clerk.page.fill("#collega", "RC-2026-999999");
        await pressAndGo(clerk, "Collega");
        await clerk.says("L’ufficio non ha una pratica con questo numero");
        assert.equal(await clerk.page.inputValue("#collega"), "RC-2026-999999");
        await clerk.see("unknown", { status: 422 });
    });
    await t.step("linked, each leads to the other", async () => {
        await clerk.page.fill("#collega", number.toLowerCase());
        await pressAndGo(clerk, "Collega");
        await clerk.says("Collegata dall’ufficio");
        await clerk.see("linked");
        await clerk.page.locator("#collegamenti a").first().click();
        assert.equal(id(clerk), first);
    });
    await t.step("taken apart with a reason", async () => {
        await clerk.page.locator("#collegamenti summary").first().click();
        await clerk.page.locator("#collegamenti textarea").first().fill("Era un’altra pratica.");
        await pressAndGo(clerk, "Togli il collegamento");
        assert.equal(await clerk.page.locator("#collegamenti").count(), 0);
        await clerk.says("Era un’altra pratica.");
    });
    await t.step("who leads hands a case to the office that it is for, and sees it no more", async () => {
        const rup = await t.welcome(person(t.browser, t.world, "rup", { scripts: false, album }));
        await rup.go(`/it/ufficio/pratiche/${second}`);
        await rup.page.locator("summary", { hasText: "Passa a un altro ufficio" }).click();
        await rup.page.selectOption("#trasferisci", "tributi");
        await pressAndGo(rup, "Passa la pratica");
        await rup.says("Scrivi il testo");
        assert.equal(await rup.page.inputValue("#trasferisci"), "tributi");
        await rup.see("transfer", { status: 422 });
        await rup.page.fill("#trasferisci-motivo", "È materia dei tributi.");
        await pressAndGo(rup, "Passa la pratica");
        await rup.says("La pratica è passata all’altro ufficio.");
        await rup.go(`/it/ufficio/pratiche/${second}`);
        await rup.says("non");
        const taxes = await t.welcome(person(t.browser, t.world, "tributi", { scripts: false, album }));
        await taxes.go(`/it/ufficio/pratiche/${second}`);
        await taxes.says("Passata a un altro ufficio");
    });
}
