//! Who advertises: what the configuration says about the employer, and which rules apply to such a one.

use serde::{Deserialize, Serialize};

/// What kind of employer advertises.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Employer {
    /// A public body.
    Public,
    /// A private firm or association.
    Private,
    /// A church or one of its institutions.
    Church,
}

impl Employer {
    /// The word for it in files and flags.
    pub fn word(self) -> &'static str {
        match self {
            Self::Public => "public",
            Self::Private => "private",
            Self::Church => "church",
        }
    }
}

/// How an organisation writes person nouns for all genders.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum GenderStyle {
    /// Mitarbeiter*innen
    Star,
    /// Mitarbeiter:innen
    Colon,
    /// Mitarbeiter_innen
    Gap,
    /// Mitarbeiter/-innen
    Slash,
    /// Mitarbeiterinnen und Mitarbeiter
    Pair,
    /// Mitarbeitende
    #[default]
    Neutral,
}

/// The employer that rules are judged for; everything may be unknown.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub struct Profile {
    /// ISO 3166, as far as known: `DE-BE`, `AT`.
    pub jurisdiction: Option<String>,
    /// Public, private or church.
    pub employer: Option<Employer>,
    /// Groups that are under-represented; `None` when nobody said.
    pub underrepresented: Option<Vec<String>>,
    /// Whether the post can be shared or held part-time.
    pub part_time: Option<bool>,
}

/// For which employers a rule exists.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
pub struct Applies {
    pub(crate) jurisdiction: Vec<String>,
    pub(crate) employer: Vec<Employer>,
    pub(crate) underrepresented: Vec<String>,
    pub(crate) part_time: Option<bool>,
}

/// Whether a rule applies to a profile.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Applicability {
    /// It does not.
    No,
    /// It may: the profile leaves open what the duty depends on.
    Perhaps,
    /// It does.
    Yes,
}

impl Applies {
    /// Whether a rule with these conditions applies to `profile`.
    pub fn to(&self, profile: &Profile) -> Applicability {
        let place = profile.jurisdiction.as_deref();
        if !self.jurisdiction.is_empty()
            && !self.jurisdiction.iter().any(|rule| place.is_some_and(|p| lies_in(p, rule)))
        {
            return Applicability::No;
        }
        if !self.employer.is_empty() && !profile.employer.is_some_and(|kind| self.employer.contains(&kind)) {
            return Applicability::No;
        }
        let groups = match &profile.underrepresented {
            _ if self.underrepresented.is_empty() => Applicability::Yes,
            None => Applicability::Perhaps,
            Some(groups) if self.underrepresented.iter().any(|group| groups.contains(group)) => Applicability::Yes,
            Some(_) => Applicability::No,
        };
        let hours = match (self.part_time, profile.part_time) {
            (None, _) => Applicability::Yes,
            (Some(_), None) => Applicability::Perhaps,
            (Some(asked), Some(known)) if asked == known => Applicability::Yes,
            _ => Applicability::No,
        };
        groups.min(hours)
    }
}

/// Whether a place lies in a jurisdiction: `DE-BE` lies in `DE`.
pub fn lies_in(place: &str, jurisdiction: &str) -> bool {
    let place = place.to_ascii_uppercase();
    place.strip_prefix(jurisdiction).is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn duties_follow_the_profile() {
        let duty = Applies {
            jurisdiction: vec!["DE-BE".into()],
            employer: vec![Employer::Public],
            underrepresented: vec!["women".into()],
            part_time: None,
        };
        let mut profile = Profile::default();
        assert_eq!(duty.to(&profile), Applicability::No);
        profile.jurisdiction = Some("de-be".into());
        profile.employer = Some(Employer::Public);
        assert_eq!(duty.to(&profile), Applicability::Perhaps);
        profile.underrepresented = Some(vec![]);
        assert_eq!(duty.to(&profile), Applicability::No);
        let hours = Applies { part_time: Some(true), ..Applies::default() };
        assert_eq!(hours.to(&profile), Applicability::Perhaps);
        profile.part_time = Some(true);
        assert_eq!(hours.to(&profile), Applicability::Yes);
        profile.part_time = Some(false);
        assert_eq!(hours.to(&profile), Applicability::No);
        assert!(lies_in("DE-BE", "DE") && !lies_in("DE", "DE-BE") && !lies_in("DEX", "DE"));
    }
}
