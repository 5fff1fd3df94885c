//! Paging: `Prefer: odata.maxpagesize`, and links to the next page.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::Value;

use crate::config::Tenant;
use crate::exchange::Request;
use crate::exchange::error::Failure;

/// The largest page. The module requests pages of this size.
const MAX_PAGE_ROWS: usize = 1_000;

pub(crate) struct Page {
    pub(crate) rows: Vec<Value>,
    /// The skip token of the next page, if any.
    pub(crate) next: Option<String>,
}

/// Returns the requested page of the rows. A link is valid only for the tenant and the cmdlet it
/// was created for.
pub(crate) fn cut(
    rows: Vec<Value>,
    request: &Request<'_>,
    tenant: &Tenant,
    cmdlet: &str,
) -> Result<Page, Failure> {
    let bad = |what: &str| Failure::new(400, "BadRequest", what);
    let wanted = match request.header("prefer").and_then(preferred) {
        None => MAX_PAGE_ROWS,
        Some(text) => text
            .parse()
            .ok()
            .filter(|size| (1..=MAX_PAGE_ROWS).contains(size))
            .ok_or_else(|| bad("odata.maxpagesize must be a number from 1 to 1000."))?,
    };
    let skip_token =
        url::form_urlencoded::parse(request.head.uri.query().unwrap_or_default().as_bytes())
            .find(|(name, _)| name == "$skiptoken")
            .map(|(_, token)| token.into_owned());
    let mark = format!("{}/{}", tenant.id, cmdlet.to_ascii_lowercase());
    let (skip, size) = match skip_token {
        None => (0, wanted),
        Some(token) => read(&token, &mark).ok_or_else(|| bad("The $skiptoken isn't valid."))?,
    };
    let next = (skip + size < rows.len())
        .then(|| URL_SAFE_NO_PAD.encode(format!("{mark}/{}/{size}", skip + size)));
    Ok(Page {
        rows: rows.into_iter().skip(skip).take(size).collect(),
        next,
    })
}

fn preferred(header: &str) -> Option<&str> {
    header.split([',', ';']).find_map(|one| {
        let (name, value) = one.split_once('=')?;
        name.trim()
            .eq_ignore_ascii_case("odata.maxpagesize")
            .then_some(value.trim())
    })
}

/// Parses a skip token: the rows to skip, and the page size.
fn read(token: &str, mark: &str) -> Option<(usize, usize)> {
    let text = String::from_utf8(URL_SAFE_NO_PAD.decode(token).ok()?).ok()?;
    let (skip, size) = text
        .strip_prefix(mark)?
        .strip_prefix('/')?
        .split_once('/')?;
    Some((skip.parse().ok()?, size.parse().ok()?))
}
