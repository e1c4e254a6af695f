// The journeys in a real browser. `node run.mjs [WORD…]` runs those whose name contains a word.
//
// SPORTELLO_CHROMIUM, SPORTELLO_NGINX: where they are. SPORTELLO_TEST_POSTGRES: a server on which the portal
// behind the proxy keeps its data. SPORTELLO_BINARIES: the folder of `sportello` and `sportello-sandbox`.
// SPORTELLO_SKIPPED: a file that is told what was left out.
import { appendFileSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

import { removeFiles } from "./files.mjs";
import { launch, seen } from "./visitor.mjs";
import { World, artifacts, stopAll } from "./world.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const wanted = process.argv.slice(2);
/** Journeys at the same time: most of the waiting is the browser's. */
const atOnce = 2;
const started = Date.now();
const failures = [];

function seconds(from) {
    return `${((Date.now() - from) / 1000).toFixed(1)} s`;
}

function longest(spec) {
    return Number(/^(cases|proxy)\./.test(spec));
}

async function journeys() {
    const specs = readdirSync(join(here, "tests")).filter((name) => name.endsWith(".spec.mjs"));
    // The long ones first, so that nothing waits for one of them at the end.
    specs.sort((a, b) => longest(b) - longest(a) || a.localeCompare(b));
    const all = [];
    for (const spec of specs) {
        const room = spec.replace(".spec.mjs", "");
        const { default: told } = await import(`./tests/${spec}`);
        for (const [name, run] of told) all.push({ name: `${room}: ${name}`, run });
    }
    return all.filter(({ name }) => wanted.length === 0 || wanted.some((word) => name.includes(word)));
}

/** Longer than any journey takes on a busy machine. One that waits for what never comes would hold up all others for ever. */
const longestMs = 10 * 60_000;

/** What a promise comes to, or a failure that says what was waited for too long. */
async function within(ms, what, promise) {
    let timer;
    const late = new Promise((_, reject) => {
        timer = setTimeout(() => reject(new Error(`${what} took more than ${ms / 1000} s`)), ms);
    });
    try {
        return await Promise.race([promise, late]);
    } finally {
        clearTimeout(timer);
    }
}

/** Runs one journey; its steps are printed together when it ends. */
async function run(journey, world, browser) {
    const from = Date.now();
    const lines = [];
    const visitors = [];
    let here = "?";
    const step = async (name, act) => {
        const begun = Date.now();
        here = name;
        try {
            const value = await act();
            lines.push(`    ✓ ${name} · ${seconds(begun)}`);
            return value;
        } catch (error) {
            error.step ??= name;
            throw error;
        }
    };
    // A visitor told here is photographed on failure and leaves at the end.
    const welcome = async (visitor) => {
        const come = await visitor;
        visitors.push(come);
        return come;
    };
    const skip = (why) => {
        lines.push(`    – skipped: ${why}`);
        if (process.env.SPORTELLO_SKIPPED) appendFileSync(process.env.SPORTELLO_SKIPPED, `in the browser, ${journey.name}: ${why}\n`);
    };
    try {
        await within(longestMs, "the journey", journey.run({ world, browser, step, welcome, skip }));
        console.log([`✓ ${journey.name} · ${seconds(from)}`, ...lines].join("\n"));
    } catch (error) {
        failures.push(journey.name);
        const where = [];
        for (const [index, visitor] of visitors.entries()) {
            const picture = join(artifacts, `failed-${journey.name.replace(/\W+/g, "-")}-${index}.png`);
            await within(30_000, "the picture", visitor.page.screenshot({ path: picture, fullPage: true })).catch(() => {});
            where.push(`      at ${visitor.page.url()} (${picture})`);
        }
        console.log([`✗ ${journey.name} · ${seconds(from)}`, ...lines, `    ✗ ${error.step ?? here}`, ...where, indented(error.stack)].join("\n"));
    } finally {
        for (const visitor of visitors) await within(30_000, "closing", visitor.close()).catch(() => {});
    }
}

function indented(text) {
    return text.replace(/^/gm, "      ");
}

async function main() {
    rmSync(artifacts, { recursive: true, force: true });
    mkdirSync(artifacts, { recursive: true });
    const waiting = await journeys();
    if (waiting.length === 0) throw new Error(`no journey has ${wanted.join(" or ")} in its name`);
    const [world, browser] = await Promise.all([World.open("main"), launch()]);
    console.log(`» portal with the demo's cases and browser ${browser.version()} · ${seconds(started)}`);
    const worker = async () => {
        for (let next = waiting.shift(); next; next = waiting.shift()) await run(next, world, browser);
    };
    await Promise.all(Array.from({ length: atOnce }, worker));
    await within(30_000, "closing the browser", browser.close()).catch(() => {});
}

process.once("SIGINT", () => stopAll().then(() => process.exit(130)));
process.once("SIGTERM", () => stopAll().then(() => process.exit(143)));
try {
    await main();
} catch (error) {
    failures.push("start");
    console.log(`✗ ${error.stack}`);
} finally {
    await stopAll();
    removeFiles();
}
console.log(`» ${seen.pages} pages judged, pictures in end2end/artifacts · ${seconds(started)}`);
if (failures.length > 0) console.log(`✗ failed: ${failures.join("; ")}`);
// Also where something waits still.
process.exit(failures.length > 0 ? 1 : 0);
