//! Renders the diagnostic for a support ticket as text or JSON. From the [`Document`] that a host
//! collects, it selects the data that explains a problem, and removes secrets.

mod claims;
mod document;
mod failure;
mod parts;
mod tree;

#[cfg(test)]
mod tests;

pub(crate) use document::Document;

use time::OffsetDateTime;
use zeroize::Zeroizing;

use crate::cache::Store;
use crate::claims::Token;
use crate::error::{Error, Result, clean_line};
use crate::id::{is_thumbprint, is_token_id};
use crate::redact::Redactor;
use document::{Bag, Format, utc};
use tree::{Table, Tree};

/// The maximum number of objects per list, because people read the ticket.
const MAX_ITEMS: usize = 100;
/// The maximum total size of the strings that are shown as log lines.
const MAX_TEXT_BYTES: usize = 256 * 1024;

/// The data that a diagnostic never shows.
const NEVER_SHOWN: [&str; 4] = [
    "tokens, secrets, keys, passwords and assertions",
    "values of claims that explain nothing",
    "addresses of proxies",
    "command lines, paths and stacks of errors",
];

/// Renders a diagnostic. `library` is the library's own version. `redactor` may already hide values
/// that the user named.
///
/// # Errors
/// `InternalFault` if the result can't be written as JSON.
pub(crate) fn render(
    document: &Document<'_>,
    library: &str,
    mut redactor: Redactor,
) -> Result<String> {
    let parts = Parts::new(document);
    for known in parts.known_values() {
        redactor.keep(known);
    }
    let mut shown = Table::default();
    shown.put("ExoMtDiagnostic", parts.head(document, &redactor));
    shown.put("Versions", versions(document, library).redacted(&redactor));
    shown.put("Clock", clock(document).redacted(&redactor));
    shown.put("Proxy", proxy(document));
    shown.put("Cache", cache());
    for list in parts.lists.iter().filter(|list| !list.items.is_empty()) {
        let items: Vec<Table> = list
            .items
            .iter()
            .map(|item| item.redacted(&redactor))
            .collect();
        shown.put(list.name, items);
    }
    if !parts.texts.is_empty() {
        // Redacts the texts as one, because a key can span several lines.
        shown.put(
            "Text",
            redactor.redact(&Zeroizing::new(parts.texts.join("\n"))),
        );
    }
    match document.format {
        Format::Text => Ok(shown.to_text()),
        Format::Json => serde_json::to_string_pretty(&shown)
            .map_err(|_| Error::internal("a diagnostic could not be written as JSON")),
    }
}

/// The parts of a document to show, before redaction.
struct Parts<'a> {
    lists: [List; 5],
    texts: Vec<&'a str>,
    texts_left_out: usize,
}

/// The objects of one kind to show, and the number of those left out.
struct List {
    name: &'static str,
    items: Vec<Table>,
    left_out: usize,
}

impl List {
    fn new(name: &'static str, document: &Document<'_>, mut items: Vec<Table>) -> List {
        let left_out = items.len().saturating_sub(MAX_ITEMS) + document.more(name);
        items.truncate(MAX_ITEMS);
        List {
            name,
            items,
            left_out,
        }
    }
}

