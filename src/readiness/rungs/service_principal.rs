//! The service principal: whether a token comes.

use super::super::climb::Climb;
use super::super::rung::{Rung, RungName};
use crate::acquire::{AcquireOptions, AcquiredToken, acquire};
use crate::error::{Aadsts, Error, ErrorCode, FixedBy};

impl Climb<'_> {
    /// The service principal: whether a token comes.
    pub(in crate::readiness) async fn principal(
        &mut self,
        options: AcquireOptions,
    ) -> Option<AcquiredToken> {
        match acquire(self.app, self.tenant, self.resource, options).await {
            Ok(acquired) => Some(acquired),
            Err(error) => {
                self.correlation_id = error.report().correlation_id.clone();
                let rung = self.refused(&error);
                self.rungs.push(rung);
                None
            }
        }
    }

    fn refused(&mut self, error: &Error) -> Rung {
        let rung = Rung::of_error(RungName::ServicePrincipal, error);
        let target = self.fix_target();
        match error.code() {
            ErrorCode::ConsentMissing => {
                self.can_wait = true;
                rung.fix(
                    FixedBy::CUSTOMER.with_role("Cloud Application Administrator"),
                    format!("An admin of the customer opens the consent URL and accepts. It can take a few minutes until the token endpoint knows about it. If the page ends with {}, the consent is recorded all the same.", Aadsts::text_of(Aadsts::NO_REPLY_ADDRESS)),
                )
                .steps(target.consent())
            }
            ErrorCode::AppDisabled => {
                self.can_wait = true;
                rung.steps(target.enable_app())
            }
            _ => {
                self.can_wait = error.report().retryable;
                rung
            }
        }
    }
}
