// Who holds a case: whose it is reads what somebody else files for them, takes it, and gives it to a third.
import assert from "node:assert/strict";

import { fileCase } from "../cila.mjs";
import { person } from "../people.mjs";

export default [["a case passes from the professional to whose it is, and on to another", holding]];

const tenant = "PRVLNI88S42Z129J";

async function holding(t) {
    const of = (who, scripts) => person(t.browser, t.world, who, { scripts, album: `holding-${who}` });
    const geometra = await t.welcome(of("geometra", false));
    const filed = await fileCase(geometra);
    const page = `/it/pratiche/${filed}`;
    const lucia = await t.welcome(of("proprietaria", true));
    await t.step("whose case it is finds it, and reads it", async () => {
        await lucia.go("/it/area-personale");
        await lucia.says("Pratiche tue che segue un’altra persona");
        await lucia.see("area");
        await lucia.page.locator(`main a[href$="${page}"]`).click();
        await lucia.says("Questa pratica riguarda te, ma la segue Marco Fintelli");
        assert.equal(await lucia.page.locator('main form[action$="/messaggi"]').count(), 0, "she only reads");
        await lucia.see("reads");
    });
    await t.step("a stranger finds nothing", async () => {
        const stranger = await t.welcome(of("inquilina", false));
        for (const path of [page, `${page}/affidamento`]) {
            await stranger.go(path);
            assert.equal(stranger.page.lastAnswer.status, 404, path);
        }
    });
    await t.step("she takes it, and says why", async () => {
        await lucia.follow("Vuoi seguirla tu?");
        await lucia.says("Marco Fintelli non può più fare nulla nella pratica");
        await lucia.see("take");
        await lucia.page.locator("#testo").fill("Ho cambiato tecnico.");
        await lucia.press("Da ora la seguo io");
        await lucia.says("Da ora la pratica la segui tu.");
        await lucia.says("Ho cambiato tecnico.");
        await lucia.says("Passata a un’altra persona che la segue");
        await lucia.see("holds");
    });
    await t.step("who held it sees it no more, the office sees who holds it", async () => {
        await geometra.go(page);
        assert.equal(geometra.page.lastAnswer.status, 404);
        const clerk = await t.welcome(of("istruttrice", false));
        await clerk.go(`/it/ufficio/pratiche/${filed}`);
        await clerk.says("La segue ora Lucia Esemplari");
        await clerk.says("Ho cambiato tecnico.");
        await clerk.see("office");
    });
    await t.step("a code with a mistake is said, and nothing typed is lost", async () => {
        await lucia.follow("Affidala a un’altra persona");
        await lucia.see("give");
        await lucia.page.locator("#codice_fiscale").fill("PRVLNI88S42Z129X");
        await lucia.page.locator("#testo").fill("Ci sei tu in casa.");
        await lucia.press("Affida la pratica");
        await lucia.says("Il codice fiscale o la partita IVA non è corretto.");
        assert.equal(await lucia.page.locator("#testo").inputValue(), "Ci sei tu in casa.");
        await lucia.see("wrong", { status: 422 });
    });
    await t.step("given to another it stays hers until they accept", async () => {
        await lucia.page.locator("#codice_fiscale").fill(tenant);
        await lucia.press("Affida la pratica");
        await lucia.says("In attesa di risposta");
        await lucia.see("waiting");
        await lucia.go(page);
        await lucia.says("Lucia Esemplari");
    });
    await t.step("who is asked reads what it is, and accepts", async () => {
        const other = await t.welcome(of("inquilina", false));
        await other.go("/it/area-personale");
        await other.says("Pratiche che ti affidano");
        await other.see("asked");
        await other.page.locator('main a[href*="/affidamenti/"]').click();
        await other.says("Te la affida Lucia Esemplari");
        await other.says("Ci sei tu in casa.");
        await other.see("handing");
        await other.press("Accetto la pratica");
        await other.says("Da ora la pratica la segui tu.");
        await other.see("accepted");
        await lucia.go(page);
        await lucia.says("Questa pratica riguarda te, ma la segue");
    });
    await t.step("who leads it says whose it is, with a reason", async () => {
        const rup = await t.welcome(of("rup", false));
        await rup.go(`/it/ufficio/pratiche/${filed}`);
        await rup.page.locator("main summary", { hasText: "Di chi è la pratica" }).click();
        assert.equal(await rup.page.locator("#titolari").inputValue(), "SMPLCU61C54M999F");
        await rup.page.locator("#titolari").fill(`SMPLCU61C54M999F\n${tenant}`);
        await rup.press("Registra di chi è");
        await rup.says("Il testo è vuoto");
        assert.match(await rup.page.locator("#titolari").inputValue(), /SMPLCU61C54M999F\n/, "what was typed is there");
        await rup.see("whose", { status: 422 });
        await rup.page.locator("#titolari-motivo").fill("Successione: dichiarazione del 3 marzo.");
        await rup.press("Registra di chi è");
        await rup.says("Cambiato il titolare");
        await rup.says("Successione: dichiarazione del 3 marzo.");
    });
}
