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
 * Judges HTML that was read without scripts: axe itself needs them, so the same HTML is written into a
 * page where axe can run and the portal's own scripts, taken out, cannot.
 */
export class Auditor {
    static async open(browser, origin) {
        const auditor = new Auditor();
        auditor.context = await browser.newContext();
        auditor.page = await auditor.context.newPage();
        // Any address of the portal: style and fonts are then its own.
        await auditor.page.goto(`${origin}/robots.txt`);
        return auditor;
    }

    async violations(html) {
        await this.page.setContent(html.replace(/<script\b[^>]*><\/script>/g, ""), { waitUntil: "load" });
        return violations(this.page);
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
