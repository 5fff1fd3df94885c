//! Tests every format of key and certificate files, and every fault that a file can have.

use std::path::Path;
use std::time::Duration;

use aws_lc_rs::signature::{
    RSA_PKCS1_2048_8192_SHA256, RSA_PSS_2048_8192_SHA256, UnparsedPublicKey,
};

use super::*;
use crate::error::ErrorCode;

fn file(name: &str) -> Vec<u8> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/credential");
    std::fs::read(folder.join(name)).expect(name)
}

fn password(text: &str) -> SecretText {
    SecretText::new(text.to_owned())
}

fn thumbprint(signer: &LocalSigner) -> String {
    Signer::certificate(signer).thumbprint()
}

fn app_thumbprint() -> String {
    Certificate::from_der(&file("app.der"))
        .expect("DER")
        .thumbprint()
}

/// A caller that returns a wrong signature, and a string that isn't an assertion.
#[derive(Debug)]
struct WrongAnswers;

impl Caller for WrongAnswers {
    fn sign<'a>(
        &'a self,
        _: SignatureAlgorithm,
        _: &'a [u8],
        _: Option<Duration>,
    ) -> BoxFuture<'a, std::result::Result<Vec<u8>, Refusal>> {
        Box::pin(async { Ok(vec![1; 256]) })
    }

    fn assertion<'a>(
        &'a self,
        _: &'a str,
        _: &'a str,
        _: Option<Duration>,
    ) -> BoxFuture<'a, std::result::Result<SecretText, Refusal>> {
        Box::pin(async { Ok(SecretText::new("canary".to_owned())) })
    }
}

fn wait<T>(future: impl Future<Output = T>) -> T {
    crate::runtime::handle().expect("runtime").block_on(future)
}

#[test]
fn every_pfx_format_opens() {
    for (name, word) in [
        ("modern.pfx", "pass wörd"),
        ("legacy-rc2.pfx", "legacy"),
        ("legacy-3des.pfx", "legacy"),
        ("empty-password.pfx", ""),
    ] {
        let signer = from_pfx(&file(name), Some(&password(word))).expect(name);
        assert_eq!(thumbprint(&signer), app_thumbprint(), "{name}");
    }
    assert!(from_pfx(&file("empty-password.pfx"), None).is_ok());
}

#[test]
fn every_pem_format_opens() {
    let word = password("hunter2");
    for (name, word) in [
        ("app.key", None),
        ("app-pkcs1.key", None),
        ("app-aes.key", Some(&word)),
        ("app-3des.key", Some(&word)),
        ("app-scrypt.key", Some(&word)),
    ] {
        let signer = from_pem(&file("app.crt"), Some(&file(name)), word).expect(name);
        assert_eq!(thumbprint(&signer), app_thumbprint(), "{name}");
    }
    let one_file = [
        b"Bag Attributes\r\n  x: y\r\n".to_vec(),
        file("app.key"),
        file("app.crt"),
    ]
    .concat();
    assert!(from_pem(&one_file, None, None).is_ok());
    let text = String::from_utf8(one_file).expect("text");
    let with_mark = format!("\u{feff}{}", text.replace('\n', "\r\n"));
    assert!(from_pem(with_mark.as_bytes(), None, None).is_ok());
    let wide: Vec<u8> = std::iter::once(0xFEFF)
        .chain(text.encode_utf16())
        .flat_map(u16::to_le_bytes)
        .collect();
    assert!(from_pem(&wide, None, None).is_ok());
}

#[test]
fn the_leaf_is_found_by_its_key_and_the_chain_is_in_order() {
    let from_pfx = from_pfx(&file("chain.pfx"), Some(&password("chain"))).expect("pfx");
    let from_pem = from_pem(&file("chain.crt"), Some(&file("leaf.key")), None).expect("pem");
    for signer in [from_pfx, from_pem] {
        let subjects: Vec<String> = signer
            .chain()
            .iter()
            .map(|der| {
                Certificate::from_der(der)
                    .expect("der")
                    .subject()
                    .to_owned()
            })
            .collect();
        assert_eq!(subjects, ["CN=leaf", "CN=ExoMt test middle"]);
    }
}

