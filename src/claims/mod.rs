//! What an access token says, and whether Exchange Online will take it.
