// Somebody in a browser. What every page of the portal must be is judged here, for each page seen.
import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { chromium } from "playwright-core";

import { Auditor, violations } from "./axe.mjs";
import { artifacts } from "./world.mjs";

const desktop = { width: 1280, height: 900 };
const phone = { width: 390, height: 844 };
/** The narrowest screen: 400 % zoom on a desktop. */
const narrow = { width: 320, height: 640 };

export async function launch(tries = 3) {
    const executablePath = process.env.SPORTELLO_CHROMIUM ?? "/usr/bin/chromium";
    try {
        return await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"] });
    } catch (error) {
        // A browser that crashes before it has seen a page says nothing of the portal.
        if (tries <= 1) throw error;
        console.log(`the browser did not start, once more: ${error.message.split("\n")[0]}`);
        return launch(tries - 1);
    }
}

/** Pages judged in this run, and the heaviest of them. */
export const seen = { pages: 0 };

export class Visitor {
    /** `scripts`: whether the browser runs JavaScript. `album`: the folder of the screenshots. */
    static async open(browser, world, { scripts = true, album, lang = "it" }) {
        const visitor = new Visitor();
        const context = await browser.newContext({
            javaScriptEnabled: scripts,
            viewport: desktop,
            locale: lang === "it" ? "it-IT" : "en-GB",
            acceptDownloads: true,
        });
        // Long enough for a busy machine: a journey judges what a page does; how fast it is, the benches measure.
        context.setDefaultTimeout(30_000);
        Object.assign(visitor, { browser, world, context, scripts, lang });
        visitor.album = join(artifacts, album ?? (scripts ? "scripts" : "no-scripts"));
        mkdirSync(visitor.album, { recursive: true });
        visitor.complaints = [];
        visitor.page = await visitor.tab();
        if (!scripts) visitor.auditor = await Auditor.open(browser, world.url);
        return visitor;
    }

    /** One more tab of the same browser. */
    async tab() {
        const page = await this.context.newPage();
        const complain = (line) => this.complaints.push(`${line} (on ${page.url()})`);
        page.on("pageerror", (error) => complain(`error in a script: ${error.message}`));
        page.on("console", (message) => {
            // Answers that are no success are judged below, with what was asked for.
            if (message.type() === "error" && !message.text().startsWith("Failed to load resource")) {
                complain(`console: ${message.text()}`);
            }
        });
        page.on("response", (response) => {
            const request = response.request();
            if (!request.url().startsWith(this.world.url)) return;
            if (request.isNavigationRequest()) {
                if (response.status() < 300 || response.status() >= 400) {
                    page.lastAnswer = { status: response.status(), headers: response.headers(), body: response.text().catch(() => undefined) };
                }
            } else if (response.status() >= 400 && !this.expected?.(response)) {
                complain(`${response.status()} for ${request.url()}`);
            }
        });
        return page;
    }

    async close() {
        await this.auditor?.context.close();
        await this.context.close();
    }

    /** Opens an address of the portal. */
    async go(path) {
        await this.page.goto(this.world.url + path);
    }

    get path() {
        return this.page.url().replace(this.world.url, "");
    }

    /** Presses the button of the page's content with these words. */
    async press(words) {
        const named = (includeHidden) => this.page.locator("main").getByRole("button", { name: words, includeHidden }).first();
        await this.unfold(named(true), async () => (await named(false).count()) > 0);
        await named(false).click();
    }

    /** The form of an event on the open page of a case, and of the body that it is about; opened where it is closed. */
    async act(event, body) {
        const of = body ? `:has(input[type=hidden][name=ente][value="${body}"])` : "";
        const form = this.page.locator(`form[action$="/eventi/${event}"]${of}`).first();
        await this.unfold(form);
        return form;
    }

    /** Opens what is closed around something, as a reader does, unless `seen` says that there is no need. */
    async unfold(target, seen = async () => false) {
        await target.waitFor({ state: "attached" });
        if (await seen()) return;
        const closed = target.locator("xpath=ancestor::details[not(@open)]");
        while ((await closed.count()) > 0) await closed.first().locator("xpath=./summary").click();
    }

    /** Follows the link of the page's content with these words. */
    async follow(words) {
        await this.page.locator("main").getByRole("link", { name: words }).first().click();
    }

