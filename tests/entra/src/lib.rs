//! A strict stand-in for Microsoft Entra.