#[test]
fn a_file_is_read_whatever_its_format() {
    use base64::Engine;
    use base64::engine::general_purpose::STANDARD;
    let word = password("pass wörd");
    let pfx = file("modern.pfx");
    let pem = [file("app.key"), file("app.crt")].concat();
    let utf16: Vec<u8> = std::iter::once(0xFEFF)
        .chain(String::from_utf8_lossy(&pem).encode_utf16())
        .flat_map(u16::to_le_bytes)
        .collect();
    // `base64` and Convert.ToBase64String write line breaks, and some tools omit the padding.
    let base64 = STANDARD.encode(&pfx);
    let lines: Vec<&str> = (0..base64.len())
        .step_by(76)
        .map(|at| &base64[at..base64.len().min(at + 76)])
        .collect();
    let wrapped = format!(" {}\r\n", lines.join("\r\n"));
    let unpadded = base64.trim_end_matches('=');
    for bytes in [&pfx, &pem, &utf16, &wrapped.into_bytes(), &unpadded.into()] {
        let signer = from_file(bytes, None, Some(&word)).expect("readable");
        assert_eq!(thumbprint(&signer), app_thumbprint());
    }
    assert!(from_file(STANDARD.encode(&pem).as_bytes(), None, None).is_ok());
    assert!(from_file(&file("app.crt"), Some(&file("app.key")), None).is_ok());

    use ErrorCode::*;
    for (bytes, code) in [
        (&b"not/base64!"[..], InvalidBase64),
        (b"bm90IGEgUEZY", PfxUnreadable),
        (b"", PfxUnreadable),
        (b"\x30\x82 -----BEGIN", PfxUnreadable),
        (b"\xFF\xFE\x00", PemUnreadable),
        (b"\x00\x01\x02", PfxUnreadable),
    ] {
        let error = from_file(bytes, None, None).expect_err("unreadable");
        assert_eq!(error.code(), code, "{bytes:?}");
    }
}

#[test]
fn each_fault_has_its_own_code() {
    use ErrorCode::*;
    let pfx = |name: &str, word: Option<&str>| {
        from_pfx(&file(name), word.map(password).as_ref())
            .expect_err(name)
            .code()
    };
    assert_eq!(pfx("modern.pfx", Some("wrong")), PfxWrongPassword);
    assert_eq!(pfx("modern.pfx", None), PfxWrongPassword);
    assert_eq!(pfx("legacy-rc2.pfx", Some("wrong")), PfxWrongPassword);
    assert_eq!(pfx("no-key.pfx", Some("nokey")), PfxWithoutKey);
    assert_eq!(pfx("expired.pfx", Some("expired")), CertificateExpired);
    assert_eq!(pfx("ec.pfx", Some("ec")), UnsupportedKey);
    assert_eq!(pfx("app.crt", None), PfxUnreadable);
    assert_eq!(pfx("app.der", None), PfxUnreadable);

    let pem = |certificate: &str, key: Option<&str>, word: Option<&str>| {
        from_pem(
            &file(certificate),
            key.map(file).as_deref(),
            word.map(password).as_ref(),
        )
        .expect_err(certificate)
        .code()
    };
    assert_eq!(pem("app.crt", Some("app-aes.key"), None), PemPasswordNeeded);
    assert_eq!(
        pem("app.crt", Some("app-aes.key"), Some("wrong")),
        PemWrongPassword
    );
    assert_eq!(
        pem("app.crt", Some("app-scrypt.key"), Some("wrong")),
        PemWrongPassword
    );
    assert_eq!(
        pem("app.crt", Some("app-old.key"), Some("hunter2")),
        PemUnreadable
    );
    assert_eq!(
        pem("app.crt", Some("other.key"), None),
        CertificateKeyMismatch
    );
    assert_eq!(pem("app.crt", Some("ec.key"), None), UnsupportedKey);
    assert_eq!(pem("ec.crt", Some("app.key"), None), UnsupportedKey);
    assert_eq!(pem("small.crt", Some("small.key"), None), UnsupportedKey);
    assert_eq!(pem("app.crt", None, None), PemUnreadable);
    assert_eq!(pem("app.key", None, None), PemUnreadable);
    assert_eq!(pem("modern.pfx", None, None), PemUnreadable);
    assert_eq!(
        pem("expired.crt", Some("expired.key"), None),
        CertificateExpired
    );
    let future = Certificate::from_der(&der_of("future.crt")).expect("der");
    let error = future
        .check_validity(time::OffsetDateTime::now_utc())
        .expect_err("not yet");
    assert_eq!(error.code(), CertificateNotYetValid);
}

