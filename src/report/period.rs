//! Months, quarters and years: which of them fits the data, and neighbours pooled until there are enough adverts.

use jiff::civil::Date;

/// The fewest adverts that are told as a group of their own.
pub const FEWEST: usize = 5;

/// A length of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Grain {
    /// Twelve a year.
    Month,
    /// Four a year.
    Quarter,
    /// Calendar years.
    Year,
}

/// The most periods that a table still shows well.
const MOST: i32 = 12;

/// How many adverts a period has on average at least, where shorter ones are chosen.
const FULL: usize = 10;

impl Grain {
    /// The shortest that leaves few and full periods.
    pub fn fitting(dates: &[Date]) -> Self {
        let span = |grain: Self| {
            let first = dates.iter().min().map(|date| grain.number(*date));
            let last = dates.iter().max().map(|date| grain.number(*date));
            first.zip(last).map_or(0, |(first, last)| last - first + 1)
        };
        let fits = |grain: &Self| span(*grain) <= MOST && dates.len() >= FULL * span(*grain) as usize;
        [Self::Month, Self::Quarter].into_iter().find(fits).unwrap_or(Self::Year)
    }

    /// The number of the period that a date lies in, counted from the year 0.
    fn number(self, date: Date) -> i32 {
        let (year, month) = (i32::from(date.year()), i32::from(date.month()) - 1);
        match self {
            Self::Month => year * 12 + month,
            Self::Quarter => year * 4 + month / 3,
            Self::Year => year,
        }
    }

    fn label(self, number: i32) -> String {
        match self {
            Self::Month => format!("{}-{:02}", number.div_euclid(12), number.rem_euclid(12) + 1),
            Self::Quarter => format!("{}-Q{}", number.div_euclid(4), number.rem_euclid(4) + 1),
            Self::Year => number.to_string(),
        }
    }
}

/// One period or several pooled, and the adverts in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Period {
    /// `2025`, `2025-Q1`, `2025-03`, `2024–2025`.
    pub label: String,
    /// Whether several were pooled because one held too few adverts.
    pub is_pooled: bool,
    /// What lies in it, as given.
    pub members: Vec<usize>,
}

/// Cuts dated members into periods; one with fewer than [`FEWEST`] is pooled with the next, the last with the one before.
pub fn periods(dated: &[(usize, Date)], grain: Grain) -> Vec<Period> {
    let mut sorted: Vec<(i32, usize)> = dated.iter().map(|(member, date)| (grain.number(*date), *member)).collect();
    sorted.sort_unstable();
    // first and last period of each group
    let mut groups: Vec<(i32, i32, Vec<usize>)> = Vec::new();
    for (number, member) in sorted {
        match groups.last_mut() {
            Some((_, last, members)) if *last == number || members.len() < FEWEST => {
                *last = number;
                members.push(member);
            }
            _ => groups.push((number, number, vec![member])),
        }
    }
    if let [.., (_, end, before), (_, last, members)] = &mut groups[..]
        && members.len() < FEWEST
    {
        *end = *last;
        before.append(members);
        groups.pop();
    }
    let told = |(first, last, mut members): (i32, i32, Vec<usize>)| {
        members.sort_unstable();
        let label =
            if first == last { grain.label(first) } else { format!("{}–{}", grain.label(first), grain.label(last)) };
        Period { label, is_pooled: first != last, members }
    };
    groups.into_iter().map(told).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn dates(count: usize, years: usize) -> Vec<Date> {
        (0..count).map(|n| date(2020 + (n % years) as i16, (n / years % 12) as i8 + 1, 1)).collect()
    }

    #[test]
    fn the_grain_fits_the_data() {
        assert_eq!(Grain::fitting(&dates(60, 3)), Grain::Year);
        assert_eq!(Grain::fitting(&dates(300, 3)), Grain::Quarter);
        assert_eq!(Grain::fitting(&dates(300, 1)), Grain::Month);
        assert_eq!(Grain::fitting(&[]), Grain::Month);
    }

    #[test]
    fn few_are_pooled() {
        let dated = |counts: &[(i16, usize)]| {
            let dates = counts.iter().flat_map(|(year, count)| std::iter::repeat_n(date(*year, 6, 1), *count));
            dates.enumerate().collect::<Vec<_>>()
        };
        let labels = |counts: &[(i16, usize)]| {
            periods(&dated(counts), Grain::Year)
                .into_iter()
                .map(|period| (period.label, period.members.len()))
                .collect::<Vec<_>>()
        };
        assert_eq!(labels(&[(2020, 5), (2021, 6)]), [("2020".to_owned(), 5), ("2021".to_owned(), 6)]);
        assert_eq!(labels(&[(2020, 2), (2021, 6), (2022, 1)]), [("2020–2022".to_owned(), 9)]);
        assert_eq!(labels(&[(2023, 6), (2024, 7), (2025, 3)]), [("2023".to_owned(), 6), ("2024–2025".to_owned(), 10)]);
        assert_eq!(labels(&[(2023, 2)]), [("2023".to_owned(), 2)]);
    }
}
