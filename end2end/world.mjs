// A municipality of its own for the tests: sandbox, portal and data in a temporary folder, on free
// loopback ports. Everything started here is stopped here, by its process id.
import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { createWriteStream, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
export const root = resolve(here, "..");
export const artifacts = join(here, "artifacts");
const binaries = process.env.SPORTELLO_BINARIES ?? join(root, "target/debug");

// The portal reads every SPORTELLO_* variable: those that are meant for these tests stay here.
const inherited = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith("SPORTELLO_")));

/** Worlds that are up: stopped at the end of the run also when a test failed. */
const up = new Set();

export async function stopAll() {
    await Promise.all([...up].map((world) => world.stop()));
}

/** A loopback port nobody listens on now. */
export async function freePort() {
    const server = createServer().listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = server.address();
    server.close();
    await once(server, "close");
    return port;
}

/** Waits until `check` says true; gives up after `seconds`. */
export async function until(what, check, seconds = 30) {
    const end = Date.now() + seconds * 1000;
    while (Date.now() < end) {
        try {
            if (await check()) return;
        } catch {
            // Not yet.
        }
        await pause(50);
    }
    throw new Error(`${what}: still not so after ${seconds} s`);
}

/** A program under test, its output in a file of the artifacts. */
export class Program {
    constructor(name, path, args, env) {
        this.name = name;
        this.log = join(artifacts, `${name}.log`);
        const log = createWriteStream(this.log);
        this.child = spawn(path, args, { env: { ...inherited, ...env }, stdio: ["ignore", "pipe", "pipe"] });
        this.child.stdout.pipe(log, { end: false });
        this.child.stderr.pipe(log, { end: false });
        this.ended = new Promise((resolve) => {
            this.child.once("exit", (code, signal) => resolve(code ?? signal));
            this.child.once("error", (error) => resolve(error.message));
        });
        this.ended.then((how) => (this.how = how));
    }

    async stop() {
        if (this.how === undefined) this.child.kill("SIGTERM");
        const late = setTimeout(() => this.child.kill("SIGKILL"), 10_000);
        await this.ended;
        clearTimeout(late);
    }

    async ready(check) {
        await until(`${this.name} is ready (see ${this.log})`, async () => {
            if (this.how !== undefined) throw new Error(`ended with ${this.how}`);
            return check();
        });
    }
}

/**
 * A sandbox and a portal with the demo's people and cases. `empty`: without the cases, which take longer to make than a portal to start.
 * `publicUrl`: what browsers type, where it is not the portal's own address. `database`: another one than SQLite.
 * `pec`: acts go by certified mail, to the sandbox's provider. `env`: more settings, or a function of the sandbox's address.
 */
export class World {
    static async open(name, { publicUrl, database, pec = false, empty = false, env = {} } = {}) {
        const world = new World();
        up.add(world);
        world.name = name;
        world.folder = mkdtempSync(join(tmpdir(), "sportello-e2e-"));
        const [portal, sandbox, metrics, smtp] = [await freePort(), await freePort(), await freePort(), await freePort()];
        world.listen = `127.0.0.1:${portal}`;
        world.url = (publicUrl ?? `http://${world.listen}`).replace(/\/$/, "");
        world.sandboxAt = `127.0.0.1:${sandbox}`;
        world.smtpAt = `127.0.0.1:${smtp}`;
        world.env = {
            SPORTELLO_MODE: "demo",
            SPORTELLO_LISTEN: world.listen,
            SPORTELLO_METRICS_LISTEN: `127.0.0.1:${metrics}`,
            SPORTELLO_PUBLIC_URL: world.url,
            SPORTELLO_DATA_DIR: join(world.folder, "data"),
            SPORTELLO_OIDC_ISSUER: `http://${world.sandboxAt}`,
            SPORTELLO_LOG: "info",
            SPORTELLO_SMTP_HOST: "127.0.0.1",
            SPORTELLO_SMTP_PORT: String(smtp),
            SPORTELLO_SMTP_TLS: "none",
            ...(database ? { SPORTELLO_DATABASE_URL: database } : {}),
            ...(pec ? await world.certified() : {}),
            ...(typeof env === "function" ? env(`http://${world.sandboxAt}`) : env),
        };
        await world.startSandbox();
        await world.fill(empty);
        await world.startPortal();
        return world;
    }

    /** Settings of certified mail, on ports of its own. */
    async certified() {
        const [smtp, imap] = [await freePort(), await freePort()];
        this.pecAt = [`127.0.0.1:${smtp}`, `127.0.0.1:${imap}`];
        return {
            SPORTELLO_PEC_SMTP_HOST: "127.0.0.1",
            SPORTELLO_PEC_SMTP_PORT: String(smtp),
            SPORTELLO_PEC_IMAP_HOST: "127.0.0.1",
            SPORTELLO_PEC_IMAP_PORT: String(imap),
            SPORTELLO_PEC_TLS: "none",
            SPORTELLO_PEC_USER: "protocollo",
            SPORTELLO_PEC_PASSWORD: "sandbox",
        };
    }

    async startSandbox() {
        const station = `http://${this.listen}/pagopa/stazione`;
        const args = ["--listen", this.sandboxAt, "--redirect", `${this.url}/accesso/ritorno`, "--station", station];
        args.push("--smtp", this.smtpAt);
        if (this.pecAt) args.push("--pec-smtp", this.pecAt[0], "--pec-imap", this.pecAt[1]);
        this.sandbox = new Program(`${this.name}-sandbox`, join(binaries, "sportello-sandbox"), args, {});
        await this.sandbox.ready(async () => (await fetch(`http://${this.sandboxAt}/`)).ok);
    }

    /** The mails that the portal has sent to an address, newest first. */
    async mails(to) {
        const mails = await (await fetch(`http://${this.sandboxAt}/posta.json`)).json();
        return mails.filter((mail) => mail.to.includes(to));
    }

    async fill(empty) {
        const { status, said } = await this.command("demo", "--scale", empty ? "0" : "1");
        if (status !== 0) throw new Error(`sportello demo failed:\n${said}`);
    }

    /** Runs a command of the portal on this installation: its exit code and what it said. */
    async command(...args) {
        // The other journey goes on meanwhile: its waits are counted by this program.
        return new Promise((resolve) => {
            const env = { ...inherited, ...this.env };
            execFile(join(binaries, "sportello"), args, { env, maxBuffer: 16 << 20 }, (error, stdout, stderr) => {
                resolve({ status: error ? (error.code ?? error.signal) : 0, said: `${stdout}${stderr}` });
            });
        });
    }

    async startPortal() {
        this.portal = new Program(`${this.name}-portal`, join(binaries, "sportello"), ["serve"], this.env);
        await this.portal.ready(async () => (await fetch(`http://${this.listen}/readyz`)).ok);
    }

    async stop() {
        if (!up.delete(this)) return;
        await this.portal?.stop();
        await this.sandbox?.stop();
        rmSync(this.folder, { recursive: true, force: true });
    }
}