impl<'a> Parts<'a> {
    fn new(document: &'a Document<'_>) -> Parts<'a> {
        let all = document.texts.iter().map(|text| &*text.0);
        let (tokens, mut texts): (Vec<&str>, Vec<&str>) =
            all.partition(|text| Token::is_compact(text));
        let described = document.tokens.iter().map(claims::describe_item);
        let tokens = described.chain(tokens.into_iter().map(claims::describe_text));
        let bags = |bags: &[Bag], describe: fn(&Bag) -> Table| bags.iter().map(describe).collect();
        let lists = [
            List::new("Apps", document, bags(&document.apps, parts::app)),
            List::new("Tokens", document, tokens.collect()),
            List::new("Tenants", document, bags(&document.tenants, parts::tenant)),
            List::new("Checks", document, bags(&document.checks, parts::check)),
            List::new(
                "Errors",
                document,
                document.errors.iter().map(failure::describe).collect(),
            ),
        ];
        let mut length = 0;
        let enough = texts.iter().position(|text| {
            let is_full = length >= MAX_TEXT_BYTES;
            length += text.len();
            is_full
        });
        let dropped = texts.split_off(enough.unwrap_or(texts.len()));
        Parts {
            lists,
            texts,
            texts_left_out: dropped.len() + document.more("Texts"),
        }
    }

    /// Returns the values that look like secret keys but aren't: certificate thumbprints and token
    /// ids.
    fn known_values(&self) -> impl Iterator<Item = &str> {
        let items = self.lists.iter().flat_map(|list| &list.items);
        let values = items.flat_map(|item| {
            let claimed = match item.get("Claims") {
                Some(Tree::Table(claims)) => claims.text("uti"),
                _ => "",
            };
            let thumbprint = item.text("CertificateThumbprint");
            [
                Some(thumbprint).filter(|text| is_thumbprint(text)),
                Some(item.text("TokenId")).filter(|text| is_token_id(text)),
                Some(claimed).filter(|text| is_token_id(text)),
            ]
        });
        values.flatten()
    }

    /// Describes what the diagnostic contains and what was left out.
    fn head(&self, document: &Document<'_>, redactor: &Redactor) -> Table {
        let mut counts: Vec<String> = self
            .lists
            .iter()
            .map(|list| format!("{} {}", list.items.len(), list.name.to_lowercase()))
            .collect();
        counts.push(format!("{} texts", self.texts.len()));

        let mut left_out: Vec<String> = NEVER_SHOWN.map(str::to_owned).to_vec();
        let lists = self.lists.iter();
        let lists = lists.map(|list| (list.name, list.items.len(), list.left_out));
        for (name, shown, more) in lists.chain([("Texts", self.texts.len(), self.texts_left_out)]) {
            if more > 0 {
                let name = name.to_lowercase();
                left_out.push(format!("{more} {name} after the first {shown}"));
            }
        }
        for (kind, count) in &document.others.0 {
            left_out.push(format!(
                "{count} object(s) of type {kind}, which a diagnostic does not describe"
            ));
        }

        let mut head = Table::default();
        let now = utc(OffsetDateTime::now_utc());
        head.put(
            "Made",
            format!("{now} by {}", clean_line(&document.made_by)),
        );
        head.put(
            "Has",
            format!(
                "versions, clock, proxy variables (yes or no), cache sums, {}; with names and ids of tenants, ids of apps, objects and requests",
                counts.join(", ")
            ),
        );
        head.put("LeftOut", Tree::from(left_out).redacted(redactor));
        head.put(
            "Note",
            "What looked like a secret in a text was replaced by [redacted:...]. Read it before you send it.",
        );
        head
    }
}

fn versions(document: &Document<'_>, library: &str) -> Table {
    let mut shown = Table::default();
    shown.put("Module", &*document.module);
    shown.put("Library", library);
    for (name, version) in &document.versions.0 {
        shown.put(clean_name(name), version.as_str());
    }
    shown
}

fn clock(document: &Document<'_>) -> Table {
    let mut shown = Table::default();
    shown.put("Utc", utc(OffsetDateTime::now_utc()));
    shown.put("Local", document.clock.local.as_str());
    shown.put("Zone", document.clock.zone.as_str());
    shown
}

/// Shows which variables set a proxy, but not the proxy's address.
fn proxy(document: &Document<'_>) -> Vec<String> {
    let mut variables: Vec<_> = document.proxy.0.iter().collect();
    variables.sort_by_key(|(name, _)| (name.to_lowercase(), name.as_str()));
    variables
        .into_iter()
        .map(|(name, is_set)| {
            let answer = if *is_set { "yes" } else { "no" };
            format!("{}: {answer}", clean_name(name))
        })
        .collect()
}

/// Shows the statistics of the token cache, not its contents.
fn cache() -> String {
    let sums = Store::global().statistics();
    format!(
        "{} token(s), {} byte(s), {} hit(s), {} miss(es), {} join(s), {} renewal(s), {} eviction(s)",
        sums.entries, sums.bytes, sums.hits, sums.misses, sums.joins, sums.renewals, sums.evictions
    )
}

/// Removes everything but letters, digits and underscores from a name, because names are not
/// redacted.
fn clean_name(name: &str) -> String {
    let is_part = |character: &char| character.is_ascii_alphanumeric() || *character == '_';
    name.chars().filter(is_part).take(40).collect()
}
