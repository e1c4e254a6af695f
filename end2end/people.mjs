// The demo's people, and how they log in: through the sandbox's page, as in any provider's.
import assert from "node:assert/strict";

import { Visitor } from "./visitor.mjs";

/** Chooses a person on the provider's page; begins on the portal's login page. */
export async function logIn(visitor, person) {
    await visitor.page.locator("main form button").click();
    await visitor.page.locator(`button[name=person][value=${person}]`).click();
    assert.ok(visitor.page.url().startsWith(visitor.world.url), `back from the provider, not ${visitor.page.url()}`);
}

/** A visitor who is logged in as one of the demo's people, at the personal area. */
export async function person(browser, world, who, options) {
    const visitor = await Visitor.open(browser, world, options);
    await visitor.go(`/${visitor.lang}/accesso`);
    await logIn(visitor, who);
    return visitor;
}

/**
 * Logs a visitor out as another tab of theirs would: where they go on typing the session is gone. Sent without a tab: a browser
 * that runs no scripts may never answer that it closed one which was still being led on.
 */
export async function leaveInAnotherTab(visitor) {
    const { url } = visitor.world;
    const answer = await visitor.context.request.post(`${url}/${visitor.lang}/uscita`, { headers: { origin: new URL(url).origin }, form: { azione: "esci" } });
    assert.ok(answer.ok(), `status ${answer.status()} of the logout`);
}
