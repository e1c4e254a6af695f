// How people are reached: notices that say nothing, acts that are registered and served, contacts that they choose.
import assert from "node:assert/strict";

import { fileOwnCase, pressAndGo } from "../cila.mjs";
import { person } from "../people.mjs";
import { World, until } from "../world.mjs";

export default [
    ["notices, acts and the register, with JavaScript", (t) => told(t, true)],
    ["notices, acts and the register, without JavaScript", (t) => told(t, false)],
];

const lucia = "lucia.esemplari@roccascura.example";

/** The newest mail to an address, once there are more than before. */
async function nextMail(world, to, before) {
    let mails = [];
    await until(`a mail to ${to}`, async () => {
        mails = await world.mails(to);
        return mails.length > before;
    });
    return mails[0];
}

/** What every notice is: a link to the page, and nothing of what it is about. */
function isCourtesy(world, mail, link) {
    assert.equal(mail.subject, "C’è una novità sulla tua pratica");
    assert.ok(mail.text.includes(`${world.url}${link}`), mail.text);
    for (const secret of ["RC-", "CILA", "Lucia", "quota", "SMPLCU"]) {
        assert.ok(!mail.text.includes(secret) && !mail.subject.includes(secret), `${secret} in ${mail.text}`);
    }
}

async function told(t, scripts) {
    // A world of its own: the mails of one journey are not those of another.
    const world = await World.open(`communications-${scripts ? "scripts" : "plain"}`, { empty: true });
    const options = { scripts, album: scripts ? "communications" : "communications-plain" };
    try {
        const owner = await t.welcome(person(t.browser, world, "proprietaria", options));
        const clerk = await t.welcome(person(t.browser, world, "istruttrice", options));
        await journey(t, world, owner, clerk, options);
    } finally {
        await world.stop();
    }
}

async function journey(t, world, owner, clerk, options) {
    let draft;
    await t.step("a case is sent: a mail says that there is news, and nothing else", async () => {
        draft = await fileOwnCase(owner);
        isCourtesy(world, await nextMail(world, lucia, 0), `/it/pratiche/${draft}`);
    });
    const casePage = `/it/ufficio/pratiche/${draft}`;
    await t.step("the office asks: it is registered as sent, and on its way", async () => {
        await clerk.go(casePage);
        await pressAndGo(clerk, "Prendi in carico");
        const before = (await world.mails(lucia)).length;
        await clerk.act("chiedi_chiarimenti");
        await clerk.page.fill("#testo-chiedi_chiarimenti", "Manca la quota del soffitto.");
        await pressAndGo(clerk, "Chiedi chiarimenti");
        await clerk.says("Non ancora aperta");
        await clerk.see("office-case");
        isCourtesy(world, await nextMail(world, lucia, before), `/it/pratiche/${draft}`);
        await clerk.go("/it/ufficio/protocollo");
        await clerk.says("Uscita Lucia Esemplari");
        await clerk.see("register");
        await clerk.page.locator("main tbody tr", { hasText: "Uscita" }).first().getByRole("link").click();
        await clerk.says("Manca la quota del soffitto.");
        await clerk.see("register-entry");
        await clerk.go("/it/ufficio/comunicazioni");
        await clerk.see("acts-to-deliver");
    });
    await t.step("the applicant finds it, opens the case, and it counts as received", async () => {
        await owner.go("/it/area-personale");
        await owner.follow("Comunicazioni ufficiali");
        await owner.says("Non ancora aperta");
        await owner.see("acts");
        await owner.page.locator("main .portal-card a").first().click();
        await owner.says("Manca la quota del soffitto.");
        await owner.see("case");
        await owner.go("/it/comunicazioni");
        await owner.says(/Ricevuta il .*, aperta nel portale/);
        await clerk.go(casePage);
        await clerk.says(/Ricevuta il .*, aperta nel portale/);
    });
    await t.step("the head of the office annuls an entry, which stays readable", async () => {
        const head = await t.welcome(person(t.browser, world, "dirigente", options));
        await head.go("/it/ufficio/protocollo");
        await head.page.locator("main tbody tr", { hasText: "Uscita" }).first().getByRole("link").click();
        await head.page.locator("main summary", { hasText: "Annulla questa registrazione" }).click();
        await head.page.fill("#motivo", "Registrata due volte.");
        await pressAndGo(head, "Annulla la registrazione");
        await head.says("Ci sono alcune informazioni da correggere");
        assert.equal(await head.page.inputValue("#motivo"), "Registrata due volte.");
        await head.see("annul-refused", { status: 422 });
        await head.page.fill("#provvedimento", "Determinazione n. 12");
        await pressAndGo(head, "Annulla la registrazione");
        await head.says("Abbiamo annullato la registrazione");
        await head.says("Manca la quota del soffitto.");
        await head.see("annulled");
    });
    await t.step("contacts: mistakes are said, what was typed stays", async () => {
        await owner.go("/it/profilo");
        await owner.see("profile");
        await owner.page.locator("label[for=avvisi-2]").click();
        await owner.page.locator("label[for=canale-3]").click();
        await pressAndGo(owner, "Salva i contatti");
        await owner.says("Scrivi l’indirizzo a cui spedire");
        await owner.see("profile-wrong", { status: 422 });
        await owner.page.fill("#indirizzo", "Lucia Esemplari\nVia delle Mura 12\n00000 Roccascura");
        await pressAndGo(owner, "Salva i contatti");
        await owner.says("Abbiamo salvato i tuoi contatti");
    });
    await t.step("the next act goes on paper, without a mail, and the office proves it", async () => {
        await owner.go(`/it/pratiche/${draft}`);
        await owner.follow("Rispondi e allega i file");
        await owner.page.fill("#testo", "È 2,70 m.");
        await pressAndGo(owner, "Invia la risposta");
        const before = (await world.mails(lucia)).length;
        await clerk.go(casePage);
        await clerk.act("chiedi_chiarimenti");
        await clerk.page.fill("#testo-chiedi_chiarimenti", "E quella del bagno?");
        await pressAndGo(clerk, "Chiedi chiarimenti");
        await clerk.go("/it/ufficio/comunicazioni");
        await clerk.says("Via delle Mura 12");
        await clerk.page.locator("main summary", { hasText: "Scrivi quando" }).first().click();
        await clerk.page.locator("main input[name=prova]").first().fill("Raccomandata 1-2");
        await pressAndGo(clerk, "Salva la prova");
        await clerk.says("Il giorno non va bene");
        await clerk.see("proof-refused", { status: 422 });
        const today = new Intl.DateTimeFormat("sv-SE", { timeZone: "Europe/Rome" }).format(new Date());
        await clerk.page.locator("main input[name=giorno]").first().fill(today);
        await pressAndGo(clerk, "Salva la prova");
        await clerk.says("Abbiamo registrato che la comunicazione è stata ricevuta");
        assert.equal((await world.mails(lucia)).length, before, "no notices for who wants none");
    });
}
