//! The XML signature of an entry (*segnatura informatica*, AgID guidelines on documents, annex 6, schema 3.0): who
//! registered what, from whom to whom, with the hash of every file, signed by the portal's key.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use contract::{
    Lang,
    people::CodiceFiscale,
    register::{Direction, EntryKey},
    time::{Moment, clock_words},
};
use entity::{
    cases::{case_events, cases, protocollo},
    identity::persons,
};
use sea_orm::EntityTrait;
use serde_json::Value;
use sha2::{Digest, Sha256};

use super::{
    super::communications::others_of,
    read::{came_with, opened_to},
    written::{Written, written},
    xml::Xml,
};
use crate::{
    access, audit,
    ctx::{Actor, Ctx},
    error::{Error, Kind, Result},
    identity::policy::{self, Action},
    ports::Protocol,
    procedures,
};

const NAMESPACE: &str = "http://www.agid.gov.it/protocollo/";
const DSIG: &str = "http://www.w3.org/2000/09/xmldsig#";
const CANONICAL: &str = "http://www.w3.org/2001/10/xml-exc-c14n#";
const ENVELOPED: &str = "http://www.w3.org/2000/09/xmldsig#enveloped-signature";
const SHA256: &str = "http://www.w3.org/2001/04/xmlenc#sha256";
const ECDSA: &str = "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256";
const DSIG11: &str = "http://www.w3.org/2009/xmldsig11#";
const P256: &str = "urn:oid:1.2.840.10045.3.1.7";

/// The register's code in the signature.
const REGISTER: &str = "PROTOCOLLO";

/// A file of the act: name, media type, SHA-256 in hexadecimal.
struct Part {
    name: String,
    media: &'static str,
    sha256: String,
}

/// The XML signature of an entry of the actor's office. The read is audited before it is answered.
///
/// # Errors
/// [`Error::NotFound`] if there is none or it is another office's, the attempt is audited; or if its official
/// number is another register's, which signs it itself.
pub async fn segnatura(ctx: &Ctx, actor: &Actor, key: EntryKey) -> Result<String> {
    let may = |office: &str| policy::allows(actor, Action::SeeRegister(office));
    let found = opened_to(ctx.db.read(), actor, key, may).await;
    let (row, case) = access::guarded(ctx, actor, "register.segnatura", found).await?;
    if row.port != Protocol::BuiltIn.as_str() {
        return Err(Error::NotFound(Kind::Entry));
    }
    let subject = format!("protocollo:{}", key.words());
    audit::note_now(ctx, actor, "register.segnatura", subject, "ok").await?;
    let party = row.party_id.unwrap_or(case.created_by);
    let person = persons::Entity::find_by_id(party);
    let person = person.one(ctx.db.read()).await?.ok_or(Error::NotFound(Kind::Person))?;
    let sent_to = others_of(ctx.db.read(), [case.id].into_iter()).await?;
    let sent_to = sent_to.get(&(case.id, row.event_seq)).cloned().unwrap_or_default();
    let (primary, others) = parts(ctx, actor, &row, &case).await?;
    let definition = procedures::by_hash(ctx, &case.definition_hash).await?;
    let number = case.number.clone().unwrap_or_default();
    let file = format!("{} {number}", definition.text(Lang::It).service().short);
    signed(ctx, |xml| {
        xml.element("prot:Intestazione", &[], |xml| {
            identifier(ctx, xml, &row);
            xml.leaf("prot:Oggetto", &row.subject);
            classification(ctx, xml, &case);
            xml.element("prot:Fascicolo", &[], |xml| {
                xml.leaf("prot:Denominazione", &file).leaf("prot:CodiceFascicolo", &number);
            });
        });
        xml.element("prot:Descrizione", &[], |xml| {
            let comes = Direction::of(&row.direction) == Direction::In;
            xml.element("prot:Mittente", &[], |xml| {
                if comes { of_person(xml, &person) } else { of_ente(ctx, xml) }
            });
            // The portal itself (nil) stands for nobody: what went to others alone.
            if comes || !party.is_nil() {
                xml.element("prot:Destinatario", &[], |xml| {
                    if comes { of_ente(ctx, xml) } else { of_person(xml, &person) }
                });
            }
            // The schema has no recipient of whom only the name is known: a person needs given and family name, an
            // administration its code in the index. A name alone is a *persona giuridica*'s.
            for other in &sent_to {
                xml.element("prot:Destinatario", &[], |xml| {
                    xml.element("prot:PersonaGiuridica", &[], |xml| {
                        xml.leaf("prot:Denominazione", other);
                    });
                });
            }
            part(xml, "prot:DocumentoPrimario", &primary);
            for other in &others {
                part(xml, "prot:Allegato", other);
            }
        });
    })
}

