//! The forms of one person noun in each style, for all genders.

use super::lower_first;
use crate::fold::fold;
use crate::language::Language;
use crate::language::agreement::Readings;
use crate::rule::kind::nouns::Persons;
use crate::rule::kind::person::Person;
use crate::rule::profile::GenderStyle;

/// A noun as it stands in an advert: the first part of a compound, and what its form may be.
#[derive(Clone, Copy, Debug)]
pub(super) struct Form<'a> {
    /// The word as written: Stammkunden.
    pub(super) written: &'a str,
    /// What is written before the noun itself: Stamm.
    pub(super) prefix: &'a str,
    /// Numbers and cases that look so.
    pub(super) readings: Readings,
}

impl<'a> Form<'a> {
    /// A compound of the same first part.
    pub(super) fn with(self, head: &str) -> String {
        // Fachexperte is a Fachperson, no Fachfachperson
        if self.prefix.is_empty() || fold(head).starts_with(&fold(self.prefix)) {
            return head.to_owned();
        }
        format!("{}{}", self.prefix, lower_first(head))
    }
}

impl Person {
    /// Reads a word that ends in a form of the noun.
    pub(super) fn form<'a>(&self, written: &'a str) -> Option<Form<'a>> {
        let folded = fold(written);
        let ends = |form: &str| folded.ends_with(&fold(form));
        if self.is_adjective {
            let prefix = written.get(..written.len().checked_sub(self.noun.len())?)?;
            return ends(&self.noun).then_some(Form { written, prefix, readings: Readings::one(0) });
        }
        let longest = self.forms.iter().filter(|form| ends(form)).max_by_key(|form| form.len())?;
        let same = self.forms.iter().enumerate().filter(|(_, form)| *form == longest);
        let mut readings = same.fold(Readings::default(), |set, (number, _)| set | Readings::one(number));
        // Beamter, die Beamten: declined like an adjective
        let [singular, _, _, _, plural, _, dative, _] = &self.forms;
        if singular.strip_suffix('r') == Some(plural) && longest == dative {
            readings = readings | Readings::PLURAL;
        }
        let prefix = written.get(..written.len().checked_sub(longest.len())?)?;
        Some(Form { written, prefix, readings })
    }

    /// The stem that a sign stands behind: Ärzt, Kolleg; none for Kauffrau.
    fn stem(&self) -> Option<&str> {
        self.feminine.strip_suffix("in")
    }

    /// The plural of the feminine: Ärztinnen, Kauffrauen; none for words that are no such form.
    pub(super) fn feminine_plural(&self) -> Option<String> {
        let ending = if self.stem().is_some() { "nen" } else { "en" };
        let is_feminine = self.stem().is_some() || self.feminine.ends_with("frau");
        is_feminine.then(|| format!("{}{ending}", self.feminine))
    }

    /// The plural for all genders in a style; pairs stand in where the style has no good form.
    pub(super) fn plural(
        &self,
        style: GenderStyle,
        form: Form<'_>,
        readings: Readings,
        weak: bool,
        language: &Language,
    ) -> Option<String> {
        let sign = |sign: &str| Some(form.with(&format!("{}{sign}innen", self.stem()?)));
        // without its slash the form must be a plural in both genders
        let plain = self.stem() == Some(&self.forms[4]) && !readings.only(Readings::DATIVE);
        let own = match style {
            GenderStyle::Star => sign("*"),
            GenderStyle::Colon => sign(":"),
            GenderStyle::Gap => sign("_"),
            GenderStyle::Slash if plain => sign("/-"),
            GenderStyle::Neutral => self.neutral_plural(form, readings, weak, language),
            GenderStyle::Slash | GenderStyle::Pair => None,
        };
        own.or_else(|| Some(format!("{} und {}", form.with(&self.feminine_plural()?), form.written)))
    }

    /// A neutral word in the plural that fits where the noun stood.
    fn neutral_plural(&self, form: Form<'_>, readings: Readings, weak: bool, language: &Language) -> Option<String> {
        // what follows the head would stand between the noun and the rest of its sentence
        let head = self.plural.split(' ').position(|word| word.starts_with(char::is_uppercase))?;
        let last_is_head = head + 1 == self.plural.split(' ').count();
        let is_compound = !form.prefix.is_empty() && self.plural.contains(' ');
        let fits = last_is_head && !is_compound && !language.agreement.is_collective(&self.plural);
        let declined = language.agreement.declined(&self.plural, readings, weak).filter(|_| fits)?;
        Some(form.with(&declined))
    }

    /// The singular for all genders in a style, in the nominative.
    pub(in crate::rule) fn singular(&self, style: GenderStyle) -> String {
        let pair = || format!("{} oder {}", self.feminine, self.noun);
        let sign = |sign: &str| self.stem().map_or_else(pair, |stem| format!("{stem}{sign}in"));
        match style {
            GenderStyle::Star => sign("*"),
            GenderStyle::Colon => sign(":"),
            GenderStyle::Gap => sign("_"),
            GenderStyle::Slash => sign("/-"),
            GenderStyle::Neutral if !self.neutral.is_empty() => self.neutral.clone(),
            GenderStyle::Pair | GenderStyle::Neutral => pair(),
        }
    }

    /// The masculine word beside a feminine one, as a compound of the same first part: Stammkundin → Stammkunde.
    pub(super) fn masculine_of(&self, written: &str, plural: bool, dative: bool) -> Option<String> {
        let feminine = if plural { self.feminine_plural()? } else { self.feminine.clone() };
        let prefix = written.get(..written.len().checked_sub(feminine.len())?)?;
        let masculine = match (plural, dative) {
            (true, true) => &self.forms[6],
            (true, false) => &self.forms[4],
            (false, _) => &self.noun,
        };
        let head = if prefix.is_empty() { masculine.clone() } else { format!("{prefix}{}", lower_first(masculine)) };
        fold(written).ends_with(&fold(&feminine)).then_some(head)
    }
}

impl Persons {
    /// The person whose feminine form starts with a stem and ends in "in"; of several the longest.
    pub(super) fn feminine_of(&self, stem: &str) -> Option<u32> {
        let folded = fold(stem);
        let ends = |person: &&Person| person.stem().is_some_and(|own| folded.ends_with(&fold(own)));
        let longest =
            self.all.iter().map(|person| &**person).filter(ends).max_by_key(|person| person.feminine.len())?;
        self.by_noun.get(&fold(&longest.noun))
    }
}
