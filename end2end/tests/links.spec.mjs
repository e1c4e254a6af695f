// Cases that belong together: what follows is begun from the first, drafts are sent together, the office links and hands on.
import assert from "node:assert/strict";
import { cpSync } from "node:fs";
import { join } from "node:path";

import { pressAndGo } from "../cila.mjs";
import { registerOnPaper } from "../paper.mjs";
import { person } from "../people.mjs";
import { World, root } from "../world.mjs";

export default [
    ["what follows a case is begun from it, without JavaScript", (t) => following(t, false)],
    ["what follows a case is begun from it, with JavaScript", (t) => following(t, true)],
    ["the office links two cases and hands one to another office", handing],
    ["drafts are sent together and one case hears of another, without JavaScript", together],
];

const id = (visitor) => visitor.page.url().match(/\/pratiche\/([0-9a-f-]{36})/)[1];

async function following(t, scripts) {
    const album = scripts ? "links-scripts" : "links";
    const clerk = await t.welcome(person(t.browser, t.world, "istruttrice", { scripts, album }));
    const filed = await registerOnPaper(clerk, "cila", "2026-02-03");
    const number = (await clerk.page.locator("h1").innerText()).match(/RC-\d{4}-\d{6}/)[0];
    const owner = await t.welcome(person(t.browser, t.world, "proprietaria", { scripts, album }));
    await t.step("the case says what can be filed now", async () => {
        await owner.go(`/it/pratiche/${filed}`);
        await owner.says("Che cosa puoi presentare ora");
        await owner.see("offers");
    });
    const draft = await t.step("the draft knows the title", async () => {
        await pressAndGo(owner, "Comunica la fine dei lavori");
        await owner.says("Abbiamo scritto nella bozza i dati che avevamo già");
        const draft = id(owner);
        await owner.go(`/it/pratiche/${draft}/passi/titolo_edilizio`);
        assert.equal(await owner.page.inputValue("[name=titolo_numero]"), number);
        assert.equal(await owner.page.locator("[name=titolo_tipo]:checked").inputValue(), "cila");
        assert.equal(await owner.page.inputValue("[name='titolo_data.giorno']"), "3");
        await owner.go(`/it/pratiche/${filed}`);
        await owner.says("Hai già iniziato");
        await pressAndGo(owner, "Comunica la fine dei lavori");
        assert.equal(id(owner), draft, "the same draft again");
        return draft;
    });
    await t.step("another is prepared with it, and taken apart", async () => {
        await owner.go(`/it/pratiche/${draft}/riepilogo`);
        await pressAndGo(owner, "Presenta insieme la segnalazione di agibilità (SCA)");
        const companion = id(owner);
        await owner.go(`/it/pratiche/${draft}/riepilogo`);
        await owner.says("da completare");
        await owner.see("leader");
        await owner.go(`/it/pratiche/${companion}/riepilogo`);
        await owner.says("Questa pratica si invia insieme a");
        await owner.see("companion");
        await pressAndGo(owner, "Inviala da sola");
        assert.doesNotMatch(await owner.words(), /si invia insieme a/);
    });
}

