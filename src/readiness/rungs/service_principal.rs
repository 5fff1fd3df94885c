//! Checks the service principal: whether the app can acquire a token.

use super::super::climb::Climb;
use super::super::rung::{Rung, RungName};
use crate::acquire::{AcquireOptions, AcquiredToken, acquire};
use crate::error::{Aadsts, Error, ErrorCode, FixedBy};

impl Climb<'_> {
    /// Acquires a token, which needs a service principal in the tenant.
    pub(in crate::readiness) async fn acquire_token(
        &mut self,
        options: AcquireOptions,
    ) -> Option<AcquiredToken> {
        match acquire(self.app, self.tenant, self.resource, options).await {
            Ok(acquired) => Some(acquired),
            Err(error) => {
                self.correlation_id = error.report().correlation_id.clone();
                let rung = self.rejected_token(&error);
                self.rungs.push(rung);
                None
            }
        }
    }

    fn rejected_token(&mut self, error: &Error) -> Rung {
        let rung = Rung::from_error(RungName::ServicePrincipal, error);
        let target = self.fix_target();
        match error.code() {
            ErrorCode::ConsentMissing => {
                self.can_wait = true;
                rung.with_fix(
                    FixedBy::CUSTOMER.with_role("Cloud Application Administrator"),
                    format!("Ask an admin of the customer tenant to open the consent URL and accept. It can take a few minutes until the token endpoint knows about it. If the page ends with {}, the consent is recorded anyway.", Aadsts::text_of(Aadsts::NO_REPLY_ADDRESS)),
                )
                .with_steps(target.consent())
            }
            ErrorCode::AppDisabled => {
                self.can_wait = true;
                rung.with_steps(target.enable_app())
            }
            _ => {
                self.can_wait = error.report().retryable;
                rung
            }
        }
    }
}
