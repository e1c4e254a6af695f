// Merges rows of one bench into the report: a row replaces the one of the same name.
import { readFileSync, writeFileSync } from "node:fs";
import { availableParallelism, loadavg } from "node:os";

const [report, rowsFile] = process.argv.slice(2);
const rows = readFileSync(rowsFile, "utf8").split("\n").filter(Boolean).map(checked);
const machine = { at: new Date().toISOString(), load: Number(loadavg()[0].toFixed(2)), cores: availableParallelism() };
const known = new Map(earlier().map((row) => [row.name, row]));
for (const row of rows) {
    known.set(row.name, { ...row, ...machine });
    const ratio = row.ratio === null ? "" : `   ${row.ratio} of the floor (${row.floor})`;
    console.log(`  ${row.name}: ${row.ours} ${row.unit}${ratio}`);
}
const sorted = [...known.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
writeFileSync(report, JSON.stringify({ ...machine, rows: sorted }, null, 2) + "\n");

function checked(line) {
    const row = JSON.parse(line);
    for (const field of ["name", "ours", "floor", "ratio", "unit"]) {
        if (!(field in row)) throw new Error(`a row lacks "${field}": ${line}`);
    }
    return row;
}

function earlier() {
    try {
        return JSON.parse(readFileSync(report, "utf8")).rows;
    } catch {
        return [];
    }
}
