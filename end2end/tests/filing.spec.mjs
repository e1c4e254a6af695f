// Every procedure is filed through its whole form, and the office takes it in charge. The CILA has journeys of its own.
import assert from "node:assert/strict";

import { fileSample } from "../samples.mjs";
import { person } from "../people.mjs";

const procedures = [
    ["permesso-di-costruire", false],
    ["scia-edilizia", true],
    ["segnalazione-certificata-agibilita", false],
    ["accesso-agli-atti", true],
    ["certificato-destinazione-urbanistica", false],
    ["inizio-lavori", true],
    ["fine-lavori", false],
    ["voltura", false],
];

export default procedures.map(([procedure, scripts]) => [
    `${procedure} from its first question to the office, ${scripts ? "with" : "without"} JavaScript`,
    (t) => filed(t, procedure, scripts),
]);

async function filed(t, procedure, scripts) {
    const album = `filing-${procedure}`;
    const owner = await t.welcome(person(t.browser, t.world, "proprietaria", { scripts, album }));
    const draft = await t.step("every question and document, sent", () => fileSample(owner, procedure));
    await t.step("its owner follows it", async () => {
        await owner.go(`/it/pratiche/${draft}`);
        await owner.see("sent");
        await owner.go("/it/area-personale");
        // Of ten cases of one procedure each is known by whose it is and where.
        const card = owner.page.locator("main li", { has: owner.page.locator(`a[href$="/pratiche/${draft}"]`) });
        assert.match(await card.first().innerText(), / – (via|piazza|salita|foglio) /i);
    });
    const clerk = await t.welcome(person(t.browser, t.world, "istruttrice", { scripts, album }));
    await t.step("the office takes it in charge", async () => {
        await clerk.go(`/it/ufficio/pratiche/${draft}`);
        await clerk.press("Prendi in carico");
        await clerk.see("in-charge");
    });
    await t.step("its owner reads so", async () => {
        await owner.go(`/it/pratiche/${draft}`);
        await owner.says("Presa in carico da");
    });
}
