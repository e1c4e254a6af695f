// Browser and portal on different host names, nginx between them; the data on PostgreSQL where there is one.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";

import { answerAll, otherDocuments } from "../cila.mjs";
import { files } from "../files.mjs";
import { logIn } from "../people.mjs";
import { Proxy, nginx } from "../proxy.mjs";
import { Visitor } from "../visitor.mjs";
import { World, freePort, until } from "../world.mjs";

const host = "sportello.localhost";

export default [["a portal behind nginx, under another name", behindNginx]];

/** A database of its own on the server of the tests; undefined = the embedded one. */
function database() {
    const server = process.env.SPORTELLO_TEST_POSTGRES;
    if (!server) return undefined;
    const name = `e2e_${randomBytes(6).toString("hex")}`;
    execFileSync("psql", [server, "--quiet", "--command", `CREATE DATABASE ${name}`], { stdio: ["ignore", "ignore", "inherit"] });
    const url = new URL(server);
    url.pathname = `/${name}`;
    return url.href;
}

async function behindNginx(t) {
    if (!nginx) return t.skip("nginx is not installed");
    const port = await freePort();
    const publicUrl = `http://${host}:${port}`;
    const stored = database();
    const world = await t.step(`the portal, ${stored ? "on PostgreSQL" : "on SQLite"}`, () => World.open("behind-nginx", { publicUrl, database: stored, empty: true }));
    try {
        for (const [keepHost, scripts, who] of [[true, true, "proprietaria"], [false, true, "inquilina"], [true, false, "impresa"]]) {
            const proxy = await Proxy.open({ host, port, portal: world.listen, keepHost });
            try {
                const how = `${keepHost ? "Host passed on" : "Host changed"}, ${scripts ? "with" : "without"} JavaScript`;
                await t.step(how, () => fileCila(t, world, proxy, { scripts, who }));
            } finally {
                await proxy.stop();
            }
        }
    } finally {
        await world.stop();
    }
}

async function fileCila(t, world, proxy, { scripts, who }) {
    const visitor = await t.welcome(Visitor.open(t.browser, world, { scripts, album: "proxy" }));
    const { page } = visitor;
    const puts = [];
    page.on("response", (response) => {
        if (response.request().method() === "PUT") puts.push([new URL(response.url()), response.status()]);
    });
    await visitor.go("/it/servizi/cila/inizia");
    await logIn(visitor, who);
    await answerAll(visitor);
    const others = otherDocuments.map((slot) => [slot, files().drawing]);
    for (const [slot, file] of [["elaborato", files().large], ...others, ["relazione", files().signed]]) {
        await page.setInputFiles(`#file-${slot}`, file);
        await page.locator(`#carica-${slot} button`).click();
        await page.locator(`#documento-${slot} .portal-file`).getByText("Controllato").waitFor({ timeout: 30_000 });
    }
    await visitor.see(`documents-${who}`);
    if (scripts) {
        assert.equal(puts.length, 4 + others.length, "three parts, and one for each other file");
        for (const [url, status] of puts) assert.deepEqual([url.origin, status], [world.url, 200], "parts go to the public host");
    }
    await visitor.follow("Vai al riepilogo");
    await visitor.press("Conferma e invia");
    await visitor.see(`confirmation-${who}`);
    await visitor.follow("Segui la pratica");
    const receipt = page.getByRole("link", { name: "Scarica la ricevuta (PDF)" });
    await until("the receipt is there", async () => {
        if (await receipt.isVisible()) return true;
        await page.reload();
        return false;
    });
    assert.equal((await download(page, receipt)).subarray(0, 5).toString(), "%PDF-");
    const large = page.locator("main .portal-file-name a", { hasText: "fotografie.pdf" });
    assert.ok((await download(page, large)).equals(readFileSync(files().large)), "the very bytes");
    assert.doesNotMatch(proxy.log, /X-Amz-Signature/, "signed addresses are not logged");
    visitor.quiet();
}

/** The bytes behind a link, fetched by the browser itself through the proxy. */
async function download(page, link) {
    const href = await link.getAttribute("href");
    const found = await page.evaluate(async (href) => {
        const answer = await fetch(href);
        const bytes = new Uint8Array(await answer.arrayBuffer());
        let text = "";
        for (let at = 0; at < bytes.length; at += 32768) text += String.fromCharCode(...bytes.subarray(at, at + 32768));
        return { origin: new URL(answer.url).origin, status: answer.status, base64: btoa(text) };
    }, href);
    assert.equal(found.status, 200, href);
    assert.equal(found.origin, new URL(page.url()).origin, "files come from the public host");
    return Buffer.from(found.base64, "base64");
}
