//! Who can fix a problem, and the directory role that this person needs.

use std::fmt;

use serde::{Deserialize, Serialize, Serializer};

/// The party that can fix a problem. Data files use the same names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub enum Party {
    /// The organization that runs ExoMt and owns the app, its key and the scripts.
    Partner,
    /// An administrator of the customer tenant.
    #[serde(rename = "Customer admin")]
    CustomerAdmin,
    /// An admin of the network between this computer and Microsoft.
    #[serde(rename = "Network admin")]
    NetworkAdmin,
    /// Microsoft; a support ticket helps.
    Microsoft,
    /// No one: the problem is temporary.
    Nobody,
}

impl Party {
    const fn text(self) -> &'static str {
        match self {
            Party::Partner => "Partner",
            Party::CustomerAdmin => "Customer admin",
            Party::NetworkAdmin => "Network admin",
            Party::Microsoft => "Microsoft",
            Party::Nobody => "Nobody (temporary)",
        }
    }
}

/// Who can fix a problem, such as `Customer admin (Privileged Role Administrator)`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FixedBy {
    party: Party,
    role: Option<&'static str>,
}

impl FixedBy {
    /// The organization that runs ExoMt.
    pub const PARTNER: FixedBy = FixedBy::new(Party::Partner);
    /// An administrator of the customer tenant.
    pub const CUSTOMER: FixedBy = FixedBy::new(Party::CustomerAdmin);
    /// An admin of the network.
    pub const NETWORK: FixedBy = FixedBy::new(Party::NetworkAdmin);
    /// No one: the problem is temporary.
    pub const NOBODY: FixedBy = FixedBy::new(Party::Nobody);

    /// Creates a value without a role.
    pub const fn new(party: Party) -> FixedBy {
        FixedBy { party, role: None }
    }

    /// Adds the directory role that is enough to fix the problem.
    #[must_use]
    pub const fn with_role(self, role: &'static str) -> FixedBy {
        FixedBy {
            party: self.party,
            role: Some(role),
        }
    }

    /// Returns the party.
    pub const fn party(self) -> Party {
        self.party
    }

    /// Creates a value from the party and the role in a row of a data file.
    pub(crate) fn from_row(party: Party, role: Option<&'static str>) -> FixedBy {
        FixedBy { party, role }
    }
}

impl fmt::Display for FixedBy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let party = self.party.text();
        match self.role {
            Some(role) => write!(f, "{party} ({role})"),
            None => f.write_str(party),
        }
    }
}

impl Serialize for FixedBy {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        out.collect_str(self)
    }
}
