// Puts everything the browser fetches into target/site/, under names that change with the content:
// style sheet, fonts, icons, scripts, wasm, public/. Beside each compressible file stand `.br` and `.gz`.
// target/site/manifest.json leads from logical names (`style.css`) to hashed ones (`style-1a2b3c4d.css`).
// Works without the wasm: the pages are complete without it.
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { basename, dirname, extname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const root = resolve(dirname(fileURLToPath(import.meta.url)), "..");
const target = join(root, "target");
const site = join(target, "site");
const designSystem = join(root, "style/node_modules/bootstrap-italia/dist");
const mostIcons = 40;
const compressible = new Set([".css", ".js", ".json", ".svg", ".txt", ".wasm", ".webmanifest", ".xml"]);

const started = Date.now();
const manifest = {};
const wanted = new Set(["manifest.json"]);

addFonts();
addStyle();
add("icons.svg", sprite());
addPublic(join(root, "public"));
addWasm(join(target, "wasm/pkg"));
put("manifest.json", JSON.stringify(sorted(manifest), null, 2) + "\n");
const removed = sweep();
console.log(`  assets: ${Object.keys(manifest).length} files, ${removed} old ones removed, in ${((Date.now() - started) / 1000).toFixed(1)} s`);
if (!manifest["pkg/follow.wasm"]) console.log("  assets: no wasm yet; the pages work without it");

function addFonts() {
    const folder = join(designSystem, "fonts/Titillium_Web");
    for (const cut of ["regular", "600", "700"]) {
        add(`fonts/titillium-web-${cut}.woff2`, readFileSync(join(folder, `titillium-web-v10-latin-ext_latin-${cut}.woff2`)));
    }
    add("fonts/OFL.txt", readFileSync(join(folder, "OFL.txt")));
}

/** The style sheet, with the hashed names of the fonts; all lie under one folder, so addresses are relative. */
function addStyle() {
    const css = readFileSync(join(target, "style/style.css"), "utf8");
    add("style.css", css.replace(/url\(["']?(fonts\/[^"')]+)["']?\)/g, (_, font) => {
        if (!manifest[font]) throw new Error(`the style sheet names ${font}, which is no asset`);
        return `url(${manifest[font]})`;
    }));
}

/** The symbols named in style/icons.txt, cut from the design system's sprite. */
function sprite() {
    const names = readFileSync(join(root, "style/icons.txt"), "utf8").split("\n").map((line) => line.replace(/#.*/, "").trim()).filter(Boolean);
    if (names.length > mostIcons) throw new Error(`style/icons.txt names ${names.length} icons, more than ${mostIcons}`);
    const whole = readFileSync(join(designSystem, "svg/sprites.svg"), "utf8");
    const symbols = new Map([...whole.matchAll(/<symbol id="([^"]+)".*?<\/symbol>/gs)].map((found) => [found[1], found[0]]));
    const unknown = names.filter((name) => !symbols.has(name));
    if (unknown.length > 0) throw new Error(`bootstrap-italia has no icon called ${unknown.join(", ")} (style/icons.txt)`);
    return `<svg xmlns="http://www.w3.org/2000/svg">${names.map((name) => symbols.get(name)).join("")}</svg>`;
}

/** public/js/starter.js is known as `starter.js`; anything else by its path in public/. */
function addPublic(folder) {
    for (const file of filesUnder(folder)) {
        const name = relative(folder, file).replaceAll("\\", "/");
        if (name.split("/").some((part) => part.startsWith("."))) continue;
        add(name.replace(/^js\//, ""), readFileSync(file));
    }
}

/** wasm-bindgen's modules and wasms; a module's own idea of its wasm's name is put right. */
function addWasm(folder) {
    for (const name of ["follow", "islands"]) {
        const wasm = `${name}_bg.wasm`;
        if (!existsSync(join(folder, wasm))) continue;
        add(`pkg/${name}.wasm`, readFileSync(join(folder, wasm)));
        const script = readFileSync(join(folder, `${name}.js`), "utf8");
        add(`pkg/${name}.js`, script.replaceAll(wasm, basename(manifest[`pkg/${name}.wasm`])));
    }
    // Pieces of JavaScript that crates bring along: their folder's name already is a hash, and they are
    // imported by it.
    for (const file of filesUnder(join(folder, "snippets"))) {
        put(`pkg/${relative(folder, file)}`, readFileSync(file), true);
    }
}

function add(name, content) {
    const bytes = Buffer.from(content);
    const end = extname(name);
    const hash = createHash("sha256").update(bytes).digest("hex").slice(0, 10);
    const hashed = `${name.slice(0, name.length - end.length)}-${hash}${end}`;
    manifest[name] = hashed;
    put(hashed, bytes, compressible.has(end));
}

/** Writes a file in one move, with its compressed forms; what is there already stays untouched. */
function put(name, content, compressed = false) {
    const bytes = Buffer.from(content);
    wanted.add(name);
    const path = join(site, name);
    if (!same(path, bytes)) write(path, bytes);
    if (!compressed) return;
    const forms = {
        br: () => brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } }),
        gz: () => gzipSync(bytes, { level: 9 }),
    };
    for (const [end, compress] of Object.entries(forms)) {
        wanted.add(`${name}.${end}`);
        const form = `${path}.${end}`;
        if (!existsSync(form) || statSync(form).mtimeMs < statSync(path).mtimeMs) write(form, compress());
    }
}

function same(path, bytes) {
    return existsSync(path) && statSync(path).size === bytes.length && readFileSync(path).equals(bytes);
}

function write(path, bytes) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(`${path}.new`, bytes);
    renameSync(`${path}.new`, path);
}

/** Removes what no logical name leads to any more; a page still open may have asked for it already. */
function sweep() {
    const old = filesUnder(site).filter((file) => !wanted.has(relative(site, file).replaceAll("\\", "/")));
    for (const file of old) rmSync(file);
    return old.length;
}

function filesUnder(folder) {
    if (!existsSync(folder)) return [];
    return readdirSync(folder, { withFileTypes: true, recursive: true })
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
        .sort();
}

function sorted(object) {
    return Object.fromEntries(Object.entries(object).sort(([a], [b]) => (a < b ? -1 : 1)));
}