fn identifier(ctx: &Ctx, xml: &mut Xml, row: &protocollo::Model) {
    let at = Moment(row.registered_at);
    xml.element("prot:Identificatore", &[], |xml| {
        xml.leaf("prot:CodiceAmministrazione", &ctx.ente.codes.ipa)
            .leaf("prot:CodiceAOO", &ctx.ente.codes.aoo)
            .leaf("prot:CodiceRegistro", REGISTER)
            .leaf("prot:NumeroRegistrazione", &format!("{:07}", row.number))
            .leaf("prot:DataRegistrazione", &at.day().to_string())
            .leaf("prot:OraRegistrazione", &clock_words(at));
    });
}

/// Where the ente files it, by its own plan; what the plan has not said is said so.
fn classification(ctx: &Ctx, xml: &mut Xml, case: &cases::Model) {
    let office = ctx.ente.office(&case.office);
    let said = office.map(|office| office.classification.as_str()).filter(|said| !said.is_empty());
    let (code, name) = match said.and_then(|said| said.split_once(' ')) {
        Some((code, name)) => (code, name),
        None => (said.unwrap_or("0"), "Non classificato"),
    };
    xml.element("prot:Classifica", &[], |xml| {
        xml.leaf("prot:Denominazione", name).leaf("prot:CodiceFlat", code);
    });
}

/// A person: given and family name, and the codice fiscale where it is one of a person's.
fn of_person(xml: &mut Xml, person: &persons::Model) {
    xml.element("prot:PersonaFisica", &[], |xml| {
        xml.leaf("prot:Nome", &person.given_name).leaf("prot:Cognome", &person.family_name);
        if CodiceFiscale::parse(&person.fiscal_code).is_ok() {
            xml.leaf("prot:CodiceFiscale", &person.fiscal_code);
        }
    });
}

fn of_ente(ctx: &Ctx, xml: &mut Xml) {
    let codes = &ctx.ente.codes;
    xml.element("prot:Amministrazione", &[], |xml| {
        xml.leaf("prot:DenominazioneAmministrazione", &ctx.ente.name);
        if codes.fiscal_code.len() == 11 && codes.fiscal_code.bytes().all(|byte| byte.is_ascii_digit()) {
            xml.leaf("prot:CFAmministrazione", &codes.fiscal_code);
        }
        xml.leaf("prot:CodiceIPAAmministrazione", &codes.ipa);
        xml.leaf("prot:CodiceIPAAOO", &codes.aoo);
        if !codes.pec.is_empty() {
            xml.element("prot:ContattiAOO", &[], |xml| {
                xml.element("prot:IndirizzoTelematico", &[("prot:tipo", "smtp")], |xml| {
                    xml.text(&codes.pec);
                });
            });
        }
    });
}

fn part(xml: &mut Xml, name: &str, part: &Part) {
    let attributes = [("prot:mimeType", part.media), ("prot:nomeFile", part.name.as_str())];
    xml.element(name, &attributes, |xml| {
        let digest = hex::decode(&part.sha256).unwrap_or_default();
        xml.element("prot:Impronta", &[("prot:algoritmo", "SHA-256")], |xml| {
            xml.text(&STANDARD.encode(digest));
        });
    });
}

