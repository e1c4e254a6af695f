// Public pages in both languages: what they hold, and how they are kept.
import assert from "node:assert/strict";

import { person } from "../people.mjs";
import { Visitor, judgeHtml } from "../visitor.mjs";

const pages = [
    ["home", ""],
    ["services", "/servizi"],
    ["service", "/servizi/cila"],
    ["precheck", "/verifica/lavori-edilizi"],
    ["help", "/aiuto"],
    ["privacy", "/privacy"],
    ["accessibility", "/accessibilita"],
    ["legal-notes", "/note-legali"],
    ["login", "/accesso"],
];

export default [
    ["public pages in Italian", (t) => read(t, "it")],
    ["public pages in English", (t) => read(t, "en")],
    ["services are found and read, without JavaScript", (t) => found(t, false)],
    ["services are found and read, with JavaScript", (t) => found(t, true)],
    ["a person's pages in English", ownPages],
    ["public pages are kept, and hold nothing inline", kept],
];

async function read(t, lang) {
    const visitor = await t.welcome(Visitor.open(t.browser, t.world, { lang, album: `public-${lang}` }));
    for (const [name, path] of pages) {
        await t.step(name, async () => {
            await visitor.go(`/${lang}${path}`);
            await visitor.see(name);
            await languageSwitch(visitor, lang, path);
        });
    }
    await t.step("a page that is not there", async () => {
        await visitor.go(`/${lang}/nowhere`);
        await visitor.see("not-found", { status: 404 });
    });
}

/** From the home page to a service that is not begun here, and to one that is. */
async function found(t, scripts) {
    const visitor = await t.welcome(Visitor.open(t.browser, t.world, { scripts, album: scripts ? "catalogue" : "catalogue-plain" }));
    const { page } = visitor;
    await t.step("words find a service", async () => {
        await visitor.go("/it");
        await page.fill("#cerca-servizio", "carta d’identità");
        await page.keyboard.press("Enter");
        await page.waitForURL(/\/servizi\?q=/);
        await visitor.says("Servizi trovati per «carta d’identità»: 1");
        await visitor.see("found");
    });
    await t.step("its page says how one gets it", async () => {
        await visitor.follow("Carta d'identità elettronica");
        await visitor.see("sheet");
        await visitor.follow("Ecco come ottenerlo");
        assert.match(page.url(), /#accedi-al-servizio$/);
        assert.equal(await page.getByRole("button", { name: "Inizia la pratica" }).count(), 0);
    });
    await t.step("a category holds its services, those begun online first", async () => {
        await visitor.go("/it/servizi");
        await visitor.see("all");
        await page.locator("nav.portal-index a", { hasText: "Edilizia" }).click();
        await page.waitForURL(/categoria=edilizia/);
        const cards = await page.locator(".portal-card").allInnerTexts();
        const online = cards.map((card) => /Si fa online/.test(card));
        assert.ok(cards.some((card) => /CILA[^]*Si fa online/.test(card)), cards.join("\n"));
        assert.equal(online.lastIndexOf(true) + 1, online.filter(Boolean).length, "those begun online come first");
        await visitor.see("category");
    });
    await t.step("what is not there is said", async () => {
        await page.fill("#cerca-servizio", "astronave");
        await visitor.press("Cerca");
        await visitor.says("Nessun servizio trovato");
        await visitor.see("nothing");
        await visitor.follow("Mostra tutti i servizi");
        assert.match(visitor.path, /\/it\/servizi$/);
    });
}

/** The forms, the documents, the case, the office: each in the other language too. */
async function ownPages(t) {
    const visitor = await t.welcome(person(t.browser, t.world, "geometra", { lang: "en", album: "public-en" }));
    const href = (pattern) => visitor.page.locator("main a", { hasText: pattern }).first().getAttribute("href");
    const [sent, draft] = [await href(/RC-\d{4}/), (await visitor.page.locator("main a[href$='/elimina']").first().getAttribute("href")).replace("/elimina", "")];
    const own = [
        ["dashboard", "/en/area-personale"],
        ["profile", "/en/profilo"],
        ["own-case", sent],
        ["step", `${draft}/passi/lavori`],
        ["rows", `${draft}/passi/titolari`],
        ["row", `${draft}/passi/titolari~1`],
        ["documents", `${draft}/documenti`],
        ["summary-incomplete", `${draft}/riepilogo`],
        ["discard", `${draft}/elimina`],
    ];
    for (const [name, path] of own) {
        await t.step(name, async () => {
            await visitor.go(path);
            await visitor.see(name);
        });
    }
    const clerk = await t.welcome(person(t.browser, t.world, "rup", { lang: "en", album: "public-en" }));
    for (const [name, path] of [["inbox", "/en/ufficio"], ["office-case", sent.replace("/en/", "/en/ufficio/")], ["office-jobs", "/en/ufficio/operazioni"]]) {
        await t.step(name, async () => {
            await clerk.go(path);
            await clerk.see(name);
        });
    }
}

/** The other language is the same page. */
async function languageSwitch(visitor, lang, path) {
    const other = lang === "it" ? "en" : "it";
    const href = await visitor.page.locator(`header a[hreflang=${other}]`).getAttribute("href");
    assert.equal(href, `/${other}${path}`);
}

async function kept(t) {
    for (const [name, path] of pages.filter(([name]) => name !== "login")) {
        await t.step(name, async () => {
            const url = `${t.world.url}/it${path}`;
            const first = await fetch(url);
            judgeHtml(name, await first.text(), "it");
            assert.equal(first.headers.get("set-cookie"), null, "no cookie for a reader");
            const policy = first.headers.get("content-security-policy");
            assert.match(policy, /script-src 'self' 'wasm-unsafe-eval'/);
            assert.doesNotMatch(policy, /unsafe-inline/);
            assert.match(policy, /frame-ancestors 'none'/);
            assert.equal(first.headers.get("x-content-type-options"), "nosniff");
            assert.equal(first.headers.get("referrer-policy"), "same-origin");
            const etag = first.headers.get("etag");
            const again = await fetch(url, { headers: { "if-none-match": etag } });
            assert.equal(again.status, 304, "what was read once is not sent again");
        });
    }
    await t.step("the icon that browsers ask for is there", async () => {
        const html = await (await fetch(`${t.world.url}/it`)).text();
        const icon = html.match(/<link rel="icon" href="([^"]+)"/)?.[1];
        assert.ok(icon, "a link to the icon");
        assert.equal((await fetch(t.world.url + icon)).status, 200);
    });
}
