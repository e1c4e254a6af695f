// Taxes and payments: somebody finds what they owe and pays it, anybody pays notices they know the numbers of. What
// the browser brings back confirms nothing; the receipt does.
import assert from "node:assert/strict";

import { person } from "../people.mjs";
import { Visitor } from "../visitor.mjs";
import { until } from "../world.mjs";

export default [
    ["somebody finds their tax and pays it, without JavaScript", (t) => own(t, false)],
    ["somebody finds their tax and pays it, with JavaScript", (t) => own(t, true)],
    ["anybody pays two notices together, without JavaScript", (t) => together(t, false)],
    ["anybody pays two notices together, with JavaScript", (t) => together(t, true)],
    ["the office sees money that pays no notice", office],
    ["taxes and payments in English", english],
];

const numbers = /\d{4} \d{4} \d{4} \d{4} \d{2}/g;

/** On the page where one pays: how it ends, and when the receipt leaves. */
async function pay({ page, world }, button, receipt = "subito") {
    await page.waitForURL(`http://${world.sandboxAt}/checkout/**`);
    await page.selectOption("#ricevuta", receipt);
    await page.locator(`button[value=${button}]`).click();
    await page.waitForURL(`${world.url}/**`);
}

async function own(t, scripts) {
    const who = scripts ? "impresa" : "geometra";
    const album = scripts ? "taxes" : "taxes-plain";
    const visitor = await t.welcome(person(t.browser, t.world, who, { scripts, album }));
    const { page } = visitor;
    await t.step("their taxes are in the personal area", async () => {
        await visitor.go("/it/area-personale");
        await visitor.follow("I miei tributi");
        await visitor.says(scripts ? "Da pagare" : "In ritardo");
        await visitor.see("list");
    });
    await t.step("a position says how the sum is made up and how it can be paid", async () => {
        await visitor.follow(/Tassa sui rifiuti/);
        await visitor.says("Come si arriva all’importo");
        await visitor.says(/Paga in \d rate/);
        await visitor.see("position");
    });
    await t.step("the notice is printed", async () => {
        const link = page.locator("main").getByRole("link", { name: "Stampa l’avviso" }).first();
        const paper = await visitor.context.request.get(visitor.world.url + (await link.getAttribute("href")));
        assert.equal(paper.headers()["content-type"], "application/pdf");
        assert.equal((await paper.body()).subarray(0, 5).toString(), "%PDF-");
    });
    await t.step("a payment that is given up or refused is no payment", async () => {
        await visitor.press("Paga adesso");
        await pay(visitor, "annulla");
        await visitor.says("Hai annullato il pagamento");
        await visitor.see("cancelled");
        await visitor.press("Riprova");
        await pay(visitor, "rifiuta");
        await visitor.says("Il pagamento non è andato a buon fine");
        await visitor.see("refused");
    });
    await t.step("coming back confirms nothing: the receipt is awaited", async () => {
        await visitor.press("Riprova");
        await pay(visitor, "paga", "tardi");
        await visitor.says("Stiamo aspettando la ricevuta");
        await visitor.see("waiting");
    });
    await t.step("when it is there, it is paid", async () => {
        await until("the receipt has arrived", async () => {
            await visitor.follow("Aggiorna la pagina");
            return (await visitor.words()).includes("Pagamento ricevuto");
        });
        await visitor.see("paid");
        await visitor.follow("Quietanza");
        await visitor.says("Banca di prova");
        await visitor.see("proof");
        await visitor.go("/it/tributi");
        await visitor.follow(/Tassa sui rifiuti/);
        assert.equal(await page.getByRole("button", { name: "Paga adesso" }).count(), 0, "nothing is left to pay");
        await visitor.see("position-paid");
    });
}

/** Two notices of somebody, as they stand on their papers. */
async function papers(t, who, position) {
    const owner = await t.welcome(person(t.browser, t.world, who, { album: "taxes-papers" }));
    await owner.go("/it/tributi");
    await owner.follow(position);
    return (await owner.words()).match(numbers);
}

async function search({ page }, nav, code) {
    await page.fill("#avviso", nav);
    await page.fill("#codice_fiscale", code);
    await page.locator("button[value=cerca]").click();
}

