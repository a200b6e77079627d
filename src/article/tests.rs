//! One page, read and anchored.
