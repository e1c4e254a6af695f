// Registers and certified mail as a municipality has them: numbers from outside or typed by hand, acts whose receipts
// come back.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";

import { fileOwnCase, pressAndGo } from "../cila.mjs";
import { person } from "../people.mjs";
import { World, until } from "../world.mjs";

export default [
    ["certified mail and the register outside", outside],
    ["numbers typed by hand, without JavaScript", byHand],
];

const pec = "lucia@pec.roccascura.example";

/** Who files and who works on it, in a world of its own. */
async function inWorld(t, name, options, setting, journey) {
    const world = await World.open(name, setting);
    try {
        const owner = await t.welcome(person(t.browser, world, "proprietaria", options));
        const clerk = await t.welcome(person(t.browser, world, "istruttrice", options));
        await journey({ world, owner, clerk });
    } finally {
        await world.stop();
    }
}

/** Reloads a page until it says so. */
async function comes(visitor, path, words, seconds) {
    await until(`${path} says ${words}`, async () => {
        await visitor.go(path);
        return words.test(await visitor.words());
    }, seconds);
}

async function outside(t) {
    const env = (sandbox) => ({ SPORTELLO_PROTOCOL: "external", SPORTELLO_PROTOCOL_URL: `${sandbox}/protocollo` });
    await inWorld(t, "register-outside", { album: "register-outside" }, { pec: true, env }, async ({ world, owner, clerk }) => {
        let draft;
        await t.step("who wants acts at their digital domicile says so", async () => {
            await owner.go("/it/profilo");
            await owner.page.locator("label", { hasText: "Per PEC, al tuo domicilio digitale" }).click();
            await pressAndGo(owner, "Salva i contatti");
            await owner.says("Scrivi la tua PEC");
            await owner.page.fill("#pec", pec);
            await pressAndGo(owner, "Salva i contatti");
            await owner.says("Abbiamo salvato i tuoi contatti");
        });
        await t.step("the official number comes from the register outside, the receipt says so meanwhile", async () => {
            draft = await fileOwnCase(owner);
            await comes(owner, `/it/pratiche/${draft}`, /E00\d+ del /, 30);
            await owner.see("case-numbered");
            const acts = await (await fetch(`http://${world.sandboxAt}/protocollo`)).json();
            assert.equal(acts.filter((act) => act.party === "Lucia Esemplari" && act.direction === "in").length > 0, true);
        });
        const casePage = `/it/ufficio/pratiche/${draft}`;
        await t.step("the office asks: the act leaves by certified mail, and its proof comes back by itself", async () => {
            await clerk.go(casePage);
            await pressAndGo(clerk, "Prendi in carico");
            await clerk.act("chiedi_chiarimenti");
            await clerk.page.fill("#testo-chiedi_chiarimenti", "Manca la quota del soffitto.");
            await pressAndGo(clerk, "Chiedi chiarimenti");
            await until("the act at the provider", async () => (await world.mails(pec)).length > 0);
            assert.ok((await world.mails(pec))[0].text.includes("Manca la quota del soffitto."), "an act is the act itself");
            await comes(clerk, casePage, /consegnata per PEC/, 150);
            await clerk.see("delivered-by-pec");
            await owner.go("/it/comunicazioni");
            await owner.says(/Ricevuta il .*, consegnata per PEC/);
        });
        await t.step("the provider's receipts are saved as they came", async () => {
            for (const words of [/ricevuta di accettazione/i, /ricevuta di (avvenuta )?consegna/i]) {
                const link = clerk.page.locator("main").getByRole("link", { name: words }).first();
                const [download] = await Promise.all([clerk.page.waitForEvent("download"), link.click()]);
                assert.match(download.suggestedFilename(), /\.eml$/);
                const text = await readFile(await download.path(), "utf8");
                assert.ok(text.includes("X-Riferimento-Message-ID"), text);
            }
        });
    });
}

async function byHand(t) {
    const setting = { env: { SPORTELLO_PROTOCOL: "manual" } };
    await inWorld(t, "register-by-hand", { scripts: false, album: "register-by-hand" }, setting, async ({ owner, clerk }) => {
        let draft;
        await t.step("filed: the number is provisional, and said to be", async () => {
            draft = await fileOwnCase(owner);
            await owner.says("in attesa del numero ufficiale");
            await owner.see("confirmation-provisional");
        });
        await t.step("the clerk types the number of the municipality's register; mistakes keep what was typed", async () => {
            await clerk.go("/it/ufficio/protocollo");
            await clerk.page.locator("main tbody tr", { hasText: "Lucia Esemplari" }).first().getByRole("link").click();
            await clerk.says("Numero del registro dell’ente");
            await clerk.see("register-entry-awaited");
            await clerk.page.locator("main input[name=numero]").fill("45678/2026");
            await pressAndGo(clerk, "Salva il numero");
            await clerk.says("Il giorno non va bene");
            assert.equal(await clerk.page.locator("main input[name=numero]").inputValue(), "45678/2026");
            assert.equal(await clerk.page.getAttribute("#giorno", "aria-describedby"), "giorno-errore");
            assert.equal(await clerk.page.getAttribute("#numero", "aria-invalid"), null);
            await clerk.see("number-refused", { status: 422 });
            const today = new Intl.DateTimeFormat("sv-SE", { timeZone: "Europe/Rome" }).format(new Date());
            await clerk.page.locator("main input[name=giorno]").fill(today);
            await pressAndGo(clerk, "Salva il numero");
            await clerk.says(/Protocollo 45678\/2026 del /);
        });
        await t.step("the applicant sees it", async () => {
            await owner.go(`/it/pratiche/${draft}`);
            await owner.says(/45678\/2026 del /);
            await owner.see("case-numbered-by-hand");
        });
    });
}
