// axe on a page. Zero violations is the rule; `control` proves that the rule would notice one.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const source = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "EN-301-549", "best-practice"];

/** The violations of the page as it stands, one line each. */
export async function violations(page) {
    await page.evaluate(source);
    const { violations } = await page.evaluate(
        (values) => globalThis.axe.run(document, { runOnly: { type: "tag", values }, resultTypes: ["violations"] }),
        tags,
    );
    return violations.map(
        ({ id, help, nodes }) => `${id}: ${help} at ${nodes.slice(0, 3).map((node) => node.target.join(" ")).join(", ")}`,
    );
}

/**
 * The same for HTML that was read without scripts: shown again in a page where axe can run and the
 * portal's own scripts cannot.
 */
export async function violationsOf(browser, url, html) {
    const context = await browser.newContext();
    try {
        const page = await context.newPage();
        await page.route("**/*", (route) => {
            const request = route.request();
            if (request.url() === url) return route.fulfill({ contentType: "text/html; charset=utf-8", body: html });
            return request.resourceType() === "script" ? route.abort() : route.continue();
        });
        await page.goto(url, { waitUntil: "load" });
        return await violations(page);
    } finally {
        await context.close();
    }
}

/** Takes the label of the first field away: axe must say so. */
export async function control(page) {
    await page.evaluate(() => {
        const field = document.querySelector("main input[type=text], main textarea");
        document.querySelector(`label[for="${field.id}"]`).remove();
    });
    return (await violations(page)).filter((line) => line.startsWith("label:"));
}
