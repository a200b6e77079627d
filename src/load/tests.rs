//! Files as they are on disk.
