// What an office asks to be paid for a case, paid by whose case it is; what everybody then reads of it.
import assert from "node:assert/strict";

import { pressAndGo } from "../cila.mjs";
import { registerOnPaper } from "../paper.mjs";
import { person } from "../people.mjs";
import { Visitor } from "../visitor.mjs";
import { until } from "../world.mjs";

export default [
    ["a contribution is paid and the permit is made known to everybody, without JavaScript", contribution],
    ["the fine of a late CILA is paid beside its check, with JavaScript", fine],
    ["the office types a sum, and what is wrong with it is said", asking],
];

/** The form of an event on the open page of a case. */
const form = (visitor, event) => visitor.page.locator(`form[action$="/eventi/${event}"]`);

async function send(visitor, event) {
    const button = (await visitor.act(event)).locator(`button[value=${event}]`);
    await Promise.all([visitor.page.waitForEvent("framenavigated"), button.click()]);
}

async function contribution(t) {
    const album = "paying";
    const owner = await t.welcome(person(t.browser, t.world, "geometra", { scripts: false, album }));
    const filed = await t.step("the case says what is to be paid", async () => {
        await owner.go("/it/area-personale");
        await owner.page.locator("main li", { hasText: "Pagamento prima del rilascio" }).locator("a").first().click();
        await owner.says("1.842,50 €");
        await owner.says("Accoglimento e avviso di pagamento");
        await owner.see("case");
        return owner.page.url().match(/\/pratiche\/([0-9a-f-]{36})/)[1];
    });
    await t.step("the notice can be printed, and nobody else sees it", async () => {
        const link = owner.page.locator("#pagamenti a", { hasText: "Stampa l’avviso" });
        const address = t.world.url + (await link.getAttribute("href"));
        const paper = await owner.context.request.get(address);
        assert.equal(paper.headers()["content-type"], "application/pdf");
        const other = await t.welcome(person(t.browser, t.world, "inquilina", { scripts: false, album }));
        assert.equal((await other.context.request.get(address)).status(), 404);
    });
    await t.step("it is paid, and the case goes on by itself", async () => {
        await pay(t, owner);
        await until("the case has heard of it", async () => {
            await owner.go(`/it/pratiche/${filed}`);
            return (await owner.words()).includes("Pagamento arrivato");
        });
        await owner.says("Quietanza");
        assert.equal(await owner.page.getByRole("button", { name: "Paga adesso" }).count(), 0);
        await owner.see("paid");
    });
    const clerk = await t.welcome(person(t.browser, t.world, "istruttrice", { scripts: false, album }));
    await t.step("the dirigente issues the permit, and nobody else", async () => {
        await clerk.go(`/it/ufficio/pratiche/${filed}`);
        await clerk.says("Pagato");
        assert.equal(await form(clerk, "rilascia").count(), 0);
        const head = await t.welcome(person(t.browser, t.world, "dirigente", { scripts: false, album }));
        await head.go(`/it/ufficio/pratiche/${filed}`);
        await (await head.act("rilascia")).locator("textarea").first().fill("Permesso n. 12. I lavori iniziano entro un anno.");
        await send(head, "rilascia");
        await head.says("Permesso rilasciato");
        await clerk.go(`/it/ufficio/pratiche/${filed}`);
    });
    const read = await t.step("it sees what everybody will read, and publishes it", async () => {
        await clerk.says("Chiunque potrà leggere per 15 giorni");
        const foretold = (await clerk.act("pubblica_albo")).locator("dl").first();
        const words = await foretold.innerText();
        assert.doesNotMatch(words, /[A-Z]{6}\d{2}[A-Z]\d{2}[A-Z]\d{3}[A-Z]|@/, "no codice fiscale, no address");
        await clerk.see("foretold");
        await send(clerk, "pubblica_albo");
        await clerk.says("Pubblicazioni all’albo");
        return words;
    });
    await t.step("everybody reads it, and search engines keep nothing", async () => {
        const anybody = await t.welcome(Visitor.open(t.browser, t.world, { scripts: false, album }));
        await anybody.go("/it");
        await anybody.page.locator("footer").getByRole("link", { name: "Albo pretorio" }).click();
        assert.equal(await anybody.page.locator(".portal-cards dl").first().innerText(), read);
        await anybody.see("albo");
        const answer = await anybody.context.request.get(`${t.world.url}/en/albo`);
        assert.match(answer.headers()["x-robots-tag"], /noindex/);
        assert.match(await answer.text(), /Public notices/);
    });
}

