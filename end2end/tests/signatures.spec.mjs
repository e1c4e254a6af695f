// Somebody is named in a form to sign it: asked by who prepares the case, they read it, sign it, or say why not.
import assert from "node:assert/strict";

import { answerAll, fill, newDraft, ownerDocuments, ownerPages, pressAndGo } from "../cila.mjs";
import { files } from "../files.mjs";
import { person } from "../people.mjs";
import { until } from "../world.mjs";

// One after the other: each reads the newest request that the same person finds.
export default [
    [
        "who is named signs the case that another prepares, with and without JavaScript",
        async (t) => {
            await signing(t, false);
            await signing(t, true);
        },
    ],
];

/** The professional types who signs, in place of what the login filled in. */
const signedByOwner = {
    ...ownerPages,
    firme: {
        ...ownerPages.firme,
        "firma.nome": "Lucia",
        "firma.cognome": "Esemplari",
        "firma.codice_fiscale": "SMPLCU61C54M999F",
        "firma.email": "lucia.esemplari@roccascura.example",
    },
};

async function give(visitor, slot, path) {
    const { page } = visitor;
    await page.setInputFiles(`#file-${slot}`, [path]);
    await page.locator(`#carica-${slot} button`).click();
    await page.locator(`#documento-${slot} .portal-file`).first().waitFor();
}

async function signing(t, scripts) {
    const album = scripts ? "signing" : "signing-plain";
    const geometra = await t.welcome(person(t.browser, t.world, "geometra", { scripts, album }));
    const lucia = await t.welcome(person(t.browser, t.world, "proprietaria", { scripts, album: `${album}-signer` }));
    const draft = await newDraft(geometra);
    const summary = `/it/pratiche/${draft}/riepilogo`;
    const send = geometra.page.getByRole("button", { name: /Conferma e invia/ });

    await t.step("a case that somebody else signs is not sent before", async () => {
        await answerAll(geometra, signedByOwner);
        for (const slot of ["elaborato", ...ownerDocuments]) await give(geometra, slot, files().drawing);
        await give(geometra, "relazione", files().signed);
        await until("every file is checked", async () => {
            await geometra.go(summary);
            return (await geometra.page.getByRole("button", { name: "Chiedi le firme" }).count()) > 0;
        });
        assert.equal(await send.count(), 0);
        await geometra.says("Lucia Esemplari Firma ancora da chiedere");
        await geometra.see("to-ask");
    });
    await t.step("she is asked, and finds what she is asked in her own area", async () => {
        await geometra.press("Chiedi le firme");
        await geometra.says("le persone indicate trovano la richiesta nella loro area personale");
        await geometra.says(/Firma chiesta il \d+/);
        assert.equal(await send.count(), 0);
        await geometra.see("asked");
        await lucia.go("/it/area-personale");
        await lucia.says("Firme che ti chiedono");
        await lucia.see("area");
    });
    await t.step("she reads all of it, documents too", async () => {
        await lucia.page.getByRole("link", { name: /CILA, preparata da Marco Fintelli/ }).last().click();
        for (const words of ["Foglio 7, particella 214", "12.500,00 €", "elaborato-grafico.pdf"]) await lucia.says(words);
        assert.equal(await lucia.page.getByRole("link", { name: /Modifica/ }).count(), 0, "she signs, she does not fill");
        await lucia.see("request");
        const address = await lucia.page.getByRole("link", { name: /elaborato-grafico\.pdf/ }).first().getAttribute("href");
        assert.equal((await lucia.context.request.get(lucia.world.url + address)).status(), 200);
    });
    await t.step("what changed while she read is not signed", async () => {
        await geometra.go(`/it/pratiche/${draft}/passi/immobile?da=riepilogo`);
        await fill(geometra.page, { interno: "piano 3" });
        await geometra.press("Salva e torna al riepilogo");
        await geometra.says("La pratica è cambiata dopo la richiesta: la firma va chiesta di nuovo");
        await geometra.see("changed");
        lucia.expected = (response) => response.status() === 409;
        await pressAndGo(lucia, /^Firma la pratica/);
        await lucia.says("La pratica è cambiata mentre la leggevi");
        await lucia.see("too-late", { status: 409 });
        lucia.expected = undefined;
    });
    await t.step("she says why she does not sign", async () => {
        await geometra.press("Chiedi le firme");
        await lucia.go("/it/area-personale");
        await lucia.page.getByRole("link", { name: /CILA, preparata da Marco Fintelli/ }).last().click();
        await lucia.page.fill("#motivo", "Il piano è il secondo.");
        await lucia.press("Non firmo");
        await lucia.says("Abbiamo registrato che non firmi");
        await geometra.go(summary);
        await geometra.says("Motivo: Il piano è il secondo.");
        await geometra.see("declined");
    });
    await t.step("asked again, she signs, and the case is sent", async () => {
        await geometra.press("Chiedi le firme");
        await lucia.go("/it/area-personale");
        await lucia.page.getByRole("link", { name: /CILA, preparata da Marco Fintelli/ }).last().click();
        await pressAndGo(lucia, /^Firma la pratica/);
        await lucia.says("Abbiamo registrato la tua firma");
        await lucia.see("signed");
        await geometra.go(summary);
        await geometra.says(/Lucia Esemplari Firmata il \d+/);
        await pressAndGo(geometra, /Conferma e invia/);
        await geometra.says("Pratica inviata");
        await geometra.follow("Segui la pratica");
        await geometra.says(/Lucia Esemplari Firmata il \d+/);
        await geometra.see("sent");
    });
}
