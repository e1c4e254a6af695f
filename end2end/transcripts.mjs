// What a screen reader is given: the browser's own accessibility tree of a page, as text. Transcripts of whole
// journeys are kept in `transcripts/`; a change of them is read like a change of code.
//
// SPORTELLO_TRANSCRIPTS=write writes them anew.
import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { artifacts, root } from "./world.mjs";

const kept = join(root, "end2end/transcripts");

/** Roles without a meaning of their own: only what is in them is told. */
const silent = new Set(["none", "generic", "InlineTextBox", "LineBreak", "RootWebArea", "LabelText", "emphasis", "strong", "time", "Abbr", "superscript"]);
/** Roles that are told by their name alone: a form without one is a landmark to some browsers and nothing to others. */
const byName = new Set(["form"]);
/** Roles whose name is what stands in them: it is told once. */
const named = new Set(["link", "button", "heading", "option", "radio", "checkbox", "StaticText", "term", "DisclosureTriangle"]);
/** What is told only when somebody opens it. */
const closed = new Set(["MenuListPopup", "ListMarker"]);
const states = ["level", "checked", "expanded", "selected", "pressed", "disabled", "required", "invalid", "readonly", "multiselectable"];

function state(node) {
    const told = [];
    for (const { name, value } of node.properties ?? []) {
        if (!states.includes(name) || value.value === false || value.value === "false") continue;
        told.push(value.value === true || value.value === "true" ? name : `${name}=${value.value}`);
    }
    const typed = node.value?.value;
    if (typed !== undefined && typed !== "") told.push(`value=${JSON.stringify(typed)}`);
    if (node.description?.value) told.push(`description=${JSON.stringify(node.description.value)}`);
    return told.length > 0 ? ` [${told.join(", ")}]` : "";
}

const months = "gennaio|febbraio|marzo|aprile|maggio|giugno|luglio|agosto|settembre|ottobre|novembre|dicembre";

/** The same for every run: days, hours, numbers and names that a run makes are left out. */
function lasting(line) {
    return line
        .replace(new RegExp(`\\d{1,2}(°)? (${months}) 20(2[6-9]|[3-9]\\d)`, "g"), "⟨day⟩")
        // Before the eighth and the eleventh of a month the article is another.
        .replace(/\b([Aa]ll|[Dd]all|[Dd]ell)’⟨day⟩/g, (_, word) => `${word.slice(0, -1)} ⟨day⟩`)
        .replace(/(?<![\p{L}’])([Ll])’⟨day⟩/gu, (_, word) => `${word === "l" ? "il" : "Il"} ⟨day⟩`)
        .replace(/\b(al|dal|del)l’"/g, '$1"')
        .replace(/(?<![\p{L}’])l’"/gu, 'il"')
        .replace(/\d{1,2}[/-]\d{1,2}[/-]\d{4}/g, "⟨day⟩")
        .replace(/\d{4}-\d{2}-\d{2}/g, "⟨day⟩")
        .replace(/\b\d{1,2}[:.]\d{2}\b([:.]\d{2})?/g, "⟨hour⟩")
        .replace(/\b[A-Z]{2,3}[-/ ]?\d{4}[-/]\d+/g, "⟨number⟩")
        .replace(/\b\d{4}[-/]\d{4,7}\b/g, "⟨number⟩")
        .replace(/\b\d{4,7}\/\d{4}\b/g, "⟨number⟩")
        .replace(/[0-9a-f]{64}|[0-9a-f]{8}-[0-9a-f-]{27}/g, "⟨hash⟩")
        .replace(/\b20(2[5-9]|[3-9]\d)\b/g, "⟨year⟩")
        .replace(/\s+/g, " ");
}

/** The accessibility tree of the open page, a line for each thing that is told; the content alone if `main`. */
export async function heard(page, { main = true } = {}) {
    const session = await page.context().newCDPSession(page);
    const { nodes } = await session.send("Accessibility.getFullAXTree");
    await session.detach();
    const byId = new Map(nodes.map((node) => [node.nodeId, node]));
    const lines = [];
    const tell = (node, depth, within) => {
        const role = node.role?.value ?? "none";
        const name = (node.name?.value ?? "").trim();
        if (closed.has(role)) return;
        const said = role === "StaticText" ? name !== "" && !within : !node.ignored && !silent.has(role) && !(byName.has(role) && name === "");
        if (said) {
            const word = role === "StaticText" ? "" : `${role}${name ? " " : ""}`;
            const line = `${word}${name ? JSON.stringify(name) : ""}${state(node)}`;
            lines.push({ depth, line: lasting(line) });
        }
        if (role === "StaticText") return;
        const inside = within || (named.has(role) && name !== "");
        for (const id of node.childIds ?? []) {
            const child = byId.get(id);
            if (child) tell(child, depth + (said ? 1 : 0), inside);
        }
    };
    const from = main ? nodes.find((node) => node.role?.value === "main") : nodes[0];
    assert.ok(from, "there is something to tell");
    tell(from, 0, false);
    // Whether a last day is one of work depends on the day on which this runs.
    for (let at = lines.length - 1; at > 0; at -= 1) {
        if (lines[at].line.startsWith('"Quel giorno è festivo')) lines.splice(at - 1, 2);
    }
    return lines.map(({ depth, line }) => "  ".repeat(depth) + line);
}

/** Pages of a journey as they are heard, to be compared with what is kept under a name. */
export class Transcript {
    constructor(name) {
        this.name = name;
        this.parts = [];
    }

    /** Adds the page that is open. */
    async hear(visitor, what, options) {
        const title = lasting(await visitor.page.title());
        this.parts.push(`# ${what}: ${title}`, ...(await heard(visitor.page, options)), "");
    }

    /** Fails where what is heard is not what is kept. */
    judge() {
        const path = join(kept, `${this.name}.txt`);
        const now = this.parts.join("\n");
        if (process.env.SPORTELLO_TRANSCRIPTS === "write") {
            mkdirSync(kept, { recursive: true });
            writeFileSync(path, now);
            return;
        }
        const before = existsSync(path) ? readFileSync(path, "utf8").split("\n") : [];
        const after = now.split("\n");
        const at = after.findIndex((line, place) => line !== before[place]);
        if (at === -1 && before.length === after.length) return;
        const place = at === -1 ? after.length : at;
        const page = after.slice(0, place + 1).findLast((line) => line.startsWith("# "));
        writeFileSync(join(artifacts, `${this.name}-heard.txt`), now);
        const shown = (lines) => lines.slice(Math.max(0, place - 2), place + 4).join("\n");
        assert.fail(
            `another thing is heard on “${page}” (line ${place + 1} of transcripts/${this.name}.txt)\n` +
                `kept:\n${shown(before)}\nheard:\n${shown(after)}\n` +
                "If it is meant: SPORTELLO_TRANSCRIPTS=write node end2end/run.mjs transcripts, and read the difference.",
        );
    }
}
