// Acts of the office that go to others: bodies that are asked, people whom a case concerns.
import assert from "node:assert/strict";

import { files } from "../files.mjs";
import { registerOnPaper } from "../paper.mjs";
import { person } from "../people.mjs";
import { Visitor } from "../visitor.mjs";
import { World, until } from "../world.mjs";

export default [
    ["a notice to the counter-interested, without JavaScript", (t) => notice(t, false)],
    ["a notice to the counter-interested, with JavaScript", (t) => notice(t, true)],
    ["bodies called to a conference get its act and read the documents", conference],
];

const today = () => new Date().toISOString().slice(0, 10);

/** The form of an event on the open page of a case. */
const form = (visitor, event) => visitor.page.locator(`form[action$="/eventi/${event}"]`);

async function send(visitor, event, text) {
    if (text) {
        await (await visitor.act(event)).locator("textarea[name=testo]").fill(text);
    }
    const button = (await visitor.act(event)).locator(`button[value=${event}]`);
    await Promise.all([visitor.page.waitForEvent("framenavigated"), button.click()]);
}

async function notice(t, scripts) {
    const album = scripts ? "recipients" : "recipients-plain";
    const clerk = await t.welcome(person(t.browser, t.world, "istruttrice", { scripts, album }));
    const rup = await t.welcome(person(t.browser, t.world, "rup", { scripts, album }));
    const filed = await registerOnPaper(clerk, "accesso-agli-atti", today());
    const here = `/it/ufficio/pratiche/${filed}`;
    await t.step("the office finds that others are concerned", async () => {
        await clerk.go(here);
        await send(clerk, "prendi_in_carico");
        await send(clerk, "avvia_ricerca");
        await rup.go(here);
        await send(rup, "avvisa_controinteressati", "Avvisiamo le persone di cui parlano i documenti.");
    });
    const act = "notifica_controinteressati";
    const names = () => form(clerk, act).locator("textarea[name=destinatari]");
    await t.step("who is not named, or not written well, is said, and nothing is lost", async () => {
        await clerk.go(here);
        await send(clerk, act, "Può opporsi entro dieci giorni.");
        await clerk.says("Manca chi riceve l’atto");
        await names().fill("Dario Vicini");
        await send(clerk, act);
        await clerk.says("Un destinatario non è scritto bene");
        assert.equal(await names().inputValue(), "Dario Vicini");
        assert.equal(await form(clerk, act).locator("textarea[name=testo]").inputValue(), "Può opporsi entro dieci giorni.");
        await clerk.see("wrong", { status: 422 });
    });
    await t.step("each has a row of their own, and a proof", async () => {
        await names().fill("Dario Vicini; Via Bassa 2, 00000 Roccascura\nCarla Confini; Via Bassa 4, 00000 Roccascura");
        await send(clerk, act);
        await clerk.says("Dario Vicini");
        await clerk.says("Carla Confini");
        await clerk.see("sent");
        await clerk.go("/it/ufficio/comunicazioni");
        await clerk.says("Via Bassa 4, 00000 Roccascura");
        await clerk.see("to-send");
        await clerk.go("/it/ufficio/protocollo");
        await clerk.says("Dario Vicini, Carla Confini");
    });
    await t.step("who asked sees that it went out, not to whom nor what it says", async () => {
        const owner = await t.welcome(person(t.browser, t.world, "proprietaria", { scripts, album }));
        await owner.go(`/it/pratiche/${filed}`);
        await owner.says("Avviso mandato alle altre persone");
        const words = await owner.words();
        for (const secret of ["Vicini", "Confini", "dieci giorni."]) {
            assert.ok(!words.includes(secret), secret);
        }
        await owner.see("owner");
    });
}

/** A conference, in a world with certified mail. */
async function conference(t) {
    const world = await World.open("recipients", { pec: true });
    try {
        await called(t, world);
    } finally {
        await world.stop();
    }
}

