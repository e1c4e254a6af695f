// Who may see what, sessions that end, forms that are forged, a provider that is down.
import assert from "node:assert/strict";

import { fill, newDraft, property } from "../cila.mjs";
import { leaveInAnotherTab, logIn, person } from "../people.mjs";
import { Visitor } from "../visitor.mjs";
import { World, until } from "../world.mjs";

export default [
    ["a session that ends while typing, with JavaScript", (t) => expired(t, true, "impresa")],
    ["a session that ends while typing, without JavaScript", (t) => expired(t, false, "tributi")],
    ["other people's cases and documents, with JavaScript", (t) => others(t, true)],
    ["other people's cases and documents, without JavaScript", (t) => others(t, false)],
    ["forged forms", forged],
    ["two tabs on one draft, with JavaScript", (t) => twoTabs(t, true, "inquilina")],
    ["two tabs on one draft, without JavaScript", (t) => twoTabs(t, false, "comunicazione")],
    ["a provider that is down", providerDown],
    ["logout, here and everywhere", logout],
];

const album = (scripts) => ({ scripts, album: `identity-${scripts ? "scripts" : "no-scripts"}` });

async function expired(t, scripts, who) {
    const visitor = await t.welcome(person(t.browser, t.world, who, album(scripts)));
    const { page } = visitor;
    const draft = await newDraft(visitor);
    await visitor.go(`/it/pratiche/${draft}/passi/immobile`);
    await t.step("typed, the session gone, sent: the login page", async () => {
        await fill(page, { "ubicazione.via": "Via dell'Ultima Sessione", interno: "piano <b>9" });
        await leaveInAnotherTab(visitor);
        await visitor.press("Salva e continua");
        assert.match(visitor.path, /^\/it\/accesso\?ritorno=/);
        await visitor.says("non abbiamo mandato niente. Quello che hai scritto è conservato");
        await visitor.see("login-kept");
    });
    await t.step("after the login the same step shows what was typed", async () => {
        await logIn(visitor, who);
        assert.match(visitor.path, new RegExp(`/pratiche/${draft}/passi/immobile`));
        assert.equal(await page.inputValue("[name='ubicazione.via']"), "Via dell'Ultima Sessione");
        assert.equal(await page.inputValue("[name=interno]"), "piano <b>9");
        await visitor.see("kept-after-login");
    });
    await t.step("and it can be saved", async () => {
        await fill(page, { ...property, "ubicazione.via": "Via dell'Ultima Sessione" });
        await visitor.press("Salva e continua");
        assert.match(visitor.path, /passi\/particelle~1$/);
    });
}

async function others(t, scripts) {
    const owner = await t.welcome(person(t.browser, t.world, "geometra", album(scripts)));
    const href = await owner.page.locator("main a[href*='/pratiche/']", { hasText: /RC-\d{4}/ }).first().getAttribute("href");
    await owner.go(href);
    const document = await owner.page.locator("main .portal-file-name a").first().getAttribute("href");
    const id = href.match(/[0-9a-f-]{36}/)[0];
    const stranger = await t.welcome(person(t.browser, t.world, "inquilina", album(scripts)));
    const addresses = [
        ["case", href],
        ["document", document],
        ["step", `/it/pratiche/${id}/passi/immobile`],
        ["row", `/it/pratiche/${id}/passi/titolari~1`],
        ["summary", `/it/pratiche/${id}/riepilogo`],
        ["confirmation", `/it/pratiche/${id}/conferma`],
        ["receipt", `/it/pratiche/${id}/ricevuta`],
        ["malformed", "/it/pratiche/pippo"],
        ["nowhere", "/it/non-esiste"],
    ];
    for (const [name, address] of addresses) {
        await t.step(`${name}: not found, in Italian, with the header`, async () => {
            await stranger.go(address);
            await stranger.says("Non abbiamo trovato la pagina");
            assert.equal(await stranger.page.locator("header").getByText("Ileana Provescu").count(), name === "nowhere" ? 0 : 1, "who is logged in stays in the header");
            if (["case", "nowhere"].includes(name)) await stranger.see(`not-found-${name}`, { status: 404 });
            else assert.equal(stranger.page.lastAnswer.status, 404);
        });
    }
    await t.step("the office's pages are not for citizens", async () => {
        for (const address of ["/it/ufficio", `/it/ufficio/pratiche/${id}`, "/it/ufficio/operazioni"]) {
            await stranger.go(address);
            assert.ok([403, 404].includes(stranger.page.lastAnswer.status), `${address}: ${stranger.page.lastAnswer.status}`);
        }
        await stranger.see("office-forbidden", { status: stranger.page.lastAnswer.status });
    });
    await t.step("another office's clerk does not see it either", async () => {
        const clerk = await t.welcome(person(t.browser, t.world, "tributi", album(scripts)));
        await clerk.go(`/it/ufficio/pratiche/${id}`);
        assert.equal(clerk.page.lastAnswer.status, 404);
        await clerk.go("/it/ufficio");
        assert.equal(await clerk.page.getByRole("link", { name: /RC-/ }).count(), 0);
    });
}

