//! The app and the tenants. Server and clients compute the same ids and domains.

use uuid::Uuid;

/// The app's id.
pub const APP_ID: Uuid = Uuid::from_u128(0xae11_b22c_3d44_4e55_8f66_7788_99aa_bbcc);

/// The first tenant id: a version 4 GUID with space for the number at its end.
const FIRST_ID: u128 = 0x7e4a_0000_1c2d_4e3f_8a5b_0000_0000_0000;

/// Returns the domain of a tenant.
pub fn domain(number: usize) -> String {
    format!("t{number}.bench.test")
}

/// Returns the id of a tenant.
pub fn id(number: usize) -> Uuid {
    Uuid::from_u128(FIRST_ID + number as u128)
}

/// Returns the number of a tenant with this domain or id, or `None` if it isn't part of the
/// benchmark.
pub fn number(tenant: &str) -> Option<usize> {
    if let Some(number) = tenant
        .strip_prefix('t')
        .and_then(|rest| rest.strip_suffix(".bench.test"))
    {
        return number.parse().ok();
    }
    let id = Uuid::try_parse(tenant).ok()?;
    let number = id.as_u128().checked_sub(FIRST_ID)?;
    (number < 1 << 48).then_some(number as usize)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tenant_has_the_same_number_by_domain_and_by_id() {
        for wanted in [0, 7, 99_999] {
            assert_eq!(number(&domain(wanted)), Some(wanted));
            assert_eq!(number(&id(wanted).to_string()), Some(wanted));
        }
        for other in [
            "t.bench.test",
            "tx.bench.test",
            "contoso.com",
            "",
            &Uuid::nil().to_string(),
        ] {
            assert_eq!(number(other), None, "{other}");
        }
    }
}