fn der_of(name: &str) -> Vec<u8> {
    use rustls::pki_types::{CertificateDer, pem::PemObject};
    CertificateDer::from_pem_slice(&file(name))
        .expect(name)
        .to_vec()
}

#[test]
fn signatures_verify_under_the_certificate() {
    let signer = from_pfx(&file("modern.pfx"), Some(&password("pass wörd"))).expect("pfx");
    let certificate = Signer::certificate(&signer).clone();
    let verify = |parameters, signature: &[u8]| {
        UnparsedPublicKey::new(parameters, certificate.public_key()).verify(b"message", signature)
    };
    let ps = wait(signer.sign(SignatureAlgorithm::PS256, b"message", &NoCaller)).expect("PS256");
    let rs = wait(signer.sign(SignatureAlgorithm::RS256, b"message", &NoCaller)).expect("RS256");
    assert!(verify(&RSA_PSS_2048_8192_SHA256, &ps).is_ok());
    assert!(verify(&RSA_PKCS1_2048_8192_SHA256, &rs).is_ok());
    assert!(verify(&RSA_PKCS1_2048_8192_SHA256, &ps).is_err());
}

#[test]
fn the_caller_s_answers_are_checked_before_they_are_sent() {
    let external = ExternalSigner::new(&file("app.der"), vec![SignatureAlgorithm::PS256]);
    let external = external.expect("external");
    let signed = wait(external.sign(SignatureAlgorithm::PS256, b"message", &WrongAnswers));
    assert_eq!(
        signed.expect_err("a wrong signature").code(),
        ErrorCode::SigningFailed
    );
    let error =
        wait(CallerAssertion::new().assertion("t", "a", &WrongAnswers)).expect_err("not a JWT");
    assert_eq!(error.code(), ErrorCode::AssertionProviderFailed);
    assert!(!format!("{error:?}").contains("canary"));
}

#[test]
fn the_thumbprint_is_the_hash_of_the_certificate() {
    let certificate = Certificate::from_der(&file("app.der")).expect("der");
    let digest = aws_lc_rs::digest::digest(&aws_lc_rs::digest::SHA256, &file("app.der"));
    let hex: String = digest
        .as_ref()
        .iter()
        .map(|byte| format!("{byte:02X}"))
        .collect();
    assert_eq!(certificate.thumbprint_sha256(), hex);
    assert_eq!(certificate.thumbprint().len(), 40);
    assert_eq!(certificate.subject(), "O=ExoMt tests, CN=app");
}

#[test]
fn truncated_files_never_panic() {
    for name in ["modern.pfx", "legacy-rc2.pfx", "chain.pfx", "app.der"] {
        let bytes = file(name);
        for end in (0..bytes.len()).step_by(37) {
            let _ = from_pfx(&bytes[..end], Some(&password("legacy")));
            let _ = Certificate::from_der(&bytes[..end]);
        }
    }
    let bytes = [file("app.crt"), file("app-aes.key")].concat();
    for end in (0..bytes.len()).step_by(97) {
        assert!(from_pem(&bytes[..end], None, None).is_err());
    }
}
