//! From what Trunk made to `dist/`.
//!
//! - [`assemble`] · In which order do the steps come?
//! - [`site`] · What are they steps on?
//! - [`wasm`], [`short_names`], [`split`] · How does the wasm become small and old enough?
//! - [`scripts`], [`bundle`] · And the scripts? [`styles`] · And the style sheets?
//! - [`names`] · What is each file called?
//! - [`kiosk_file`], [`offline`], [`manifest`] · Which files are made of the others?
//! - [`sbom`] · Which packages of others are in it?
//! - [`compress`], [`sizes`] · How heavy is it, and how heavy may it be?

mod assemble;
mod bundle;
pub mod compress;
pub mod kiosk_file;
pub mod manifest;
pub mod names;
mod offline;
pub mod sbom;
pub mod scripts;
mod short_names;
pub mod site;
pub mod sizes;
mod split;
mod styles;
pub mod wasm;

pub use assemble::{build, main};