/** Pays the first notice of the open page of a case, at the sandbox. */
async function pay(t, visitor) {
    await visitor.press("Paga adesso");
    await visitor.page.waitForURL(`http://${t.world.sandboxAt}/checkout/**`);
    await visitor.page.selectOption("#ricevuta", "subito");
    await visitor.page.locator("button[value=paga]").click();
    await visitor.page.waitForURL(`${t.world.url}/**`);
}

async function fine(t) {
    const owner = await t.welcome(person(t.browser, t.world, "geometra", { album: "paying-fine" }));
    await owner.go("/it/area-personale");
    await t.step("the fine stands beside the check", async () => {
        await owner.page.locator("main li", { hasText: "Da pagare: 333,33 €" }).locator("a").first().click();
        await owner.says("Sanzione da pagare");
        await owner.says("Sanzione per la CILA tardiva");
        // Who works for them filed it, and pays what they owe.
        await owner.says("Intestato a: ");
        await owner.see("case");
    });
    await t.step("paid, it is settled, and the check goes on", async () => {
        await pay(t, owner);
        await owner.follow(/Torna alla pratica RC-/);
        await until("the case has heard of it", async () => {
            await owner.page.reload();
            return (await owner.words()).includes("Sanzione chiusa");
        });
        await owner.says("In esame");
        await owner.see("paid");
        await owner.go("/it/area-personale");
        assert.doesNotMatch(await owner.words(), /333,33/);
    });
}

async function asking(t) {
    const album = "paying-asked";
    const clerk = await t.welcome(person(t.browser, t.world, "istruttrice", { album }));
    const filed = await registerOnPaper(clerk, "accesso-agli-atti", new Date().toISOString().slice(0, 10));
    await t.step("the copies cost something", async () => {
        for (const event of ["prendi_in_carico", "avvia_ricerca"]) {
            await clerk.go(`/it/ufficio/pratiche/${filed}`);
            await send(clerk, event);
        }
        const head = await t.welcome(person(t.browser, t.world, "dirigente", { album }));
        await head.go(`/it/ufficio/pratiche/${filed}`);
        await (await head.act("accogli")).locator("textarea").first().fill("La domanda è accolta.");
        await send(head, "accogli");
    });
    const pay = form(clerk, "chiedi_pagamento");
    const type = async (sum, by) => {
        await clerk.act("chiedi_pagamento");
        await pay.locator("textarea").first().fill("Dieci copie.");
        await pay.locator("[name=importo]").fill(sum);
        await pay.locator("[name=paga_entro]").fill(by);
        await send(clerk, "chiedi_pagamento");
    };
    await t.step("what is no sum is said, and stays as it was typed", async () => {
        await clerk.go(`/it/ufficio/pratiche/${filed}`);
        await clerk.act("chiedi_pagamento");
        await clerk.says("Ne nasce un avviso pagoPA intestato a Lucia Esemplari (");
        await type("dodici euro", "2036-03-01");
        await clerk.says("L’importo non si può pagare");
        assert.equal(await pay.locator("[name=importo]").inputValue(), "dodici euro");
        assert.equal(await pay.locator("[name=paga_entro]").inputValue(), "2036-03-01");
        await clerk.see("wrong", { status: 422 });
        await type("12,50", "");
        await clerk.says("Manca l’importo da pagare, o il giorno");
        await type("12,50", "2020-03-01");
        await clerk.says("Scegli un giorno da domani in poi");
    });
    await t.step("the act can be looked at before, then the notice goes out", async () => {
        await type("12,50", new Date(Date.now() + 90 * 86_400_000).toISOString().slice(0, 10));
        await clerk.says("12,50 €");
        await clerk.says("Da pagare");
        await clerk.see("asked");
    });
    await t.step("whose case it is finds the notice, on a phone", async () => {
        const owner = await t.welcome(person(t.browser, t.world, "proprietaria", { album }));
        await owner.go(`/it/pratiche/${filed}`);
        await owner.says("12,50 €");
        await owner.see("owner");
        await pressAndGo(owner, "Paga adesso");
    });
}
