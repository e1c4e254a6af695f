// What is true of every page: keyboard, skip links, weight; and that these tests would notice.
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";

import { control } from "../axe.mjs";
import { newDraft, property } from "../cila.mjs";
import { person } from "../people.mjs";
import { Visitor } from "../visitor.mjs";
import { artifacts } from "../world.mjs";

/** Kilobytes of a page with all that it needs, compressed. */
const limit = 250;

export default [
    ["skip links, with JavaScript", (t) => skipLinks(t, true)],
    ["skip links, without JavaScript", (t) => skipLinks(t, false)],
    ["a whole step by keyboard, with JavaScript", (t) => byKeyboard(t, true, "dirigente")],
    ["a whole step by keyboard, without JavaScript", (t) => byKeyboard(t, false, "amministratrice")],
    ["axe would notice a label that is missing", wouldNotice],
    ["the weight of the pages", weight],
];

const album = (scripts) => ({ scripts, album: `layout-${scripts ? "scripts" : "no-scripts"}` });

function focused(page) {
    return page.evaluate(() => {
        const it = document.activeElement;
        const box = it.getBoundingClientRect();
        return { id: it.id, name: it.name, value: it.value, text: it.innerText?.trim(), seen: box.width > 1 && box.height > 1 && box.top >= 0, inMain: Boolean(it.closest("main")) };
    });
}

async function skipLinks(t, scripts) {
    const visitor = await t.welcome(Visitor.open(t.browser, t.world, album(scripts)));
    const { page } = visitor;
    for (const path of ["/it", "/it/servizi/cila", "/it/accesso"]) {
        await t.step(`${path}: to the content`, async () => {
            await visitor.go(path);
            await page.keyboard.press("Tab");
            const link = await focused(page);
            assert.equal(link.text, "Vai ai contenuti");
            assert.ok(link.seen, "seen as soon as it has the focus");
            await page.keyboard.press("Enter");
            assert.equal((await focused(page)).id, "contenuto");
            await page.keyboard.press("Tab");
            assert.ok((await focused(page)).inMain, "the next stop is in the content");
        });
        await t.step(`${path}: to the footer`, async () => {
            await visitor.go(path);
            await page.keyboard.press("Tab");
            await page.keyboard.press("Tab");
            assert.equal((await focused(page)).text, "Vai al piè di pagina");
            await page.keyboard.press("Enter");
            assert.equal((await focused(page)).id, "pie-di-pagina");
        });
    }
}

/** Presses Tab until something has the focus; says what was passed. */
async function tabTo(page, what, matches, most = 40) {
    const passed = [];
    for (let pressed = 0; pressed < most; pressed += 1) {
        await page.keyboard.press("Tab");
        const now = await focused(page);
        if (matches(now)) return now;
        passed.push(now.name || now.text);
    }
    throw new Error(`${what} is not reached by Tab; passed ${passed.join(", ")}`);
}

async function byKeyboard(t, scripts, who) {
    const visitor = await t.welcome(person(t.browser, t.world, who, album(scripts)));
    const { page } = visitor;
    const draft = await newDraft(visitor);
    await t.step("every question, in its order", async () => {
        await visitor.go(`/it/pratiche/${draft}/passi/immobile`);
        const names = await page.locator("main form.portal-form [name]:not([type=hidden]):not(button)").evaluateAll((all) => [...new Set(all.map((it) => it.name))]);
        assert.deepEqual(names, Object.keys(property));
        for (const [index, name] of names.entries()) {
            // One press from question to question: nothing hidden takes the focus in between.
            const stop = await tabTo(page, name, (now) => now.name === name, index === 0 ? 40 : 1);
            assert.ok(stop.seen, `${name} can be seen`);
            assert.ok(await ring(page), `${name} shows that it has the focus`);
            if (name === "destinazione_uso") await page.keyboard.press("Space");
            else await page.keyboard.type(property[name]);
        }
    });
    await t.step("and on with Enter", async () => {
        const button = await tabTo(page, "the button", (now) => now.text === "Salva e continua", 1);
        assert.ok(button.seen);
        assert.ok(await ring(page), "the button shows that it has the focus");
        await Promise.all([page.waitForURL(/particelle~1$/), page.keyboard.press("Enter")]);
        await visitor.see("after-keyboard");
    });
    await t.step("Enter in a field sends the page on, not back", async () => {
        await visitor.go(`/it/pratiche/${draft}/passi/immobile`);
        await page.focus("[name=interno]");
        await Promise.all([page.waitForURL(/particelle~1$/), page.keyboard.press("Enter")]);
    });
}

