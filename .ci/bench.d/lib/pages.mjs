// Starts the release portal with a fresh demo, files a hundred cases, and measures with wrk.
// Prints one JSON row a line; news goes to stderr.
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants } from "node:zlib";

import {
  Visitor, bin, close, folder, freePort, median, memory, news, openPortal, ready, round, row, start,
} from "./portal.mjs";

const nextYear = String(new Date().getFullYear() + 1);
const answers = {
  "titolari~1": {
    "titolare.nome": "Lucia", "titolare.cognome": "Esemplari", "titolare.codice_fiscale": "SMPLCU61C54M999F",
    qualita: "persona_fisica", titolo: "proprietario",
  },
  proprieta: { parti_comuni: "nessuna" },
  presentazione: { chi_presenta: "titolare", comunicazioni: "portale", email: "lucia@roccascura.example" },
  tecnici: {
    "tecnico.nome": "Marco", "tecnico.cognome": "Fintelli", "tecnico.codice_fiscale": "FNTMRC79H21M998M",
    "tecnico.ordine": "geometri", "tecnico.provincia": "ZZ", "tecnico.numero": "1234",
    "tecnico.pec": "marco@pec.roccascura.example", direttore: "stesso",
  },
  esecuzione: { esecutore: "in_proprio" },
  immobile: {
    "ubicazione.via": "Via delle Mura", "ubicazione.civico": "12", "ubicazione.cap": "00000",
    "ubicazione.comune": "Roccascura", destinazione_uso: "residenziale", unita: "1",
  },
  "particelle~1": {
    "particella.foglio": "9", "particella.particella": "88", "particella.subalterno": "3",
    tipo_catasto: "fabbricati", zona: "B1", vincoli: "nessuno",
  },
  lavori: {
    tipo_lavori: "manutenzione_straordinaria", descrizione: "Rifacimento del bagno.", valore_opere: "12.500,00",
  },
  tempi: {
    stato_lavori: "da_iniziare", "inizio_lavori.giorno": "1", "inizio_lavori.mese": "4", "inizio_lavori.anno": nextYear,
    "fine_lavori.giorno": "1", "fine_lavori.mese": "9", "fine_lavori.anno": nextYear,
  },
  precedenti: {
    stato_legittimo: "titolo_costruzione", titolo_estremi: "Licenza edilizia n. 12 del 1968", "titolo_data.giorno": "14",
    "titolo_data.mese": "5", "titolo_data.anno": "1968", sanatoria_pendente: "no",
  },
  conformita: { asseverazione: "si", strutture: "no", tolleranze: "nessuna", barriere: "non_soggetto" },
  impianti_energia: { energia: "non_soggetto", acustica: "non_soggetto" },
  materiali: { terre: "nessuno_scavo", amianto: "no", antincendio: "no" },
  assensi_altri: { assensi: "non_servono" },
  firme: {
    diritti_terzi: "si", dichiarazioni_vere: "si", privacy: "si", "firma.nome": "Lucia", "firma.cognome": "Esemplari",
    "firma.codice_fiscale": "SMPLCU61C54M999F", "firma.email": "lucia@roccascura.example",
  },
};

// A draft filled as a person would, up to the given page. Returns its path.
async function draft(visitor) {
  const begun = await visitor.form("/it/servizi/cila/inizia", { nuova: "1" });
  const path = /\/it\/pratiche\/[^/]+/.exec(begun.headers.get("location"))[0];
  for (const [step, fields] of Object.entries(answers)) {
    const page = await (await visitor.ask(`${path}/passi/${step}`)).text();
    const versione = /name="versione"[^>]*value="(\d+)"|value="(\d+)"[^>]*name="versione"/.exec(page);
    await visitor.form(`${path}/passi/${step}`, { ...fields, versione: versione[1] ?? versione[2], azione: "avanti" });
  }
  return path;
}

async function file(visitor, path, n) {
  for (const slot of ["elaborato", "relazione", "foto", "diritti"]) {
    const form = new FormData();
    form.set("slot", slot);
    form.set("file", new Blob([sample, `\n% ${slot} ${n}\n`]), `${slot}.pdf`);
    await visitor.ask(`${path}/documenti`, form);
  }
  const sent = await visitor.form(`${path}/invio`, {});
  if (!sent.headers.get("location")?.endsWith("/conferma")) throw new Error(`invio: ${sent.status} ${await sent.text()}`);
}

