// Cases that come on paper.

/** Cases registered so far: the same words twice within a minute are one case. */
let registered = 0;

/** Registers a case that came on paper to the office, for Lucia; returns its id. `arrived`: the day, as browsers send it. */
export async function registerOnPaper(clerk, procedure, arrived, files = []) {
    const { page } = clerk;
    await clerk.go("/it/ufficio/registra");
    await page.selectOption("#procedura", procedure);
    await page.selectOption("#canale", "paper");
    await page.fill("#giorno", arrived);
    await page.fill("#nome", "Lucia");
    await page.fill("#cognome", "Esemplari");
    await page.fill("#codice-fiscale", "SMPLCU61C54M999F");
    registered += 1;
    await page.fill("#oggetto", `Apertura in un muro portante (${registered})`);
    await page.setInputFiles("#file", files);
    await clerk.press("Registra la pratica");
    await clerk.says("Pratica registrata.");
    return new URL(page.url()).pathname.split("/").pop();
}
