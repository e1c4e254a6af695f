// nginx before a portal, made from the recipe that operators copy: other ports, another host name, no TLS.
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

import { Program } from "./world.mjs";

const recipe = readFileSync(join(dirname(fileURLToPath(import.meta.url)), "proxy/nginx.conf"), "utf8");

/** The nginx at hand; undefined where there is none. */
export const nginx = [process.env.SPORTELLO_NGINX, "/usr/sbin/nginx"].find((path) => path && existsSync(path));

/** What is changed in the recipe, each exactly once. */
function adapted({ host, port, portal, keepHost }) {
    const changes = [
        ["server 127.0.0.1:3000;", `server ${portal};`],
        ["listen 443 ssl;", `listen 127.0.0.1:${port};`],
        ["server_name sportello.comune.example;", `server_name ${host};`],
        [/ *ssl_certificate .*\n *ssl_certificate_key .*\n/, ""],
        [/\nserver {\n    listen 80;[^}]*}\n/, ""],
        ...(keepHost ? [] : [["proxy_set_header Host $http_host;", "proxy_set_header Host $proxy_host;"]]),
    ];
    return changes.reduce((text, [from, to]) => {
        const changed = text.replace(from, to);
        if (changed === text) throw new Error(`the recipe has no ${from}`);
        return changed;
    }, recipe);
}

/** `keepHost`: whether the browser's Host header reaches the portal. */
export class Proxy {
    static async open({ host, port, portal, keepHost }) {
        const proxy = new Proxy();
        proxy.folder = mkdtempSync(join(tmpdir(), "sportello-nginx-"));
        const at = (name) => join(proxy.folder, name);
        const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map((name) => `${name}_temp_path ${at(name)};`);
        const config = `daemon off; master_process off; error_log stderr; pid ${at("pid")}; events {}
http { access_log ${at("access.log")}; ${temporary.join(" ")}
${adapted({ host, port, portal, keepHost })}}`;
        writeFileSync(at("nginx.conf"), config);
        proxy.program = new Program(`nginx-${keepHost ? "host-kept" : "host-changed"}`, nginx, ["-p", proxy.folder, "-e", "stderr", "-c", at("nginx.conf")], {});
        await proxy.program.ready(() => listens(port));
        return proxy;
    }

    /** What nginx wrote of the requests. */
    get log() {
        return readFileSync(join(this.folder, "access.log"), "utf8");
    }

    async stop() {
        await this.program.stop();
        rmSync(this.folder, { recursive: true, force: true });
    }
}

function listens(port) {
    return new Promise((resolve) => {
        const socket = connect(port, "127.0.0.1");
        socket.once("connect", () => resolve(true));
        socket.once("error", () => resolve(false));
        socket.once("close", () => socket.destroy());
        setTimeout(() => socket.destroy(), 500).unref();
    });
}