    /** The words of the page's content. */
    async words() {
        // A page that has begun to arrive may not be whole yet.
        await this.page.waitForLoadState("domcontentloaded");
        return this.page.locator("main").innerText();
    }

    async says(pattern) {
        // Before the eighth and the eleventh the article is another: what is looked for has the usual one.
        const day = "(?=(?:8|11) \\p{L}+ \\d{4})";
        const words = (await this.words())
            .replace(/\s+/g, " ")
            .replace(new RegExp(`(?<=\\b(?:[Aa]|[Dd]a|[Dd]e))ll’${day}`, "gu"), "l ")
            .replace(new RegExp(`(?<!\\p{L})l’${day}`, "gu"), "il ");
        assert.match(words, pattern instanceof RegExp ? pattern : new RegExp(escaped(pattern)));
    }

    /** Fails on anything that the browser complained about since the last look. */
    quiet() {
        const complaints = this.complaints.splice(0);
        assert.deepEqual(complaints, [], "the browser complains");
    }

    /**
     * Judges the page that is open and keeps its picture: status, language, title, header, footer, one
     * heading, nothing inline, axe, no scrolling sideways at 320 px.
     */
    async see(name, { status = 200, page = this.page } = {}) {
        const answer = page.lastAnswer;
        assert.equal(answer.status, status, `status of ${name}`);
        const html = (await answer.body) ?? (await page.content());
        judgeHtml(name, html, this.lang);
        await this.judgeFrame(name, page);
        const faults = this.scripts ? await violations(page) : await this.auditor.violations(html);
        await this.picture(name, page);
        assert.deepEqual(faults, [], `axe on ${name}`);
        this.quiet();
        seen.pages += 1;
    }

    async judgeFrame(name, page) {
        const found = await page.evaluate(() => ({
            lang: document.documentElement.lang,
            title: document.title,
            h1: document.querySelectorAll("h1").length,
            landmarks: ["header.it-header-wrapper", "main#contenuto", "footer.it-footer"].filter((it) => !document.querySelector(it)),
        }));
        assert.equal(found.lang, this.lang, `language of ${name}`);
        assert.match(found.title, / – Comune di Roccascura$/, `title of ${name}`);
        assert.equal(found.h1, 1, `one main heading on ${name}`);
        assert.deepEqual(found.landmarks, [], `parts that ${name} lacks`);
    }

    async picture(name, page) {
        const shoot = (width) => page.screenshot({ path: join(this.album, `${name}-${width}.png`), fullPage: true });
        await shoot(desktop.width);
        await page.setViewportSize(phone);
        await shoot(phone.width);
        await page.setViewportSize(narrow);
        const wide = await page.evaluate(() => {
            const most = document.documentElement.clientWidth;
            const beyond = [...document.querySelectorAll("body *")].filter((it) => it.getBoundingClientRect().right > most + 1 && !it.closest(".visually-hidden, .visually-hidden-focusable"));
            const scrolls = document.documentElement.scrollWidth > most;
            return scrolls ? beyond.slice(0, 3).map((it) => `${it.tagName}.${it.className}`) : undefined;
        });
        await page.setViewportSize(desktop);
        assert.equal(wide, undefined, `${name} scrolls sideways at 320 px: ${wide}`);
    }
}

/** What is true of the page before any script runs. */
export function judgeHtml(name, html, lang) {
    assert.match(html, /^<!DOCTYPE html>/i, `${name} begins with its document type`);
    assert.match(html, new RegExp(`<html lang="${lang}"`), `${name} says its language`);
    for (const script of html.match(/<script\b[^>]*>[^<]*/gi) ?? []) {
        assert.match(script, /\bsrc="\/[^"]+"[^>]*>$/, `inline script on ${name}: ${script}`);
    }
    assert.doesNotMatch(html, /<[^>]+\s(?:on[a-z]+|style)=["']/i, `inline handler or style on ${name}`);
    assert.doesNotMatch(html, /javascript:/i, `script address on ${name}`);
    for (const part of ["<header", "<main", "<h1", "<footer"]) {
        assert.ok(html.includes(part), `${name} is complete before any script: ${part}`);
    }
}

function escaped(text) {
    return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