async function forged(t) {
    const visitor = await t.welcome(person(t.browser, t.world, "amministratrice", { album: "identity-scripts" }));
    const draft = await newDraft(visitor);
    const address = `${t.world.url}/it/pratiche/${draft}/passi/immobile`;
    const form = { "ubicazione.via": "Intruso", versione: "0", azione: "salva" };
    for (const [name, headers] of [
        ["nothing said of its origin", {}],
        ["another site's origin", { origin: "https://altrove.example" }],
        ["a sibling's origin", { origin: t.world.url.replace(/:\d+$/, ":1") }],
        ["no origin to name", { origin: "null" }],
        ["called cross-site by the browser", { "sec-fetch-site": "cross-site" }],
    ]) {
        await t.step(`${name}: 403`, async () => {
            const answer = await visitor.context.request.post(address, { form, headers });
            assert.equal(answer.status(), 403);
            assert.match(await answer.text(), /Non possiamo accettare questo invio/);
        });
    }
    await t.step("a real form on another site", async () => {
        const page = await visitor.tab();
        await page.route("http://altrove.localhost/**", (route) =>
            route.fulfill({ contentType: "text/html", body: `<form method="post" action="${address}"><input name="ubicazione.via" value="Intruso"><button>Vinci</button></form>` }));
        await page.goto("http://altrove.localhost/");
        await page.getByRole("button").click();
        await page.waitForURL(address);
        assert.ok([403].includes(page.lastAnswer.status) || /accesso/.test(page.url()), `status ${page.lastAnswer.status}`);
        await visitor.see("forged", { status: 403, page });
        await page.close();
    });
    await t.step("nothing of it was stored", async () => {
        await visitor.page.goto(address);
        assert.equal(await visitor.page.inputValue("[name='ubicazione.via']"), "");
    });
}

async function twoTabs(t, scripts, who) {
    const visitor = await t.welcome(person(t.browser, t.world, who, album(scripts)));
    const draft = await newDraft(visitor);
    const here = `${t.world.url}/it/pratiche/${draft}/passi/immobile`;
    await visitor.page.goto(here);
    const second = await visitor.tab();
    await second.goto(here);
    await t.step("both texts are shown", async () => {
        // A tab in the background is drawn once a second, and a press waits for what is drawn.
        await visitor.page.bringToFront();
        await fill(visitor.page, { ...property, "ubicazione.via": "Via della Prima Scheda" });
        await visitor.press("Salva e continua");
        await second.bringToFront();
        await fill(second, { ...property, "ubicazione.via": "Via della Seconda Scheda" });
        await second.getByRole("button", { name: "Salva e continua", exact: true }).click();
        await second.waitForLoadState("domcontentloaded");
        const words = await second.locator("main").innerText();
        assert.match(words, /Via della Prima Scheda 12/);
        assert.match(words, /Via della Seconda Scheda 12/);
        assert.match(await second.title(), /^Errore: /);
        await visitor.see("stale", { status: 409, page: second });
    });
    await t.step("saved again, this page's answers stay", async () => {
        assert.equal(await second.inputValue("[name='ubicazione.via']"), "Via della Seconda Scheda");
        await second.getByRole("button", { name: "Salva e continua", exact: true }).click();
        assert.match(second.url(), /particelle~1$/);
        await second.goto(here);
        assert.equal(await second.inputValue("[name='ubicazione.via']"), "Via della Seconda Scheda");
    });
}

async function providerDown(t) {
    const world = await World.open("provider-down", { empty: true });
    try {
        await world.sandbox.stop();
        const visitors = [];
        for (const scripts of [true, false]) {
            await t.step(`the login page says it, ${scripts ? "with" : "without"} JavaScript`, async () => {
                const visitor = await t.welcome(Visitor.open(t.browser, world, album(scripts)));
                visitors.push(visitor);
                await visitor.go("/it/accesso?ritorno=/it/profilo");
                await visitor.press("Entra con la tua identità digitale");
                await visitor.says("In questo momento non è possibile accedere");
                await visitor.see("provider-down", { status: 503 });
            });
        }
        await world.startSandbox();
        for (const visitor of visitors) {
            await t.step("back up, the same page leads on to where one was going", async () => {
                await until("the provider is heard of", async () => {
                    await visitor.press("Entra con la tua identità digitale");
                    return !visitor.page.url().startsWith(world.url);
                });
                await visitor.page.locator("button[value=proprietaria]").click();
                assert.equal(visitor.path, "/it/profilo");
            });
        }
        await t.step("down again: nobody is sent to a door that is shut", async () => {
            await world.sandbox.stop();
            const ask = () => fetch(`${world.url}/it/accesso`, { method: "POST", headers: { origin: world.url }, redirect: "manual" });
            await until("the portal notices", async () => (await ask()).status === 503, 15);
        });
    } finally {
        await world.stop();
    }
}

async function logout(t) {
    const first = await t.welcome(person(t.browser, t.world, "dirigente", album(true)));
    const second = await t.welcome(person(t.browser, t.world, "dirigente", album(false)));
    await t.step("the profile shows identity, read-only, and both sessions", async () => {
        await first.go("/it/profilo");
        await first.says("SMLNNA67L58M999S");
        assert.equal(await first.page.locator("main dl input, main dl textarea").count(), 0);
        await first.see("profile");
    });
    await t.step("out everywhere", async () => {
        await first.press("Esci da tutti i dispositivi");
        await first.says("Sei uscito dal portale su tutti i dispositivi");
        await second.go("/it/area-personale");
        assert.match(second.path, /^\/it\/accesso/);
    });
    await t.step("out here", async () => {
        await logIn(second, "dirigente");
        await second.page.getByRole("button", { name: "Esci", exact: true }).click();
        await second.says("Sei uscito dal portale.");
        await second.see("logged-out");
        await second.go("/it/profilo");
        assert.match(second.path, /^\/it\/accesso/);
    });
}
