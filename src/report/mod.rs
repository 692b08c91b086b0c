//! `lint report`: a body of adverts becomes shares, trends and goals that can be checked.

pub mod catalogue;
pub mod chart;
pub mod compose;
pub mod csv;
pub mod development;
pub mod gather;
pub mod goal;
pub mod html;
pub mod label;
pub mod markdown;
pub mod measure;
pub mod paper;
pub mod period;
pub mod print;
#[cfg(test)]
mod reference;
pub mod row;
pub mod share;
pub mod since;
pub mod spread;
pub mod target;
pub mod trend;
pub mod unit;
pub mod when;

pub use catalogue::Catalogue;
pub use development::Development;
pub use gather::{Gathered, Skipped};
pub use row::Row;
