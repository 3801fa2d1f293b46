//! Doors that the tests go through.
