//! The statistics against values that scipy and statsmodels computed: `tests/report/statistics.py`.

use jiff::civil::Date;
use serde_json::Value;

use super::share::{Change, Share};
use super::spread::{Spread, student};
use super::trend::Trend;

fn reference() -> Value {
    serde_json::from_str(include_str!("../../tests/report/statistics.json")).unwrap()
}

fn number(value: &Value, key: &str) -> f64 {
    value[key].as_f64().unwrap_or_else(|| panic!("{key} in {value}"))
}

fn share(value: &Value, hits: &str, of: &str) -> Share {
    Share { hits: number(value, hits) as usize, of: number(value, of) as usize }
}

#[track_caller]
fn near(ours: f64, theirs: f64) {
    assert!((ours - theirs).abs() < 1e-9 * theirs.abs().max(1.0), "{ours} is not {theirs}");
}

#[track_caller]
fn same(change: Change, row: &Value, difference: &str) {
    near(change.difference, number(row, difference));
    near(change.low, number(row, "low"));
    near(change.high, number(row, "high"));
}

#[test]
fn shares_and_their_changes() {
    let reference = reference();
    for row in reference["wilson"].as_array().unwrap() {
        let (low, high) = share(row, "hits", "of").interval().unwrap();
        near(low, number(row, "low"));
        near(high, number(row, "high"));
    }
    for row in reference["newcombe"].as_array().unwrap() {
        let change = share(row, "hits", "of").since(share(row, "hits_before", "of_before")).unwrap();
        same(change, row, "difference");
    }
}

#[test]
fn quartiles_and_deviates() {
    let reference = reference();
    let numbers = |value: &Value| value.as_array().unwrap().iter().map(|n| n.as_f64().unwrap()).collect::<Vec<_>>();
    for row in reference["quantiles"].as_array().unwrap() {
        let spread = Spread::of(numbers(&row["values"])).unwrap();
        let ours = [spread.least, spread.lower, spread.median, spread.upper, spread.most];
        ours.into_iter().zip(numbers(&row["quantiles"])).for_each(|(ours, theirs)| near(ours, theirs));
    }
    for row in reference["student"].as_array().unwrap() {
        let ours = student(number(row, "degrees_of_freedom")).unwrap();
        assert!((ours - number(row, "factor")).abs() < 1e-6, "{ours} is not {row}");
    }
}

#[test]
fn means_and_trends() {
    let reference = reference();
    let numbers = |value: &Value| value.as_array().unwrap().iter().map(|n| n.as_f64().unwrap()).collect::<Vec<_>>();
    for row in reference["welch"].as_array().unwrap() {
        let spread = |key: &str| Spread::of(numbers(&row[key])).unwrap();
        let change = spread("later").since(&spread("earlier")).unwrap();
        near(change.difference, number(row, "difference"));
        assert!((change.low - number(row, "low")).abs() < 1e-6, "{change:?} is not {row}");
        assert!((change.high - number(row, "high")).abs() < 1e-6, "{change:?} is not {row}");
    }
    let day = |value: &Value| value.as_str().unwrap().parse::<Date>().unwrap();
    for row in reference["trend"].as_array().unwrap() {
        let points = row["points"].as_array().unwrap().iter().flat_map(|point| {
            let (hits, of) = (point[1].as_u64().unwrap(), point[2].as_u64().unwrap());
            (0..of).map(move |n| (day(&point[0]), f64::from(u8::from(n < hits))))
        });
        let trend = Trend::of(&points.collect::<Vec<_>>()).unwrap();
        near(trend.a_year.difference, number(row, "slope"));
        assert!((trend.a_year.low - number(row, "low")).abs() < 1e-6, "{trend:?} is not {row}");
        assert!((trend.a_year.high - number(row, "high")).abs() < 1e-6, "{trend:?} is not {row}");
        near(trend.at(day(&row["at"])), number(row, "predicted"));
    }
}
