// A citizen's whole run over HTTP, and an upload of 200 MB through the form against the same bytes put raw.
// Prints one JSON row a line; news goes to stderr.
import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { Agent, request } from "node:http";
import { join } from "node:path";

import { Visitor, bin, close, folder, median, memory, news, openPortal, round, row } from "./portal.mjs";

const RUNS = 400;
const AT_ONCE = 16;
const MB = 1024 * 1024;
const SIZE = 200 * MB;
const PART = 50 * MB;

// A form of three pages, as `sportello procedure new` makes it, the declaration on a page of its own.
const slug = "corsa";
const home = join(folder, "data/overrides/procedures", slug);
mkdirSync(join(folder, "data/overrides/procedures"), { recursive: true });
execFileSync(bin("sportello"), ["procedure", "new", home]);
const edit = (name, change) => writeFileSync(join(home, name), change(readFileSync(join(home, name), "utf8")));
const privacy = '[[step.question]]\nid = "privacy"';
edit("form.toml", (text) => text.replace(privacy, `[[step]]\nid = "conferme"\n\n${privacy}`));
for (const lang of ["it", "en"]) edit(`texts.${lang}.toml`, (text) => `${text}\n[step.conferme]\ntitle = "Conferme"\n`);
edit("documents.toml", (text) => text.replaceAll("max_bytes = 10485760", `max_bytes = ${300 * MB}`));
edit("samples.toml", (text) => text.replaceAll(/^privacy = /gm, "[sample.answers.conferme]\nprivacy = "));

const agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE });

/** One request, as lean as Node makes it: the client must not be what is measured. */
function post(origin, path, cookie, body, type = "application/x-www-form-urlencoded") {
  return new Promise((done, fail) => {
    const sent = request(origin + path, {
      method: body === undefined ? "GET" : "POST", agent,
      headers: { cookie, origin, ...(body === undefined ? {} : { "content-type": type, "content-length": body.length }) },
    }, (answer) => {
      answer.resume();
      answer.on("end", () => done(answer));
    });
    sent.on("error", fail);
    sent.end(body);
  });
}

const pages = (n) => [
  ["richiedente", `persona.nome=Lucia&persona.cognome=Esemplari&persona.codice_fiscale=SMPLCU61C54M999F&email=l${n}%40roccascura.example`],
  ["richiesta", "oggetto=altro&altro_oggetto=Una+copia&descrizione=Copia+del+regolamento+comunale."],
  ["conferme", "privacy=si"],
];

/** Begins, fills three pages, reads the summary, sends: six requests, each answered when it is durable. */
async function citizen(origin, cookie, n) {
  const begun = await post(origin, `/it/servizi/${slug}/inizia`, cookie, "nuova=1");
  const path = /\/it\/pratiche\/[^/]+/.exec(begun.headers.location ?? "")?.[0];
  if (!path) throw new Error(`inizia: ${begun.statusCode}`);
  for (const [step, fields] of pages(n)) {
    // A page that the login filled has a version already.
    const versione = step === "richiedente" ? 1 : 0;
    const saved = await post(origin, `${path}/passi/${step}`, cookie, `${fields}&versione=${versione}&azione=avanti`);
    if (saved.statusCode !== 303) throw new Error(`${step}: ${saved.statusCode}`);
  }
  const sent = await post(origin, `${path}/invio`, cookie, "");
  if (!sent.headers.location?.endsWith("/conferma")) throw new Error(`invio: ${sent.statusCode} ${sent.headers.location}`);
  const confirmed = await post(origin, `${path}/conferma`, cookie);
  if (confirmed.statusCode !== 200) throw new Error(`conferma: ${confirmed.statusCode}`);
}

async function runs(origin, cookie, count) {
  let next = 0;
  const started = performance.now();
  await Promise.all(Array.from({ length: AT_ONCE }, async () => {
    while (next < count) await citizen(origin, cookie, next++);
  }));
  return count / ((performance.now() - started) / 1000);
}