async function handing(t) {
    const album = "links-office";
    const clerk = await t.welcome(person(t.browser, t.world, "istruttrice", { scripts: false, album }));
    const first = await registerOnPaper(clerk, "cila", "2026-02-03");
    const number = (await clerk.page.locator("h1").innerText()).match(/RC-\d{4}-\d{6}/)[0];
    const second = await registerOnPaper(clerk, "accesso-agli-atti", "2026-02-04");
    await t.step("a number that is none is said, and kept", async () => {
        await clerk.page.locator("summary", { hasText: "Collega un’altra pratica" }).click();
        await clerk.page.fill("#collega", "RC-2026-999999");
        await pressAndGo(clerk, "Collega");
        await clerk.says("L’ufficio non ha una pratica con questo numero");
        assert.equal(await clerk.page.inputValue("#collega"), "RC-2026-999999");
        await clerk.see("unknown", { status: 422 });
    });
    await t.step("linked, each leads to the other", async () => {
        await clerk.page.fill("#collega", number.toLowerCase());
        await pressAndGo(clerk, "Collega");
        await clerk.says("Collegata dall’ufficio");
        await clerk.see("linked");
        await clerk.page.locator("#collegamenti a").first().click();
        assert.equal(id(clerk), first);
    });
    await t.step("taken apart with a reason", async () => {
        await clerk.page.locator("#collegamenti summary").first().click();
        await clerk.page.locator("#collegamenti textarea").first().fill("Era un’altra pratica.");
        await pressAndGo(clerk, "Togli il collegamento");
        assert.equal(await clerk.page.locator("#collegamenti").count(), 0);
        await clerk.says("Era un’altra pratica.");
    });
    await t.step("the office opens a case from another, and nothing is typed twice", async () => {
        const { page } = clerk;
        await clerk.go(`/it/ufficio/pratiche/${first}`);
        await page.getByRole("link", { name: "Apri una pratica collegata a questa" }).click();
        await clerk.says(`Sarà collegata alla pratica ${number}`);
        assert.equal(await page.inputValue("#cognome"), "Esemplari");
        assert.equal(await page.inputValue("#codice-fiscale"), "SMPLCU61C54M999F");
        await page.selectOption("#procedura", "accesso-agli-atti");
        await page.selectOption("#canale", "office");
        await page.fill("#oggetto", "Verifica d’ufficio");
        await pressAndGo(clerk, "Registra la pratica");
        await clerk.says(`Sarà collegata alla pratica ${number}`);
        assert.equal(await page.inputValue("#oggetto"), "Verifica d’ufficio", "nothing is lost");
        await clerk.see("opening", { status: 422 });
        await page.fill("#giorno", new Date().toLocaleDateString("sv-SE", { timeZone: "Europe/Rome" }));
        await pressAndGo(clerk, "Registra la pratica");
        await clerk.says("Pratica registrata.");
        await clerk.says("Aperta d’ufficio il");
        await clerk.see("opened");
        await page.locator("#collegamenti a").first().click();
        assert.equal(id(clerk), first);
    });
    await t.step("who leads hands a case to the office that it is for, and sees it no more", async () => {
        const rup = await t.welcome(person(t.browser, t.world, "rup", { scripts: false, album }));
        await rup.go(`/it/ufficio/pratiche/${second}`);
        await rup.page.locator("summary", { hasText: "Passa a un altro ufficio" }).click();
        await rup.page.selectOption("#trasferisci", "tributi");
        await pressAndGo(rup, "Passa la pratica");
        await rup.says("Scrivi il testo");
        assert.equal(await rup.page.inputValue("#trasferisci"), "tributi");
        await rup.see("transfer", { status: 422 });
        await rup.page.fill("#trasferisci-motivo", "È materia dei tributi.");
        await pressAndGo(rup, "Passa la pratica");
        await rup.says("La pratica è passata all’altro ufficio.");
        await rup.go(`/it/ufficio/pratiche/${second}`);
        await rup.says("non");
        const taxes = await t.welcome(person(t.browser, t.world, "tributi", { scripts: false, album }));
        await taxes.go(`/it/ufficio/pratiche/${second}`);
        await taxes.says("Passata a un altro ufficio");
    });
}

/** Begins a procedure of one page anew and answers it; returns the draft. */
async function draftOf(visitor, slug, answers) {
    const begun = await visitor.context.request.post(`${visitor.world.url}/it/servizi/${slug}/inizia`, { form: { nuova: "1" }, headers: { origin: visitor.world.url } });
    await visitor.page.goto(begun.url());
    await answered(visitor, answers);
    return id(visitor);
}

