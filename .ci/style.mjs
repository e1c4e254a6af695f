// Makes target/style/style.css: Sass, then without the rules no page uses, then minified.
// Each half is skipped when what it reads has not changed.
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, readdirSync, renameSync, statSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync } from "node:zlib";

const root = resolve(dirname(fileURLToPath(import.meta.url)), "..");
const style = join(root, "style");
const out = join(root, "target/style");
const fromStyle = createRequire(join(style, "package.json"));

// Where class names are written. They must stand there as literals: `btn-primary`, never `btn-` + kind.
const places = ["app/src", "server/src", "server/templates", "server/domain/src"];
const readable = /\.(rs|html|svg|ftl)$/;
// Names that a source puts together all the same.
const keep = [/^alert-(success|info|warning|danger)$/];

mkdirSync(out, { recursive: true });
const started = Date.now();
const full = await sassed();
const words = wordsOfPages();
const made = digest([full.key, words, readFileSync(fileURLToPath(import.meta.url))]);
if (noted("style.key") === made) {
    console.log("  style: nothing it is made of has changed");
} else {
    const css = await purgedAndMinified(full.css, words);
    write("style.css", css);
    write("style.key", made);
    const kb = (bytes) => (bytes / 1024).toFixed(1);
    console.log(`  style: ${kb(css.length)} KB, ${kb(brotliCompressSync(css).length)} KB brotli, in ${((Date.now() - started) / 1000).toFixed(1)} s`);
}

/** The compiled Sass, from the last run where its sources are the same. */
async function sassed() {
    const sources = readdirSync(style).filter((name) => name.endsWith(".scss")).sort();
    const key = digest([...sources, "package-lock.json"].map((name) => readFileSync(join(style, name))));
    if (noted("full.key") === key) return { key, css: noted("full.css") };
    const sass = fromStyle("sass");
    const { css } = sass.compile(join(style, "main.scss"), {
        loadPaths: [join(style, "node_modules/bootstrap-italia/src/scss"), join(style, "node_modules")],
        style: "expanded",
        charset: false,
        // The design system is written for Sass 1; what Sass 3 will refuse is not ours to mend.
        silenceDeprecations: ["import", "global-builtin", "color-functions", "if-function", "abs-percent"],
        quietDeps: true,
        logger: sass.Logger.silent,
    });
    write("full.css", css);
    write("full.key", key);
    return { key, css };
}

/** Every word of the sources that hold markup, comment lines left out, each once. */
function wordsOfPages() {
    const words = new Set();
    for (const place of places) {
        for (const file of filesUnder(join(root, place))) {
            const text = readFileSync(file, "utf8").replace(/^\s*\/\/.*$/gm, "");
            for (const word of text.match(/[A-Za-z0-9_-]+/g) ?? []) words.add(word);
        }
    }
    return [...words].sort().join(" ");
}

async function purgedAndMinified(css, words) {
    const { PurgeCSS } = fromStyle("purgecss");
    const [purged] = await new PurgeCSS().purge({
        content: [{ raw: words, extension: "txt" }],
        css: [{ raw: css }],
        variables: true,
        keyframes: true,
        safelist: { standard: keep, variables: ["--bootstrap-italia-version"] },
    });
    const { transform, browserslistToTargets } = fromStyle("lightningcss");
    const targets = browserslistToTargets(["chrome 90", "firefox 90", "safari 14"]);
    const { code } = transform({ filename: "style.css", code: Buffer.from(purged.css), minify: true, targets });
    return code;
}

function filesUnder(folder) {
    let entries;
    try {
        entries = readdirSync(folder, { withFileTypes: true, recursive: true });
    } catch {
        return [];
    }
    return entries
        .filter((entry) => entry.isFile() && readable.test(entry.name))
        .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
        .filter((file) => statSync(file).size < 1_000_000)
        .sort();
}

function noted(name) {
    try {
        return readFileSync(join(out, name), "utf8");
    } catch {
        return undefined;
    }
}

/** In one move, so that a reader never finds half a file. */
function write(name, content) {
    writeFileSync(join(out, `${name}.new`), content);
    renameSync(join(out, `${name}.new`), join(out, name));
}

function digest(parts) {
    const hash = createHash("sha256");
    for (const part of parts) hash.update(part).update("\0");
    return hash.digest("hex").slice(0, 16);
}
