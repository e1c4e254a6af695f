// The CILA as people fill it: its answers, and the hands that type them.

export const client = {
    committente_nome: "Lucia",
    committente_cognome: "Esemplari",
    committente_codice_fiscale: "SMPLCU61C54M999F",
    titolo: "proprietario",
    indirizzo: "Via delle Mura 12",
    "catasto.foglio": "7",
    "catasto.particella": "214",
    "catasto.subalterno": "3",
};

export const works = {
    tipo_lavori: "manutenzione_straordinaria",
    descrizione: "Demolizione di un tramezzo non portante.\nRifacimento del bagno.",
    "inizio_lavori.giorno": "15",
    "inizio_lavori.mese": "1",
    "inizio_lavori.anno": "2027",
    esecutore: "impresa",
    impresa: "Edilfinta S.r.l. 99990001127",
    tecnico_nome: "Marco",
    tecnico_cognome: "Fintelli",
    tecnico_codice_fiscale: "FNTMRC79H21M998M",
    tecnico_ordine: "Collegio dei geometri di Valdombra",
    tecnico_numero: "1234",
    asseverazione: true,
    altri_assensi: true,
    privacy: true,
};

/** Types answers into the open form: text, a choice by its value, a tick by `true`. */
export async function fill(page, answers) {
    for (const [name, value] of Object.entries(answers)) {
        const field = page.locator(`main [name="${name}"]`);
        if (value === true) await pressLabel(page, field);
        else if ((await field.count()) > 1) await pressLabel(page, page.locator(`main [name="${name}"][value="${value}"]`));
        else await field.fill(value);
    }
}

/** The design system draws boxes and circles beside the real input: people press the label. */
async function pressLabel(page, field) {
    if (await field.isChecked()) return;
    await page.locator(`label[for="${await field.getAttribute("id")}"]`).click({ position: { x: 12, y: 12 } });
}

export async function answerClient(visitor, answers = client) {
    await fill(visitor.page, answers);
    await visitor.press("Salva e continua");
}

export async function answerWorks(visitor, answers = works) {
    await fill(visitor.page, answers);
    await visitor.press("Salva e continua");
}

/** A new draft of the person who is logged in, open at its first questions; returns its id. */
export async function newDraft(visitor) {
    const { page, world, context } = visitor;
    const begun = await context.request.post(`${world.url}/it/servizi/cila/inizia`, {
        form: { nuova: "1" },
        headers: { origin: world.url },
    });
    await page.goto(begun.url());
    return page.url().match(/\/pratiche\/([0-9a-f-]{36})\//)[1];
}