/** Answers the open page of questions and goes on. */
async function answered(visitor, answers) {
    const { page } = visitor;
    for (const [name, value] of Object.entries(answers)) {
        const choice = page.locator(`input[type=radio][name="${name}"][value="${value}"]`);
        if (await choice.count()) await page.locator(`label[for="${await choice.getAttribute("id")}"]`).click();
        else await page.fill(`[name="${name}"]`, value);
    }
    await pressAndGo(visitor, "Salva e continua");
}

/** Does something with a case from the office's page of it. */
async function act(visitor, filed, event, words) {
    await visitor.go(`/it/ufficio/pratiche/${filed}`);
    const form = await visitor.act(event);
    if (await form.locator("textarea").count()) await form.locator("textarea").first().fill("Motivi.");
    await Promise.all([visitor.page.waitForEvent("framenavigated"), form.getByRole("button", { name: words }).click()]);
}

async function together(t) {
    const world = await t.step("a portal with the tests' own procedures", async () => {
        const world = await World.open("links");
        await world.portal.stop();
        for (const slug of ["termini", "seguito"]) {
            cpSync(join(root, "server/testkit/procedures", slug), join(world.env.SPORTELLO_DATA_DIR, "overrides/procedures", slug), { recursive: true });
        }
        await world.startPortal();
        return world;
    });
    const options = { scripts: false, album: "links-together" };
    const owner = await t.welcome(person(t.browser, world, "proprietaria", options));
    const other = await t.welcome(person(t.browser, world, "inquilina", options));
    const clerk = await t.welcome(person(t.browser, world, "istruttrice", options));
    const head = await t.welcome(person(t.browser, world, "dirigente", options));
    const first = await t.step("two drafts are sent at once, or none", async () => {
        const leader = await draftOf(owner, "termini", { vincolo: "si", "fine_lavori.giorno": "1", "fine_lavori.mese": "2", "fine_lavori.anno": "2026" });
        await owner.go(`/it/pratiche/${leader}/riepilogo`);
        await pressAndGo(owner, "Presenta insieme un seguito");
        const companion = id(owner);
        await owner.go(`/it/pratiche/${companion}/passi/lavori`);
        assert.equal(await owner.page.locator("[name=vincolo]:checked").inputValue(), "si", "what both ask is answered");
        await owner.go(`/it/pratiche/${companion}/riepilogo`);
        await owner.says("Questa pratica si invia insieme a: Termini");
        assert.equal(await owner.page.getByRole("button", { name: /Conferma e invia/ }).count(), 0);
        await owner.follow("Vai al riepilogo: Termini");
        await owner.says("Seguito – completa");
        await owner.see("both-ready");
        await pressAndGo(owner, /Conferma e invia/);
        await owner.says("Pratica inviata");
        await owner.go(`/it/pratiche/${companion}`);
        await owner.says("Questa pratica fa seguito a");
        await owner.go(`/it/pratiche/${leader}`);
        await owner.says("Le fa seguito");
        await owner.see("sent");
        return leader;
    });
    const number = (await owner.page.locator("h1").innerText()).match(/RC-\d{4}-\d{6}/)[0];
    await t.step("a day that was declared is put right, and its applicant reads why", async () => {
        await act(head, first, "rilascia", "Fai rilascia");
        await head.page.locator("summary", { hasText: "Rettifica" }).click();
        const day = head.page.locator("input[name=giorno-fine_lavori]");
        assert.equal(await day.inputValue(), "2026-02-01");
        await day.fill("2026-02-11");
        await pressAndGo(head, "Correggi i giorni");
        await head.says("Scrivi il testo");
        assert.equal(await day.inputValue(), "2026-02-11", "what was typed stays");
        await head.see("declared-day", { status: 422 });
        await head.page.locator("textarea[id^=rettifica-motivo-]").fill("Il verbale dice 11.");
        await pressAndGo(head, "Correggi i giorni");
        await head.says("Prima della rettifica");
        await head.see("declared-day-foreseen");
        await pressAndGo(head, "Sì, rettifica");
        await owner.go(`/it/pratiche/${first}`);
        await owner.says("Il verbale dice 11.");
    });
    await t.step("who names the case of another waits for the office", async () => {
        const draft = await draftOf(other, "seguito", { vincolo: "no", titolo_numero: number });
        await other.go(`/it/pratiche/${draft}/riepilogo`);
        await pressAndGo(other, /Conferma e invia/);
        await clerk.go(`/it/ufficio/pratiche/${draft}`);
        await clerk.says("l’ufficio deve ancora confermarla");
        await clerk.see("declared");
        await act(head, draft, "accogli", "Accogli");
        await pressAndGo(clerk, `Sì, è la pratica ${number}`);
        await clerk.says("Prima di collegare le due pratiche");
        await clerk.says(/Si registra: «Fatto seguita», con il giorno/);
        await clerk.says("Stato: da «Stato rilasciata» a «Stato decaduta»");
        await clerk.see("foreseen");
        await clerk.page.getByRole("link", { name: "Lascia com’è" }).click();
        await clerk.says("l’ufficio deve ancora confermarla");
        await owner.go(`/it/pratiche/${first}`);
        assert.equal(await owner.page.locator(`#collegamenti a[href*="${draft}"]`).count(), 0, "number and procedure, no more");
    });
    await t.step("a form from a case knows its number", async () => {
        await pressAndGo(owner, "Presenta un seguito");
        const follower = id(owner);
        await owner.go(`/it/pratiche/${follower}/passi/lavori`);
        assert.equal(await owner.page.inputValue("[name=titolo_numero]"), number);
        await owner.go(`/it/pratiche/${follower}/riepilogo`);
        await pressAndGo(owner, /Conferma e invia/);
        await owner.says("Pratica inviata");
    });
    await t.step("what was granted in one case happens in the other once the office says so", async () => {
        await pressAndGo(clerk, `Sì, è la pratica ${number}`);
        await pressAndGo(clerk, "Sì, collega le due pratiche");
        await clerk.says("Questa pratica fa seguito a");
        await owner.go(`/it/pratiche/${first}`);
        await owner.says("Stato decaduta");
        await owner.says(/Seguito RC-\d{4}-\d{6}/);
        await owner.see("heard");
    });
    await t.step("what came by certified mail for a case of the portal is written down, with its day and its proof", async () => {
        const filed = await draftOf(owner, "termini", { vincolo: "no" });
        await owner.go(`/it/pratiche/${filed}/riepilogo`);
        await pressAndGo(owner, /Conferma e invia/);
        await clerk.go(`/it/ufficio/pratiche/${filed}`);
        const { page } = clerk;
        assert.equal(await page.locator("#altra-via").getAttribute("open"), null, "it is the exception");
        await page.locator("#altra-via > summary").click();
        await clerk.see("another-way");
        const form = page.locator("form[action$='/eventi/aggiungi']");
        await form.locator("textarea").fill("Ecco la perizia.");
        await pressAndGo(clerk, "Fai aggiungi");
        await clerk.says("Manca il giorno in cui è arrivato");
        assert.equal(await form.locator("textarea").inputValue(), "Ecco la perizia.", "what was typed stays");
        await clerk.see("another-way-wrong", { status: 422 });
        await form.locator("input[name=arrivato_il]").fill(new Date().toLocaleDateString("sv-SE", { timeZone: "Europe/Rome" }));
        await form.locator("input[name=prova]").fill("PEC di stamattina");
        await pressAndGo(clerk, "Fai aggiungi");
        await owner.go(`/it/pratiche/${filed}`);
        await owner.says("Ecco la perizia.");
        await owner.says("PEC di stamattina");
        await owner.see("another-way-told");
    });
    await t.step("the portal of its own ends", () => world.stop());
}
