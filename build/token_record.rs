//! The fields of the token record, for the build script and xtask.

/// A field of the record.
pub(crate) struct Field {
    /// The name of the token object's property.
    pub(crate) name: &'static str,
    /// The method in `src/ffi/boundary/record.rs` that writes this field.
    pub(crate) kind: &'static str,
}

macro_rules! token_record {
    ($event:ident: $($name:ident: $kind:ident = $value:expr;)*) => {
        /// All fields, in order.
        pub(crate) const FIELDS: &[Field] = &[
            $(Field { name: stringify!($name), kind: stringify!($kind) },)*
        ];
    };
}
include!("../src/ffi/boundary/token_record.rs");

impl Field {
    /// Returns the name in camel case, as JSON and PowerShell variables spell it.
    pub(crate) fn camel_case(&self) -> String {
        let (first, rest) = self.name.split_at(1);
        first.to_lowercase() + rest
    }
}