async function called(t, world) {
    const album = "recipients-bodies";
    const clerk = await t.welcome(person(t.browser, world, "istruttrice", { album }));
    const rup = await t.welcome(person(t.browser, world, "rup", { album }));
    const filed = await registerOnPaper(clerk, "permesso-di-costruire", today(), [files().drawing]);
    const call = form(rup, "convoca_conferenza");
    await t.step("the form says where each body is written to", async () => {
        await rup.go(`/it/ufficio/pratiche/${filed}`);
        await send(rup, "prendi_in_carico");
        await send(rup, "apri_istruttoria");
        await rup.act("convoca_conferenza");
        await call.locator("summary").click();
        await rup.says("comando@pec.vvf.roccascura.example");
        await rup.says("Senza indirizzo, li spedisce l’ufficio");
        await rup.says("leggere i documenti della pratica per 120 giorni");
        for (const body of ["vigili_del_fuoco", "genio_civile"]) {
            await call.locator(`label[for=ente-convoca_conferenza-${body}]`).click();
        }
        await call.locator("textarea[name=destinatari]").fill("Consorzio Alto Corso; consorzio@pec.corso.example");
        await rup.see("call");
    });
    await t.step("its act goes to them, to another and to the applicant", async () => {
        await send(rup, "convoca_conferenza", "Si chiede il parere entro trenta giorni.");
        for (const name of ["Comando dei Vigili del fuoco di Roccascura", "Genio civile", "Consorzio Alto Corso"]) {
            await rup.says(name);
        }
        await rup.see("called");
    });
    const link = await t.step("certified mail brings a body the act and a link of its own", async () => {
        let mails = [];
        await until("the act at the provider", async () => {
            mails = await world.mails("comando@pec.vvf.roccascura.example");
            return mails.length > 0;
        });
        const found = (mail) => mail.text.match(/\/it\/fascicolo\/[0-9a-f]{64}/)?.[0];
        const own = found(mails[0]);
        assert.ok(own, mails[0].text);
        await until("the other's", async () => (await world.mails("consorzio@pec.corso.example")).length > 0);
        assert.equal(found((await world.mails("consorzio@pec.corso.example"))[0]), undefined, "the law opens them to bodies");
        return own;
    });
    await t.step("who has it reads the documents, without a login and without JavaScript", async () => {
        const body = await t.welcome(Visitor.open(t.browser, world, { scripts: false, album }));
        await body.go(link);
        await body.says("Comando dei Vigili del fuoco di Roccascura");
        await body.see("shared");
        const first = body.page.locator("main .portal-links a").first();
        const file = await body.context.request.get(world.url + (await first.getAttribute("href")));
        assert.equal(file.status(), 200);
        const page = await body.context.request.get(world.url + link);
        assert.match(page.headers()["x-robots-tag"], /noindex/);
        const made_up = await body.context.request.get(`${world.url}/it/fascicolo/${"0".repeat(64)}`);
        assert.equal(made_up.status(), 404);
        await rup.go(`/it/ufficio/pratiche/${filed}`);
        await rup.says("Ha letto i documenti della pratica");
    });
    await t.step("what each answers is written down, from the list of what can be done", async () => {
        for (const [body, name] of [["vigili_del_fuoco", "Vigili del fuoco"], ["genio_civile", "Genio civile o ufficio sismico"]]) {
            await rup.page.locator("nav.portal-index-case").getByRole("link", { name: `Registra l'assenso – ${name}` }).click();
            const form = rup.page.locator(`form[action$="/eventi/registra_assenso"]:has([name=ente][value=${body}])`);
            await form.waitFor({ state: "visible" });
            if (body === "vigili_del_fuoco") await rup.see("answer");
            await Promise.all([rup.page.waitForEvent("framenavigated"), form.locator("button[value=registra_assenso]").click()]);
            await rup.says(`Assenso di un ente registrato – ${name}`);
        }
        await send(rup, "chiudi_pareri");
    });
    await t.step("the determination goes to each of them, named by nobody", async () => {
        const head = await t.welcome(person(t.browser, world, "dirigente", { album }));
        await head.go(`/it/ufficio/pratiche/${filed}`);
        await head.act("determina_positiva");
        await head.says("L’atto va anche agli enti chiamati in questa pratica: Genio civile o ufficio sismico, Vigili del fuoco");
        await head.see("determination");
        await send(head, "determina_positiva", "Gli enti sono d'accordo.");
        await until("the determination at the provider", async () => (await world.mails("comando@pec.vvf.roccascura.example")).length > 1);
    });
}
