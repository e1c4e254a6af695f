// The portal's own outages: announced by the administrator, read by anybody, attested for who is logged in.
import assert from "node:assert/strict";

import { Visitor } from "../visitor.mjs";
import { logIn } from "../people.mjs";

export default [
    ["outages are announced and read, with JavaScript", (t) => walk(t, { scripts: true })],
    ["outages are announced and read, without JavaScript", (t) => walk(t, { scripts: false })],
];

async function walk(t, { scripts }) {
    const album = `outages-${scripts ? "scripts" : "no-scripts"}`;
    const visitor = await t.welcome(Visitor.open(t.browser, t.world, { scripts, album }));
    const { page } = visitor;
    const why = scripts ? "Nuova versione" : "Cambio del disco";
    const day = new Date(Date.now() + 3 * 86_400_000).toISOString().slice(0, 10);
    await t.step("the administrator announces one, and a mistake loses nothing", async () => {
        await visitor.go("/it/accesso?ritorno=/it/ufficio/interruzioni");
        await logIn(visitor, "amministratrice");
        await visitor.see("announce");
        await page.locator("#da_giorno").fill(day);
        await page.locator("#da_ora").fill("22:00");
        await page.locator("#motivo").fill(why);
        await visitor.press("Annuncia");
        await visitor.see("announce-wrong", { status: 422 });
        assert.equal(await page.locator("#motivo").inputValue(), why);
        await page.locator("#a_giorno").fill(day);
        await page.locator("#a_ora").fill("23:30");
        await visitor.press("Annuncia");
        await visitor.says(why);
        await visitor.see("announced");
    });
    await t.step("anybody reads it, and who is logged in downloads the attestation", async () => {
        await page.locator("footer").getByRole("link", { name: "Interruzioni del portale" }).click();
        await visitor.says(`(90 minuti) – ${why}`);
        await visitor.see("public");
        const [download] = await Promise.all([
            page.waitForEvent("download"),
            page.getByRole("link", { name: "Scarica l’attestazione" }).click(),
        ]);
        assert.match(download.suggestedFilename(), /^interruzioni-\d{4}-\d{2}-\d{2}-\d{4}-\d{2}-\d{2}\.pdf$/);
    });
    await t.step("days that make no sense are explained", async () => {
        await visitor.go("/it/disservizi?dal=2026-02-02&al=2026-02-01");
        await visitor.see("days-wrong", { status: 422 });
    });
    await t.step("it is taken back", async () => {
        await visitor.go("/it/ufficio/interruzioni");
        await page.locator("main li", { hasText: why }).getByRole("button").click();
        assert.ok(!(await visitor.words()).includes(why));
    });
}
