// The files that the journeys upload: a real PDF, real signed envelopes, and the wrong ones.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { root } from "./world.mjs";

const samples = join(root, "server/inspect/tests/files");
let folder;

/** Paths of the files, made once per run. */
export function files() {
    folder ??= make();
    const at = (name) => join(folder, name);
    return {
        drawing: at("elaborato-grafico.pdf"),
        drawing2: at("elaborato-raffronto.pdf"),
        signed: at("relazione.pdf.p7m"),
        large: at("fotografie.pdf"),
        empty: at("vuoto.pdf"),
        renamed: at("programma.pdf"),
        oversized: at("enorme.pdf"),
        selfReferencing: at("bomba.pdf"),
    };
}

export function removeFiles() {
    if (folder) rmSync(folder, { recursive: true, force: true });
}

function make() {
    const to = mkdtempSync(join(tmpdir(), "sportello-files-"));
    const at = (name) => join(to, name);
    const pdf = readFileSync(join(samples, "relazione.pdf"));
    writeFileSync(at("elaborato-grafico.pdf"), pdf);
    // A comment after the end changes the bytes, not the document.
    writeFileSync(at("elaborato-raffronto.pdf"), Buffer.concat([pdf, Buffer.from("\n% raffronto\n")]));
    // Three parts of five megabytes, still one PDF: what follows its header is a comment.
    const filling = Buffer.from(`% ${"x".repeat(1021)}\n`.repeat(11 * 1024));
    writeFileSync(at("fotografie.pdf"), Buffer.concat([pdf, filling, pdf]));
    writeFileSync(at("vuoto.pdf"), "");
    writeFileSync(at("programma.pdf"), "MZ\u0000\u0003 this program cannot be run in DOS mode".repeat(40));
    writeFileSync(at("enorme.pdf"), Buffer.concat([pdf, Buffer.alloc(20 * 1024 * 1024 + 1)]));
    writeFileSync(at("bomba.pdf"), readFileSync(join(samples, "bomba.pdf")));
    sign(to, at("elaborato-grafico.pdf"), at("relazione.pdf.p7m"));
    return to;
}

/** Signs with a key made for the occasion, in the name of somebody who does not exist. */
function sign(work, input, output) {
    const [key, certificate] = [join(work, "firma.key"), join(work, "firma.crt")];
    const quiet = { stdio: ["ignore", "ignore", "pipe"] };
    const subject = "/CN=FINTELLI MARCO/SN=Fintelli/GN=Marco";
    execFileSync("openssl", ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", subject,
        "-keyout", key, "-out", certificate], quiet);
    execFileSync("openssl", ["cms", "-sign", "-binary", "-nodetach", "-outform", "DER", "-md", "sha256",
        "-in", input, "-signer", certificate, "-inkey", key, "-out", output], quiet);
}
