//! The preview as a browser meets it.
