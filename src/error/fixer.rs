//! Who can mend a fault, with the directory role that the person needs.

use std::fmt;

use serde::{Serialize, Serializer};

/// The party that can mend a fault.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FixedBy {
    who: &'static str,
    role: Option<&'static str>,
}

impl FixedBy {
    /// Whoever runs ExoMt: the owner of the app, its key and its script.
    pub const PARTNER: FixedBy = FixedBy {
        who: "Partner",
        role: None,
    };
    /// An administrator of the customer tenant.
    pub const CUSTOMER: FixedBy = FixedBy {
        who: "Customer admin",
        role: None,
    };
    /// Microsoft; a support ticket helps.
    pub const MICROSOFT: FixedBy = FixedBy {
        who: "Microsoft",
        role: None,
    };
    /// Nobody: it passes by itself.
    pub const NOBODY: FixedBy = FixedBy {
        who: "Nobody (temporary)",
        role: None,
    };
    /// Whoever runs the network between this computer and Microsoft.
    pub const NETWORK: FixedBy = FixedBy {
        who: "Network admin",
        role: None,
    };

    /// The same party, naming the directory role that suffices.
    #[must_use]
    pub const fn with_role(self, role: &'static str) -> FixedBy {
        FixedBy {
            who: self.who,
            role: Some(role),
        }
    }
}

impl fmt::Display for FixedBy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.role {
            Some(role) => write!(f, "{} ({role})", self.who),
            None => f.write_str(self.who),
        }
    }
}

impl Serialize for FixedBy {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        out.collect_str(self)
    }
}