/** Whether what has the focus, or what is drawn for it, has an outline or a shadow. */
function ring(page) {
    return page.evaluate(() => {
        const it = document.activeElement;
        const drawn = [[it], [it.labels?.[0]], [it.labels?.[0], "::before"], [it.labels?.[0], "::after"]];
        return drawn.some(([element, part]) => {
            if (!element) return false;
            const style = getComputedStyle(element, part);
            return (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== "none";
        });
    });
}

async function wouldNotice(t) {
    const visitor = await t.welcome(person(t.browser, t.world, "comunicazione", album(true)));
    await newDraft(visitor);
    await t.step("a label taken away is reported", async () => {
        await visitor.go(visitor.path);
        const reported = await control(visitor.page);
        assert.ok(reported.length === 1, `axe reported ${reported.length} labels`);
    });
}

const weighed = new Set(["document", "stylesheet", "font", "script", "fetch", "xhr"]);

/** Bytes on the line of each kind, for a browser that has nothing yet. */
async function weigh(page, url) {
    const requests = [];
    const listen = (request) => requests.push(request);
    page.on("requestfinished", listen);
    await page.goto(url, { waitUntil: "networkidle" });
    page.off("requestfinished", listen);
    const bytes = {};
    for (const request of requests.filter((request) => weighed.has(request.resourceType()))) {
        const kind = request.url().endsWith(".wasm") ? "wasm" : request.resourceType();
        bytes[kind] = (bytes[kind] ?? 0) + (await request.sizes()).responseBodySize;
    }
    return bytes;
}

async function weight(t) {
    const owner = await t.welcome(person(t.browser, t.world, "istruttrice", album(true)));
    const draft = await newDraft(owner);
    const office = await owner.page.goto(`${t.world.url}/it/ufficio`).then(() => owner.page.locator("main tbody a").first().getAttribute("href"));
    const state = await owner.context.storageState();
    const paths = ["/it", "/it/servizi/cila", `/it/pratiche/${draft}/passi/tecnici`, `/it/pratiche/${draft}/documenti`, `/it/pratiche/${draft}/riepilogo`, office];
    let heaviest = { kb: 0 };
    for (const path of paths) {
        await t.step(path.replace(/[0-9a-f-]{36}/, "…"), async () => {
            const context = await t.browser.newContext({ storageState: state });
            const bytes = await weigh(await context.newPage(), t.world.url + path);
            await context.close();
            assert.ok(bytes.document && bytes.stylesheet && bytes.font, JSON.stringify(bytes));
            if (path.endsWith("/documenti")) assert.ok(bytes.wasm, "the island is there");
            const kb = Object.values(bytes).reduce((sum, one) => sum + one, 0) / 1024;
            if (kb > heaviest.kb) heaviest = { kb, path, bytes };
        });
    }
    const row = { name: "page_weight_kb", ours: Number(heaviest.kb.toFixed(1)), floor: limit, ratio: Number((limit / heaviest.kb).toFixed(2)), unit: "KB compressed", page: heaviest.path.replace(/[0-9a-f-]{36}/, "…"), bytes: heaviest.bytes };
    writeFileSync(join(artifacts, "page_weight.json"), `${JSON.stringify(row)}\n`);
    await t.step(`page_weight_kb ${row.ours} of ${limit} (${row.page}: ${Object.entries(row.bytes).map(([kind, n]) => `${kind} ${(n / 1024).toFixed(1)}`).join(", ")})`, () => assert.ok(heaviest.kb <= limit));
}
