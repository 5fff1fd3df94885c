//! ExoMt.