// wrk on one address: requests a second, median and 99th percentile in milliseconds.
function wrk(url, connections, cookie) {
  const args = ["-t1", `-c${connections}`, "-d6s", "--latency", url];
  if (cookie) args.unshift("-H", `Cookie: ${cookie}`);
  const text = execFileSync("wrk", args, { encoding: "utf8" });
  if (/Non-2xx/.test(text)) throw new Error(`wrk: refused answers\n${text}`);
  const ms = (line) => {
    const [, value, unit] = new RegExp(`${line}\\s+([\\d.]+)(us|ms|s)`).exec(text);
    return value * { us: 0.001, ms: 1, s: 1000 }[unit];
  };
  return { rps: Number(/Requests\/sec:\s+([\d.]+)/.exec(text)[1]), p50: ms("50%"), p99: ms("99%") };
}

// Ours and the floor in turns, so that the machine's moods strike both.
function inTurns(ours, floor, connections, cookie, rounds = 3) {
  const a = [];
  const b = [];
  for (let i = 0; i < rounds; i++) {
    a.push(wrk(ours, connections, cookie));
    b.push(wrk(floor, connections));
  }
  return {
    ours: median(a.map((run) => run.rps)), floor: median(b.map((run) => run.rps)),
    p50: median(a.map((run) => run.p50)), p99: median(a.map((run) => run.p99)),
  };
}

async function floorOf(origin, body) {
  const port = await freePort();
  const path = join(folder, `floor-${port}`);
  writeFileSync(path, body);
  start(bin("examples/bench_floor"), [`127.0.0.1:${port}`, path], {});
  await ready(`http://127.0.0.1:${port}/`);
  return `http://127.0.0.1:${port}/`;
}

// What a browser downloads for a page, compressed: the page and everything its markup names.
async function weight(visitor, path) {
  const html = await (await visitor.ask(path)).text();
  const seen = new Set([...html.matchAll(/(?:href|src|data-[a-z]+)="(\/assets\/[^"#]+)/g)].map((found) => found[1]));
  const css = await (await visitor.ask([...seen].find((name) => name.endsWith(".css")))).text();
  for (const [, font] of css.matchAll(/url\("?([^")]+woff2)"?\)/g)) seen.add(new URL(font, "http://x/assets/").pathname);
  let bytes = packed(Buffer.from(html));
  for (const name of seen) {
    const body = Buffer.from(await (await visitor.ask(name)).arrayBuffer());
    bytes += name.endsWith(".woff2") ? body.length : packed(body);
  }
  return bytes;
}

const packed = (body) => brotliCompressSync(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } }).length;

let sample;
try {
  const { origin, portal } = await openPortal();
  sample = readFileSync("server/inspect/tests/files/relazione.pdf");
  const visitor = new Visitor(origin);
  await visitor.login("proprietaria");
  news("filing a hundred cases");
  for (let n = 0; n < 100; n++) await file(visitor, await draft(visitor), n);
  await new Promise((wake) => setTimeout(wake, 15_000));
  row({ name: "idle_memory_mb", ours: round(memory(portal.pid), 1), floor: 100, ratio: round(100 / memory(portal.pid)), unit: "MB, resident, after 100 receipts; floor is the limit" });

  const page = "/it/servizi/cila";
  const publicPage = inTurns(origin + page, await floorOf(origin, await (await fetch(origin + page)).text()), 16);
  row({ name: "public_page", ours: Math.round(publicPage.ours), floor: Math.round(publicPage.floor), ratio: round(publicPage.ours / publicPage.floor), unit: "requests/s, 16 connections" });

  // A step as most are, and the one that offers what the visitor answered in earlier cases.
  const path = await draft(visitor);
  for (const [name, page] of [["form_step", "precedenti"], ["form_step_offers", "titolari~1"]]) {
    const step = `${path}/passi/${page}`;
    const html = await (await visitor.ask(step)).text();
    const floor = await floorOf(origin, html);
    const sixteen = inTurns(origin + step, floor, 16, visitor.cookie);
    row({
      name, ours: Math.round(sixteen.ours), floor: Math.round(sixteen.floor), ratio: round(sixteen.ours / sixteen.floor),
      unit: `requests/s, 16 connections, ${Math.round(html.length / 1024)} kB; p99 ${round(sixteen.p99, 1)} ms`,
    });
    const four = inTurns(origin + step, floor, 4, visitor.cookie);
    row({ name: `${name}_p50_ms`, ours: round(four.p50), floor: 3, ratio: round(3 / four.p50), unit: "ms, 4 connections; floor is the limit" });
  }

  const heaviest = (await weight(visitor, `${path}/documenti`)) / 1024;
  row({ name: "page_weight_kb", ours: round(heaviest, 1), floor: 250, ratio: round(250 / heaviest), unit: "KB compressed, documents page with its island; floor is the limit" });
} finally {
  await close();
}
