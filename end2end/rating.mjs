// The question at the end of a case, as people answer it.
import assert from "node:assert/strict";

/** Rates a filed case from its confirmation: first without stars, then with few, then as thanks. */
export async function rate(visitor, filed) {
    const { page } = visitor;
    await visitor.go(`/it/pratiche/${filed}/conferma`);
    const [liked, hard] = [page.locator(".portal-rating-liked"), page.locator(".portal-rating-hard")];
    assert.ok(!(await liked.isVisible()) && !(await hard.isVisible()), "no follow-up before the stars");
    await page.fill("#dettagli", "a".repeat(201));
    await visitor.press("Invia la valutazione");
    await visitor.says("Scegli da 1 a 5 stelle");
    await visitor.says("Scrivi al massimo 200 caratteri");
    await visitor.see("confirmation-rating-errors", { status: 422 });
    assert.equal((await page.inputValue("#dettagli")).length, 201, "what was typed is kept");
    for (const stars of [1, 2, 3, 4, 5, 3]) {
        await page.locator(`label[for=stelle-${stars}]`).click();
        assert.deepEqual([await liked.isVisible(), await hard.isVisible()], [stars > 3, stars < 4], `${stars} stars`);
    }
    await page.locator("label[for=difficile-clear]").click();
    await page.fill("#dettagli", "Le misure non erano chiare.");
    await visitor.see("confirmation-rating", { status: 422 });
    await visitor.press("Invia la valutazione");
    await visitor.says("Abbiamo ricevuto la tua valutazione");
    await visitor.says("Grazie per la tua opinione");
    assert.equal(await page.locator("[name=stelle]").count(), 0, "once for each case");
    await visitor.see("confirmation-rated");
    await visitor.go(`/it/pratiche/${filed}`);
}

/** What the office reads of it. */
export async function readRatings(clerk) {
    await clerk.go("/it/ufficio");
    await clerk.follow("Valutazioni dei servizi");
    await clerk.says("Le misure non erano chiare.");
    await clerk.says(/\d,\d su 5 \(\d+ valutazioni\)/);
    await clerk.see("office-ratings");
}
