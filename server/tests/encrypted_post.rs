//! Mail and certified mail as every provider has them: encrypted from the first byte, with a certificate that holds.

use std::{
    net::SocketAddr,
    path::{Path, PathBuf},
    process::Command,
    sync::Arc,
};

use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair};
use sandbox::Running;
use serde_json::Value;
use tempfile::TempDir;
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::{
    TlsAcceptor,
    rustls::{
        ServerConfig,
        crypto::aws_lc_rs,
        pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer},
    },
};

/// The name that the certificate is for; the machine's own.
const HOST: &str = "localhost";

/// Ends encryption before a server that has none.
async fn before(plain: SocketAddr, tls: &TlsAcceptor) -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let tls = tls.clone();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let tls = tls.clone();
            tokio::spawn(async move {
                // Who does not trust the certificate goes away here.
                let Ok(mut stream) = tls.accept(stream).await else { return };
                let mut server = TcpStream::connect(plain).await.unwrap();
                let _ended = tokio::io::copy_bidirectional(&mut stream, &mut server).await;
            });
        }
    });
    port
}

/// A certificate for [`HOST`] by an authority that nobody knows, and the authority's own in a file.
fn certified(folder: &Path) -> (TlsAcceptor, PathBuf) {
    let mut params = CertificateParams::default();
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let authority = CertifiedIssuer::self_signed(params, KeyPair::generate().unwrap()).unwrap();
    let key = KeyPair::generate().unwrap();
    let certificate = CertificateParams::new([HOST.to_owned()]).unwrap().signed_by(&key, &authority).unwrap();
    let file = folder.join("authority.pem");
    std::fs::write(&file, authority.pem()).unwrap();
    let key = PrivateKeyDer::from(PrivatePkcs8KeyDer::from(key.serialize_der()));
    let config = ServerConfig::builder_with_provider(Arc::new(aws_lc_rs::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![certificate.der().clone()], key)
        .unwrap();
    (TlsAcceptor::from(Arc::new(config)), file)
}

/// What `sportello check --mail` finds of mail and certified mail, each with whether it works.
async fn checked(
    folder: &Path,
    ports: [u16; 3],
    (authority, password): (Option<&Path>, &str),
) -> [(bool, String); 2] {
    let [smtp, pec_smtp, pec_imap] = ports.map(|port| port.to_string());
    let mut command = Command::new(env!("CARGO_BIN_EXE_sportello"));
    command.args(["check", "--json", "--mail"]).current_dir(folder).env_clear();
    let settings = [
        ("SPORTELLO_DATA_DIR", folder.join("data").display().to_string()),
        ("SPORTELLO_OIDC_ISSUER", "http://127.0.0.1:9".to_owned()),
        ("SPORTELLO_SMTP_HOST", HOST.to_owned()),
        ("SPORTELLO_SMTP_PORT", smtp),
        ("SPORTELLO_SMTP_TLS", "tls".to_owned()),
        ("SPORTELLO_OPERATOR_MAIL", "chi.gestisce@roccascura.example".to_owned()),
        ("SPORTELLO_PEC_SMTP_HOST", HOST.to_owned()),
        ("SPORTELLO_PEC_SMTP_PORT", pec_smtp),
        ("SPORTELLO_PEC_IMAP_HOST", HOST.to_owned()),
        ("SPORTELLO_PEC_IMAP_PORT", pec_imap),
        ("SPORTELLO_PEC_TLS", "tls".to_owned()),
        ("SPORTELLO_PEC_USER", "protocollo".to_owned()),
        ("SPORTELLO_PEC_PASSWORD", password.to_owned()),
    ];
    command.envs(settings);
    if let Some(file) = authority {
        command.env("SSL_CERT_FILE", file);
    }
    let output = tokio::task::spawn_blocking(move || command.output().unwrap()).await.unwrap();
    let found: Value = serde_json::from_slice(&output.stdout)
        .unwrap_or_else(|error| panic!("{error}: {}", String::from_utf8_lossy(&output.stderr)));
    ["notices by mail", "acts by PEC"].map(|what| {
        let found = found["verdicts"].as_array().unwrap();
        let finding = found.iter().find(|finding| finding["what"] == what).unwrap();
        (finding["ok"] == true, finding.to_string())
    })
}

async fn fronted(sandbox: &Running, tls: &TlsAcceptor) -> [u16; 3] {
    let (pec, imap) = sandbox.pec.unwrap();
    [before(sandbox.smtp.unwrap(), tls).await, before(pec, tls).await, before(imap, tls).await]
}

#[tokio::test(flavor = "multi_thread")]
async fn mail_and_certified_mail_go_encrypted_to_who_has_a_certificate_that_holds_and_to_nobody_else() {
    let folder = TempDir::new().unwrap();
    let sandbox = sandbox::start(sandbox::Settings::demo().unwrap()).await.unwrap();
    let (tls, authority) = certified(folder.path());
    let ports = fronted(&sandbox, &tls).await;
    for (works, said) in checked(folder.path(), ports, (Some(&authority), "segreta")).await {
        assert!(works, "{said}");
    }
    // The identity provider does not answer, and the operator was told so over the encrypted line.
    let told = sandbox.mails();
    assert_eq!(told.len(), 1);
    assert_eq!(told[0].to, ["chi.gestisce@roccascura.example"]);
    for (works, said) in checked(folder.path(), ports, (None, "segreta")).await {
        assert!(!works, "an authority that nobody knows: {said}");
        assert!(said.contains("certificate"), "what is wrong is said: {said}");
    }
    assert_eq!(sandbox.mails().len(), 1, "nothing was sent to who could not be trusted");
    let [_, (works, said)] = checked(folder.path(), ports, (Some(&authority), "sbagliata")).await;
    assert!(!works && said.contains("login"), "a password that the provider refuses: {said}");
}
