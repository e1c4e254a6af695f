// A draft's last day, and one click that makes it later.
import assert from "node:assert/strict";

import { newDraft } from "../cila.mjs";
import { person } from "../people.mjs";

export default [
    ["a draft is kept longer, with JavaScript", (t) => keepLonger(t, true)],
    ["a draft is kept longer, without JavaScript", (t) => keepLonger(t, false)],
];

async function keepLonger(t, scripts) {
    const visitor = await t.welcome(person(t.browser, t.world, "comunicazione", { scripts, album: `drafts-${scripts ? "scripts" : "no-scripts"}` }));
    const draft = await newDraft(visitor);
    await t.step("the personal area says until when", async () => {
        await visitor.go("/it/area-personale");
        const card = visitor.page.locator(".portal-card", { has: visitor.page.locator(`form[action*="${draft}"]`) });
        const day = await card.locator("time").last().getAttribute("datetime");
        const [until, now] = [new Date(day), new Date()];
        assert.equal(until.getUTCFullYear(), now.getFullYear() + 1, `kept until ${day}`);
        assert.match((await card.innerText()).replace(/\s+/g, " "), /La bozza resta salvata fino (al |all’)\d+ \p{L}+ \d{4}/u);
        await visitor.see("dashboard-with-draft");
    });
    await t.step("one click renews it", async () => {
        await visitor.page.locator(`form[action*="${draft}"] button`).click();
        await visitor.says("la bozza resta salvata più a lungo");
        await visitor.see("dashboard-renewed");
    });
}
