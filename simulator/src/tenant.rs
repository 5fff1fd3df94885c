//! Resolves the tenant in a path.

use uuid::Uuid;

use crate::error_body::Refusal;
use crate::state::State;

pub(crate) fn named(state: &State, spelled: &str) -> Result<Uuid, Refusal> {
    let id = Uuid::try_parse(spelled).ok();
    if id.is_some_and(|id| id.is_nil()) {
        return Err(Refusal::new(900_021));
    }
    let is_label = |label: &str| {
        !label.is_empty()
            && label
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    };
    if id.is_none() && !(spelled.contains('.') && spelled.split('.').all(is_label)) {
        return Err(Refusal::new(900_023));
    }
    let tenants = state.tenants();
    let found = tenants.find(spelled).ok_or_else(|| {
        Refusal::with_text(90_002, format!("Tenant '{spelled}' not found. Check to make sure you have the correct tenant ID and are signing into the correct cloud."))
    })?;
    Ok(found.id)
}