async function together(t, scripts) {
    const [who, code] = scripts ? ["inquilina", "PRVLNI88S42Z129J"] : ["proprietaria", "SMPLCU61C54M999F"];
    const known = await papers(t, who, /Tassa sui rifiuti/);
    // The last two parts of those paid one by one: nothing else can be paid together with them.
    const [first, second] = known.slice(-2);
    const album = scripts ? "payments" : "payments-plain";
    const visitor = await t.welcome(Visitor.open(t.browser, t.world, { scripts, album }));
    const { page } = visitor;
    await t.step("what is typed wrong is kept and explained", async () => {
        await visitor.go("/it");
        await visitor.follow("Paga un avviso");
        await visitor.says("Non serve accedere");
        await visitor.see("find");
        await search(visitor, "3010 lettere", "Lucia");
        await visitor.says("Il codice avviso ha 18 cifre e nessuna lettera");
        assert.equal(await page.inputValue("#avviso"), "3010 lettere");
        await visitor.see("wrong", { status: 422 });
        await search(visitor, first, "CMPRCC70A09M997M");
        await visitor.says("Non troviamo un avviso con questo codice e questo codice fiscale");
        await visitor.see("unknown", { status: 422 });
    });
    await t.step("two notices are found", async () => {
        await search(visitor, first, code);
        await visitor.says("Abbiamo trovato l’avviso");
        await visitor.see("one");
        await search(visitor, second.replaceAll(" ", ""), code.toLowerCase());
        assert.equal(await page.locator(".portal-card").count(), 2);
        await visitor.see("two");
    });
    await t.step("they are paid together; a receipt that comes twice counts once", async () => {
        await visitor.press(/^Paga adesso/);
        await pay(visitor, "paga", "doppia");
        await visitor.says("Pagamento ricevuto");
        assert.equal(await page.getByRole("link", { name: "Quietanza" }).count(), 2);
        await visitor.see("received");
    });
    await t.step("what is paid is not paid again", async () => {
        await visitor.go("/it/pagamenti");
        assert.equal(await page.locator(".portal-card").count(), 0);
        await search(visitor, first, code);
        await visitor.says("Questo avviso è già stato pagato");
        await visitor.see("already-paid", { status: 422 });
    });
}

/** Somebody pays a notice that the municipality never issued. */
async function strayPayment({ sandboxAt, url }) {
    const back = (how) => `${url}/it/pagamenti?${how}`;
    const opened = await fetch(`http://${sandboxAt}/checkout/ec/v2/carts`, {
        method: "POST",
        redirect: "manual",
        headers: { "content-type": "application/json", "Ocp-Apim-Subscription-Key": "sandbox-secret" },
        body: JSON.stringify({
            paymentNotices: [{
                noticeNumber: "301000000000000144", fiscalCode: "00000000000", amount: 4200,
                companyName: "Comune di Roccascura", description: "Avviso di un altro archivio",
            }],
            returnUrls: { returnOkUrl: back("ok"), returnCancelUrl: back("no"), returnErrorUrl: back("ko"), returnWaitingUrl: back("w") },
        }),
    });
    assert.equal(opened.status, 302);
    const body = new URLSearchParams({ azione: "paga", ricevuta: "subito" });
    await fetch(opened.headers.get("location"), { method: "POST", redirect: "manual", body });
}

async function office(t) {
    await strayPayment(t.world);
    const clerk = await t.welcome(person(t.browser, t.world, "tributi", { album: "taxes-office" }));
    await t.step("the receipt is listed with its reason", async () => {
        await clerk.go("/it/ufficio/incassi");
        await clerk.says("Nessun avviso ha questo codice");
        await clerk.says("42,00 €");
        await clerk.see("receipts");
    });
}

async function english(t) {
    const visitor = await t.welcome(person(t.browser, t.world, "proprietaria", { lang: "en", album: "taxes-en" }));
    for (const [name, path, says] of [
        ["taxes", "/en/tributi", "My taxes"],
        ["payments", "/en/pagamenti", "No login is needed"],
    ]) {
        await t.step(name, async () => {
            await visitor.go(path);
            await visitor.says(says);
            await visitor.see(name);
        });
    }
    await t.step("a position", async () => {
        await visitor.go("/en/tributi");
        await visitor.follow(/Waste tax/);
        await visitor.says("How the amount is made up");
        await visitor.see("position");
    });
}
