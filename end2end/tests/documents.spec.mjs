// Files that are wrong, large, or somebody else's.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";

import { newDraft } from "../cila.mjs";
import { files } from "../files.mjs";
import { person } from "../people.mjs";
import { until } from "../world.mjs";

export default [
    ["a self-referencing PDF is for a person to look at", selfReferencing],
    ["a file in three parts, and one that is cancelled", inParts],
];

async function selfReferencing(t) {
    const visitor = await t.welcome(person(t.browser, t.world, "inquilina", { scripts: false, album: "documents" }));
    const draft = await t.step("a draft", () => newDraft(visitor));
    await t.step("it is taken, and said what it is", async () => {
        await visitor.go(`/it/pratiche/${draft}/documenti`);
        await visitor.page.setInputFiles("#file-altri", files().selfReferencing);
        await visitor.page.locator("#carica-altri button").click();
        const row = visitor.page.locator("#documento-altri .portal-file", { hasText: "bomba.pdf" });
        await row.waitFor();
        await until("its check ends", async () => {
            if (/Controllo in corso/.test(await row.innerText())) await visitor.page.reload();
            return !/Controllo in corso/.test(await row.innerText());
        });
        assert.match(await row.innerText(), /Da esaminare in ufficio/);
        await visitor.see("self-referencing");
    });
    await t.step("the portal still answers", async () => {
        await visitor.go("/it/area-personale");
        await visitor.see("after-self-referencing");
    });
}

async function inParts(t) {
    const visitor = await t.welcome(person(t.browser, t.world, "impresa", { album: "documents" }));
    const { page } = visitor;
    const draft = await newDraft(visitor);
    const puts = [];
    page.on("request", (request) => {
        if (request.method() === "PUT") puts.push(request.url());
    });
    await t.step("three parts go to the store, past the portal's forms", async () => {
        await visitor.go(`/it/pratiche/${draft}/documenti`);
        await page.setInputFiles("#file-altri", files().large);
        await page.locator("#carica-altri button").click();
        const row = page.locator("#documento-altri .portal-file", { hasText: "fotografie.pdf" });
        await row.waitFor({ timeout: 30_000 });
        assert.equal(new Set(puts.map((url) => new URL(url).searchParams.get("partNumber"))).size, 3);
        assert.ok(puts.every((url) => new URL(url).origin === visitor.world.url && new URL(url).pathname.startsWith("/oggetti/")));
        visitor.quiet();
    });
    await t.step("a line that breaks is tried again by itself", async () => {
        let broken = 0;
        await page.route("**/oggetti/**", (route) => (broken++ === 0 ? route.abort("connectionreset") : route.continue()));
        await page.setInputFiles("#file-elaborato", files().drawing);
        await page.locator("#carica-elaborato button").click();
        await page.locator("#documento-elaborato .portal-file").waitFor({ timeout: 15_000 });
        assert.ok(broken >= 2, "the first try was broken");
        await page.unroute("**/oggetti/**");
        visitor.complaints.length = 0;
    });
    await t.step("a line that stays broken: trying again goes on from the part that did not arrive", async () => {
        const number = (url) => new URL(url).searchParams.get("partNumber");
        puts.length = 0;
        await visitor.go(`/it/pratiche/${draft}/documenti`);
        await page.waitForLoadState("networkidle");
        await page.route("**/oggetti/**", (route) => (number(route.request().url()) === "2" ? route.abort("connectionreset") : route.continue()));
        const other = Buffer.concat([readFileSync(files().large), Buffer.from("% other bytes")]);
        await page.setInputFiles("#file-altri", { name: "altre.pdf", mimeType: "application/pdf", buffer: other });
        await page.locator("#carica-altri button").click();
        const again = page.getByRole("button", { name: /^Riprova – altre/ });
        await again.waitFor({ timeout: 30_000 });
        await page.locator("#documento-altri .portal-queue").getByText(/si è interrotto/).first().waitFor();
        await page.unroute("**/oggetti/**");
        await again.click();
        await page.locator("#documento-altri .portal-file", { hasText: "altre.pdf" }).waitFor({ timeout: 30_000 });
        assert.equal(puts.filter((url) => number(url) === "1").length, 1, "what had arrived is not sent again");
        visitor.complaints.length = 0;
    });
    await t.step("cancelled before its bytes leave, they do not leave", async () => {
        const before = puts.length;
        let release;
        await page.route("**/parti/*", async (route) => {
            await new Promise((resolve) => (release = resolve));
            await route.continue();
        });
        await page.setInputFiles("#file-relazione", files().signed);
        await page.locator("#carica-relazione button").click();
        await until("the portal is asked where to put them", () => release);
        await cancel(page);
        release();
        await said(page, /annullato/);
        assert.equal(puts.length, before);
        await page.unroute("**/parti/*");
    });
    await t.step("cancelled on the way, it is gone, and can begin again", async () => {
        let held = false;
        await page.route("**/oggetti/**", () => (held = true));
        await page.getByRole("button", { name: /^Riprova – relazione/ }).click();
        await until("it is on its way", () => held);
        await cancel(page);
        await said(page, /annullato/);
        await page.unroute("**/oggetti/**");
        await page.getByRole("button", { name: /^Riprova – relazione/ }).click();
        await page.locator("#documento-relazione .portal-file").waitFor();
        visitor.complaints.length = 0;
    });
    await t.step("a draft can be thrown away", async () => {
        await visitor.go(`/it/pratiche/${draft}/elimina`);
        await visitor.see("discard");
        await visitor.press("Elimina la bozza");
        await visitor.says("Abbiamo eliminato la bozza");
        await visitor.see("discarded");
    });
}

async function cancel(page) {
    await page.getByRole("button", { name: /^Annulla – relazione/ }).click();
}

async function said(page, words) {
    await page.locator("#documento-relazione .portal-queue").getByText(words).first().waitFor();
}