/// What the journal says came with an act: what was written first (answers, or a text), then the files. An act
/// without either is its own line of the journal.
async fn parts(
    ctx: &Ctx,
    actor: &Actor,
    row: &protocollo::Model,
    case: &cases::Model,
) -> Result<(Part, Vec<Part>)> {
    let event = case_events::Entity::find_by_id((case.id, row.event_seq)).one(ctx.db.read()).await?;
    let event = event.ok_or(Error::NotFound(Kind::Entry))?;
    let payload: Value = serde_json::from_str(&event.payload)?;
    let Written { name, media, sha256 } = written(ctx, case, &event, &payload).await?;
    let primary = Part { name: name.to_owned(), media, sha256 };
    let files = came_with(ctx, actor, case, &payload).await?;
    let file = |(name, sha256): (String, String)| {
        let name = if name.is_empty() { "documento".to_owned() } else { name };
        Part { media: media_of(&name), name, sha256 }
    };
    Ok((primary, files.into_iter().map(file).collect()))
}

/// The media type that a name promises.
fn media_of(name: &str) -> &'static str {
    let ending = name.rsplit('.').next().unwrap_or_default().to_ascii_lowercase();
    match ending.as_str() {
        "pdf" => "application/pdf",
        "p7m" => "application/pkcs7-mime",
        "jpg" | "jpeg" => "image/jpeg",
        "png" => "image/png",
        _ => "application/octet-stream",
    }
}

/// The whole document, signed inside itself (XML Signature 1.1, enveloped).
fn signed(ctx: &Ctx, inside: impl Fn(&mut Xml)) -> Result<String> {
    let document = |signature: &dyn Fn(&mut Xml)| {
        let mut xml = Xml::default();
        let root = [("xmlns:prot", NAMESPACE), ("prot:lang", "it"), ("prot:versione", "3.0.0")];
        xml.element("prot:SegnaturaInformatica", &root, |xml| {
            inside(xml);
            signature(xml);
        });
        xml.done()
    };
    let digest = STANDARD.encode(Sha256::digest(document(&|_| {})));
    // Signed by itself: the namespace stands on its own first element.
    let mut alone = Xml::default();
    signed_info(&mut alone, &digest, &[("xmlns:ds", DSIG)]);
    let value = STANDARD.encode(ctx.seal.sign(alone.done().as_bytes())?);
    let public = STANDARD.encode(ctx.seal.public_key());
    let whole = document(&|xml| {
        xml.element("ds:Signature", &[("xmlns:ds", DSIG)], |xml| {
            signed_info(xml, &digest, &[]);
            xml.leaf("ds:SignatureValue", &value);
            xml.element("ds:KeyInfo", &[], |xml| {
                xml.element("ds:KeyValue", &[], |xml| {
                    xml.element("dsig11:ECKeyValue", &[("xmlns:dsig11", DSIG11)], |xml| {
                        xml.element("dsig11:NamedCurve", &[("URI", P256)], |_| {});
                        xml.leaf("dsig11:PublicKey", &public);
                    });
                });
            });
        });
    });
    Ok(format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n{whole}\n"))
}

fn signed_info(xml: &mut Xml, digest: &str, attributes: &[(&str, &str)]) {
    let by = |xml: &mut Xml, name: &str, algorithm: &str| {
        xml.element(name, &[("Algorithm", algorithm)], |_| {});
    };
    xml.element("ds:SignedInfo", attributes, |xml| {
        by(xml, "ds:CanonicalizationMethod", CANONICAL);
        by(xml, "ds:SignatureMethod", ECDSA);
        xml.element("ds:Reference", &[("URI", "")], |xml| {
            xml.element("ds:Transforms", &[], |xml| {
                by(xml, "ds:Transform", ENVELOPED);
                by(xml, "ds:Transform", CANONICAL);
            });
            by(xml, "ds:DigestMethod", SHA256);
            xml.leaf("ds:DigestValue", digest);
        });
    });
}
