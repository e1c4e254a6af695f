// The release portal with a sandbox beside it, and a browser without pages: what the benches stand on.
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

export const bin = (name) => join("target/release", name);
export const folder = mkdtempSync(join(tmpdir(), "sportello-bench-"));
const children = [];
export const news = (text) => process.stderr.write(`  ${text}\n`);
export const row = (values) => process.stdout.write(`${JSON.stringify(values)}\n`);
export const round = (value, digits = 3) => Number(value.toFixed(digits));
export const median = (list) => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)];

export const freePort = () =>
  new Promise((done) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => done(port));
    });
  });

export function start(command, args, env) {
  const child = spawn(command, args, { env: { ...process.env, ...env }, stdio: ["ignore", "ignore", "inherit"] });
  children.push(child);
  return child;
}

export async function ready(url) {
  for (let i = 0; i < 200; i++) {
    const answer = await fetch(url).catch(() => null);
    if (answer?.ok) return;
    await new Promise((wake) => setTimeout(wake, 50));
  }
  throw new Error(`${url} does not answer`);
}

// A browser without pages: cookies, our own Origin, no redirects followed by itself.
export class Visitor {
  cookies = new Map();
  constructor(origin) {
    this.origin = origin;
  }
  get cookie() {
    return [...this.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
  }
  async ask(path, body, headers = {}) {
    const url = new URL(path, this.origin);
    const ours = url.origin === this.origin;
    const answer = await fetch(url, {
      method: body === undefined ? "GET" : "POST",
      body,
      redirect: "manual",
      headers: ours ? { cookie: this.cookie, origin: this.origin, ...headers } : headers,
    });
    if (ours) {
      for (const line of answer.headers.getSetCookie()) {
        const [, name, value] = /^([^=]+)=([^;]*)/.exec(line);
        this.cookies.set(name, value);
      }
    }
    return answer;
  }
  async form(path, fields) {
    return this.ask(path, new URLSearchParams(fields), { "content-type": "application/x-www-form-urlencoded" });
  }
  async login(person) {
    const away = await this.form("/it/accesso", { ritorno: "/it/area-personale" });
    const back = await this.form(away.headers.get("location"), { person });
    const home = await this.ask(back.headers.get("location"));
    if (home.status !== 303) throw new Error(`login: ${home.status}`);
  }
}

/** Resident memory of a process in MB: now, or at its highest since `forgetPeak`. */
export const memory = (pid, peak = false) => {
  const status = readFileSync(`/proc/${pid}/status`, "utf8");
  return Number(new RegExp(`${peak ? "VmHWM" : "VmRSS"}:\\s+(\\d+)`).exec(status)[1]) / 1024;
};

/** Starts portal and sandbox on free ports, with an empty data folder. */
export async function openPortal(more = {}) {
  const [port, sandboxPort, metricsPort] = [await freePort(), await freePort(), await freePort()];
  const origin = `http://127.0.0.1:${port}`;
  const env = {
    SPORTELLO_LISTEN: `127.0.0.1:${port}`, SPORTELLO_PUBLIC_URL: origin, SPORTELLO_DATA_DIR: join(folder, "data"),
    SPORTELLO_METRICS_LISTEN: `127.0.0.1:${metricsPort}`, SPORTELLO_OIDC_ISSUER: `http://127.0.0.1:${sandboxPort}`,
    SPORTELLO_SANDBOX_REDIRECT: `${origin}/accesso/ritorno`, SPORTELLO_LOG: "warn", ...more,
  };
  start(bin("sportello-sandbox"), ["--listen", `127.0.0.1:${sandboxPort}`], env);
  const portal = start(bin("sportello"), ["serve"], env);
  await ready(`${origin}/readyz`);
  return { origin, portal };
}

/** Ends what was started, by pid, and removes the folder. */
export async function close() {
  for (const child of children) child.kill("SIGTERM");
  await new Promise((wake) => setTimeout(wake, 500));
  rmSync(folder, { recursive: true, force: true });
}
