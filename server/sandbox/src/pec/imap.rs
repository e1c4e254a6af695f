//! As much of IMAP (RFC 3501) as a reader of receipts needs: one box, whoever asks.

use std::time::Duration;

use tokio::{
    io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader},
    net::{TcpListener, TcpStream},
};

use super::{Boxed, Provider};
use crate::post::REFUSED;

/// How long a reader may be silent.
const PATIENCE: Duration = Duration::from_secs(30);

/// The longest command, in bytes.
const LONGEST: u64 = 64 * 1024;

/// Lets the box be read until the task is dropped.
pub(crate) async fn serve(listener: TcpListener, provider: Provider) {
    loop {
        match listener.accept().await {
            Ok((stream, _)) => {
                let provider = provider.clone();
                tokio::spawn(async move {
                    if let Err(error) = talk(stream, &provider).await {
                        tracing::debug!(%error, "a reader of the box went away");
                    }
                });
            }
            Err(error) => {
                tracing::warn!(%error, "no reader of the box can be heard");
                tokio::time::sleep(Duration::from_millis(200)).await;
            }
        }
    }
}

async fn talk(stream: TcpStream, provider: &Provider) -> std::io::Result<()> {
    stream.set_nodelay(true)?;
    let mut stream = BufReader::new(stream);
    stream.get_mut().write_all(b"* OK sandbox ready\r\n").await?;
    while let Some(line) = command(&mut stream).await? {
        let (tag, words) = line.split_once(' ').unwrap_or((&line, ""));
        let verb = words.split(' ').next().unwrap_or_default().to_ascii_uppercase();
        let rest = words.get(verb.len()..).unwrap_or_default().trim();
        if verb == "LOGIN" && rest.contains(REFUSED) {
            stream.get_mut().write_all(format!("{tag} NO who are you?\r\n").as_bytes()).await?;
            continue;
        }
        let mut answer = match verb.as_str() {
            "CAPABILITY" => b"* CAPABILITY IMAP4rev1\r\n".to_vec(),
            "LOGIN" | "NOOP" => Vec::new(),
            "SELECT" => {
                let mails = provider.mails();
                let next = mails.last().map_or(1, |mail| mail.uid + 1);
                format!(
                    "* {} EXISTS\r\n* 0 RECENT\r\n* FLAGS (\\Seen)\r\n* OK [UIDVALIDITY 1] ok\r\n\
                     * OK [UIDNEXT {next}] ok\r\n",
                    mails.len()
                )
                .into_bytes()
            }
            "UID" => uid(provider, rest),
            "LOGOUT" => b"* BYE sandbox\r\n".to_vec(),
            _ => {
                let refused = format!("{tag} BAD not here\r\n");
                stream.get_mut().write_all(refused.as_bytes()).await?;
                continue;
            }
        };
        answer.extend_from_slice(format!("{tag} OK done\r\n").as_bytes());
        stream.get_mut().write_all(&answer).await?;
        if verb == "LOGOUT" {
            return Ok(());
        }
    }
    Ok(())
}

async fn command(stream: &mut BufReader<TcpStream>) -> std::io::Result<Option<String>> {
    let mut line = Vec::new();
    let mut some = stream.take(LONGEST);
    match tokio::time::timeout(PATIENCE, some.read_until(b'\n', &mut line)).await {
        Ok(read) => Ok((read? > 0).then(|| String::from_utf8_lossy(&line).trim_end().to_owned())),
        Err(_) => Ok(None),
    }
}

/// `SEARCH`, `FETCH` and `STORE` by the names of mails. Every mail of the box is about a letter.
fn uid(provider: &Provider, words: &str) -> Vec<u8> {
    let mut mails = provider.mails();
    let mut parts = words.split(' ');
    let verb = parts.next().unwrap_or_default().to_ascii_uppercase();
    let wanted: Vec<u32> =
        parts.next().unwrap_or_default().split(',').filter_map(|uid| uid.parse().ok()).collect();
    match verb.as_str() {
        "SEARCH" => {
            let unseen = mails.iter().filter(|mail| !mail.seen).map(|mail| format!(" {}", mail.uid));
            format!("* SEARCH{}\r\n", unseen.collect::<String>()).into_bytes()
        }
        "FETCH" => {
            let head = words.contains("[HEADER]");
            let mails = mails.iter().enumerate().filter(|(_, mail)| wanted.contains(&mail.uid));
            mails.flat_map(|(place, mail)| fetched(place + 1, mail, head)).collect()
        }
        "STORE" => {
            for mail in mails.iter_mut().filter(|mail| wanted.contains(&mail.uid)) {
                mail.seen = words.contains("\\Seen");
            }
            Vec::new()
        }
        _ => Vec::new(),
    }
}

fn fetched(place: usize, mail: &Boxed, head: bool) -> Vec<u8> {
    let end = mail.raw.windows(4).position(|four| four == b"\r\n\r\n").map_or(mail.raw.len(), |at| at + 4);
    let (section, bytes) =
        if head { ("HEADER", mail.raw.get(..end).unwrap_or(&mail.raw)) } else { ("", mail.raw.as_slice()) };
    let mut said = format!("* {place} FETCH (UID {} BODY[{section}] {{{}}}\r\n", mail.uid, bytes.len());
    let mut all = std::mem::take(&mut said).into_bytes();
    all.extend_from_slice(bytes);
    all.extend_from_slice(b")\r\n");
    all
}
