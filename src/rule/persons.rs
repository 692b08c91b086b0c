//! Makes the forms of person nouns from their inflection classes.

use std::collections::BTreeMap;
use std::ops::Range;

use toml::Spanned;

use super::compile::Compiler;
use super::file::NounShape;
use super::kind::nouns::Persons;
use super::kind::person::Person;
use crate::fold::fold;
use crate::language::{Inflection, Language};
use crate::later::Later;
use crate::words::{Atom, Entry};

/// Person nouns of a language under construction.
#[derive(Default)]
pub(super) struct Roll {
    all: Vec<Person>,
    masculine: Vec<(u32, Entry)>,
    feminine: Vec<(u32, Entry)>,
    by_noun: BTreeMap<String, u32>,
}

/// Tags tell the grammatical number of a form.
const SINGULAR: u32 = 0;
const PLURAL: u32 = 1;
const EITHER: u32 = 2;

impl Roll {
    /// Adds the nouns of a rule, which weighs more than a note or not; their numbers, and the classes that the language does not know.
    pub(super) fn add(
        &mut self,
        nouns: &[NounShape],
        is_loud: bool,
        compiler: &Compiler<'_>,
    ) -> (Range<u32>, Vec<Spanned<String>>) {
        let first = self.all.len() as u32;
        let mut unknown = Vec::new();
        for shape in nouns {
            let Some(class) = compiler.inflection(shape.class.get_ref()) else {
                unknown.push(shape.class.clone());
                continue;
            };
            self.noun(shape, class, is_loud);
        }
        (first..self.all.len() as u32, unknown)
    }

    fn noun(&mut self, shape: &NounShape, class: &Inflection, is_loud: bool) {
        let number = self.all.len() as u32;
        let noun = shape.noun.get_ref();
        let is_adjective = shape.class.get_ref() == "adj";
        for (form, grammatical) in forms(noun, class, shape.stem.as_deref()) {
            // the other forms of a nominalised adjective name no gender: die Angestellten
            if is_adjective && form != *noun {
                continue;
            }
            let tag = number * 4 + grammatical;
            self.masculine.push((tag, ending(&form, shape.compound)));
        }
        let feminine = feminine(noun, class, shape);
        if let Some((singular, plural)) = &feminine {
            self.feminine.push((number * 4 + SINGULAR, ending(singular, shape.compound)));
            self.feminine.push((number * 4 + PLURAL, ending(plural, shape.compound)));
        }
        self.by_noun.entry(fold(noun)).or_insert(number);
        let fold_all = |list: &[String]| list.iter().map(|word| fold(word)).collect();
        self.all.push(Person {
            noun: noun.clone(),
            feminine: feminine.map(|(singular, _)| singular).unwrap_or_default(),
            neutral: shape.neutral.clone(),
            plural: shape.plural.clone(),
            forms: paradigm(noun, class, shape.stem.as_deref()),
            evidence: shape.evidence,
            only: fold_all(&shape.only),
            never: fold_all(&shape.never),
            is_adjective,
            is_loud,
        });
    }

    /// The persons of the language, with concepts for their forms.
    pub(super) fn finish(self, language: &Language, compiler: &mut Compiler<'_>) -> Persons {
        Persons {
            all: self.all.into_iter().map(Later::from).collect(),
            by_noun: self.by_noun.iter().map(|(noun, number)| (noun, *number)).collect(),
            masculine: compiler.concept_of(self.masculine),
            feminine: compiler.concept_of(self.feminine),
            blanket: compiler.concept_of_words(&language.gender_forms.blanket),
            organisations: compiler.concept_of_words(&language.gender_forms.organisations),
            named: compiler.concept_of_words(&language.gender_forms.named),
        }
    }
}

/// Every form of a noun: nominative, genitive, dative, accusative, of the singular and then of the plural.
fn paradigm(noun: &str, class: &Inflection, irregular: Option<&str>) -> [String; 8] {
    let stem = noun.strip_suffix(class.cut.as_str()).unwrap_or(noun);
    let plural = irregular.unwrap_or(stem);
    let form = |stem: &str, endings: &str| format!("{stem}{}", endings.split('|').next().unwrap_or(""));
    [
        form(stem, &class.nom_sg),
        form(stem, &class.gen_sg),
        form(stem, &class.dat_sg),
        form(stem, &class.acc_sg),
        form(plural, &class.pl),
        form(plural, &class.pl),
        form(plural, &class.dat_pl),
        form(plural, &class.pl),
    ]
}

/// Every different form of a noun, with its grammatical number.
fn forms(noun: &str, class: &Inflection, irregular: Option<&str>) -> Vec<(String, u32)> {
    let stem = noun.strip_suffix(class.cut.as_str()).unwrap_or(noun);
    let plural_stem = irregular.unwrap_or(stem);
    let mut out: Vec<(String, u32)> = Vec::new();
    let of = |stem: &str, ending: &str, number| {
        let forms: Vec<(String, u32)> = ending.split('|').map(|ending| (format!("{stem}{ending}"), number)).collect();
        forms
    };
    let singular = [&class.nom_sg, &class.gen_sg, &class.dat_sg, &class.acc_sg];
    let singular = singular.into_iter().flat_map(|ending| of(stem, ending, SINGULAR));
    let plural = [&class.pl, &class.dat_pl].into_iter().flat_map(|ending| of(plural_stem, ending, PLURAL));
    for (form, number) in singular.chain(plural) {
        match out.iter_mut().find(|(known, _)| *known == form) {
            Some((_, known)) if *known != number => *known = EITHER,
            Some(_) => {}
            None => out.push((form, number)),
        }
    }
    out
}

/// The feminine singular and plural: as listed, or by the class; a class may have none.
fn feminine(noun: &str, class: &Inflection, shape: &NounShape) -> Option<(String, String)> {
    if !shape.feminine.is_empty() {
        let plural = if shape.feminine.ends_with("in") { "nen" } else { "en" };
        return Some((shape.feminine.clone(), format!("{}{plural}", shape.feminine)));
    }
    let stem = shape.stem.as_deref().unwrap_or_else(|| noun.strip_suffix(class.cut.as_str()).unwrap_or(noun));
    let first = |endings: &str| endings.split('|').next().map(|ending| format!("{stem}{ending}"));
    (!class.fem_sg.is_empty()).then(|| Some((first(&class.fem_sg)?, first(&class.fem_pl)?))).flatten()
}

/// The entry of a form: the word itself, or any word that ends so.
fn ending(form: &str, compound: bool) -> Entry {
    let folded: Box<str> = fold(form).into();
    let atom = if compound { Atom::Suffix(folded) } else { Atom::Exact(folded) };
    Entry { atoms: [atom].into(), written: [].into(), exception: false }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_follow_the_class() {
        let class = Inflection { gen_sg: "s".into(), dat_pl: "n".into(), ..Inflection::default() };
        let forms = forms("Berater", &class, None);
        assert_eq!(forms, [("Berater".into(), EITHER), ("Beraters".into(), SINGULAR), ("Beratern".into(), PLURAL)]);
    }
}