/** The 200 MB as a browser's form sends them; written by hand, since Node's own forms are slower than the portal. */
async function byForm(visitor, path, bytes) {
  const edge = "----corsa";
  const part = (name, more) => `--${edge}\r\ncontent-disposition: form-data; name="${name}"${more}\r\n`;
  const head = `${part("slot", "")}\r\nallegato\r\n${part("file", '; filename="grande.pdf"')}content-type: application/pdf\r\n\r\n`;
  const body = Buffer.concat([Buffer.from(head), bytes, Buffer.from(`\r\n--${edge}--\r\n`)]);
  const started = performance.now();
  const answer = await post(visitor.origin, `${path}/documenti`, visitor.cookie, body, `multipart/form-data; boundary=${edge}`);
  const seconds = (performance.now() - started) / 1000;
  if (!answer.headers.location?.includes("file-added")) throw new Error(`carica: ${answer.statusCode} ${answer.headers.location}`);
  return SIZE / MB / seconds;
}

/** Waits for the check of what was sent, which would otherwise run beside the next measure. */
async function checked(visitor, path) {
  for (let i = 0; i < 600; i++) {
    const page = await (await visitor.ask(`${path}/documenti`)).text();
    if (!page.includes("Controllo in corso")) return;
    await new Promise((wake) => setTimeout(wake, 100));
  }
  throw new Error("the check of the upload does not end");
}

/** The same bytes put at the object store's door of the same server, in four parts of an upload. */
async function raw(visitor, path, bytes) {
  const json = { "content-type": "application/json" };
  const plan = JSON.stringify({ slot: "allegato", name: "grande.pdf", size: SIZE });
  const upload = (await (await visitor.ask(`${path}/caricamenti`, plan, json)).json()).upload;
  const addresses = [];
  for (let part = 1; part <= SIZE / PART; part++) {
    const given = await visitor.ask(`${path}/caricamenti/${upload}/parti/${part}`, "", json);
    addresses.push((await given.json()).url);
  }
  const started = performance.now();
  for (const [at, url] of addresses.entries()) {
    const answer = await fetch(new URL(url, visitor.origin), { method: "PUT", body: bytes.subarray(at * PART, (at + 1) * PART) });
    if (!answer.ok) throw new Error(`PUT: ${answer.status} ${await answer.text()}`);
  }
  return SIZE / MB / ((performance.now() - started) / 1000);
}

try {
  const { origin, portal } = await openPortal({ SPORTELLO_MAX_REQUEST_MB: "300" });
  const visitor = new Visitor(origin);
  await visitor.login("proprietaria");
  // The uploads first: after the runs the receipts of a thousand cases are being laid out.
  news("200 MB, by the form and raw");
  const bytes = Buffer.alloc(SIZE, "portale ");
  bytes.write("%PDF-1.4\n");
  const fresh = async () => /\/it\/pratiche\/[^/]+/.exec((await visitor.form(`/it/servizi/${slug}/inizia`, { nuova: "1" })).headers.get("location"))[0];
  const [ours, floor] = [[], []];
  let more = 0;
  for (let i = 0; i < 3; i++) {
    bytes.writeUInt32LE(i, 1000);
    floor.push(await raw(visitor, await fresh(), bytes));
    const path = await fresh();
    const before = memory(portal.pid);
    writeFileSync(`/proc/${portal.pid}/clear_refs`, "5");
    ours.push(await byForm(visitor, path, bytes));
    more = Math.max(more, memory(portal.pid, true) - before);
    await checked(visitor, path);
  }
  const [a, b] = [median(ours), median(floor)];
  row({ name: "upload_200mb", ours: Math.round(a), floor: Math.round(b), ratio: round(a / b), unit: "MB/s by the form, durable, against raw PUT of parts" });
  row({ name: "upload_200mb_memory_mb", ours: round(more, 1), floor: 64, ratio: round(64 / Math.max(more, 0.1)), unit: "MB more than before, at the highest; floor is the limit" });

  news("citizens, to warm up");
  await runs(origin, visitor.cookie, 60);
  const rates = [];
  for (let i = 0; i < 3; i++) rates.push(await runs(origin, visitor.cookie, RUNS));
  const rate = median(rates);
  row({ name: "citizen_run", ours: Math.round(rate), floor: 150, ratio: round(rate / 150), unit: "runs/s of six requests, 16 at once, client on the same cores; floor is the goal" });
} finally {
  await close();
}
