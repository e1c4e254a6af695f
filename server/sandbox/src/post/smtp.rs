//! As much of SMTP (RFC 5321) as a sender needs to hand a mail over.

use std::time::Duration;

use base64::{Engine as _, prelude::BASE64_STANDARD};
use tokio::{
    io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader},
    net::{TcpListener, TcpStream},
};

use super::Taking;

/// How long a sender may be silent.
const PATIENCE: Duration = Duration::from_secs(30);

/// The longest line and the longest mail, in bytes.
const LONGEST_LINE: u64 = 64 * 1024;
const LONGEST_MAIL: usize = 10 * 1024 * 1024;

/// Takes mails until the task is dropped.
pub(crate) async fn serve(listener: TcpListener, office: impl Taking) {
    loop {
        match listener.accept().await {
            Ok((stream, _)) => {
                let office = office.clone();
                tokio::spawn(async move {
                    if let Err(error) = talk(stream, &office).await {
                        tracing::debug!(%error, "a sender of mail went away");
                    }
                });
            }
            Err(error) => {
                tracing::warn!(%error, "no sender of mail can be heard");
                tokio::time::sleep(Duration::from_millis(200)).await;
            }
        }
    }
}

/// The envelope of the mail under way.
#[derive(Default)]
struct Envelope {
    from: String,
    to: Vec<String>,
}

async fn talk(stream: TcpStream, office: &impl Taking) -> std::io::Result<()> {
    stream.set_nodelay(true)?;
    let mut stream = BufReader::new(stream);
    say(&mut stream, "220 sandbox ready").await?;
    let mut envelope = Envelope::default();
    while let Some(line) = line(&mut stream).await? {
        let words = String::from_utf8_lossy(&line).trim().to_owned();
        let verb = words.split(' ').next().unwrap_or_default().to_ascii_uppercase();
        let answer = match verb.as_str() {
            "EHLO" => "250-sandbox\r\n250-8BITMIME\r\n250-SMTPUTF8\r\n250-AUTH PLAIN\r\n250 SIZE 10485760",
            "AUTH" if let_in(&words) => "235 come in",
            "AUTH" => "535 who are you?",
            "HELO" | "NOOP" => "250 ok",
            "MAIL" => {
                envelope = Envelope { from: address(&words), to: Vec::new() };
                "250 ok"
            }
            "RCPT" => {
                envelope.to.push(address(&words));
                "250 ok"
            }
            "DATA" if envelope.to.is_empty() => "503 to whom?",
            "DATA" => {
                say(&mut stream, "354 end with a line that is a dot").await?;
                let Some(raw) = mail(&mut stream).await? else { return Ok(()) };
                let Envelope { from, to } = std::mem::take(&mut envelope);
                office.take(from, to, &raw);
                "250 kept"
            }
            "RSET" => {
                envelope = Envelope::default();
                "250 ok"
            }
            "QUIT" => {
                say(&mut stream, "221 goodbye").await?;
                return Ok(());
            }
            _ => "502 not here",
        };
        say(&mut stream, answer).await?;
    }
    Ok(())
}

async fn say(stream: &mut BufReader<TcpStream>, words: &str) -> std::io::Result<()> {
    stream.get_mut().write_all(format!("{words}\r\n").as_bytes()).await
}

/// The next line with its end; `None` when the sender has gone, said nothing, or said too much.
async fn line(stream: &mut BufReader<TcpStream>) -> std::io::Result<Option<Vec<u8>>> {
    let mut line = Vec::new();
    let mut some = stream.take(LONGEST_LINE);
    match tokio::time::timeout(PATIENCE, some.read_until(b'\n', &mut line)).await {
        Ok(read) => Ok((read? > 0 && line.ends_with(b"\n")).then_some(line)),
        Err(_) => Ok(None),
    }
}

/// A mail up to the line that is a dot; a dot that begins a line was doubled by the sender.
async fn mail(stream: &mut BufReader<TcpStream>) -> std::io::Result<Option<Vec<u8>>> {
    let mut mail = Vec::new();
    while let Some(line) = line(stream).await? {
        if line == b".\r\n" || line == b".\n" {
            return Ok(Some(mail));
        }
        mail.extend_from_slice(line.strip_prefix(b".").unwrap_or(&line));
        if mail.len() > LONGEST_MAIL {
            return Ok(None);
        }
    }
    Ok(None)
}

/// The password that is refused, of whoever it is; any other is taken.
pub(crate) const REFUSED: &str = "sbagliata";

/// Whether `AUTH PLAIN` (RFC 4616) names somebody with a password that is taken.
fn let_in(words: &str) -> bool {
    let given =
        words.split(' ').nth(2).and_then(|text| BASE64_STANDARD.decode(text).ok()).unwrap_or_default();
    let given = String::from_utf8_lossy(&given).into_owned();
    let mut parts = given.split('\0').skip(1);
    let (user, password) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
    !user.is_empty() && !password.is_empty() && password != REFUSED
}

/// What stands between `<` and `>`.
fn address(words: &str) -> String {
    let inside = words.split('<').nth(1).and_then(|rest| rest.split('>').next());
    inside.unwrap_or_default().to_owned()
}
