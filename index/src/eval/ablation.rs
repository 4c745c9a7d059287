//! What each mechanism of the ranking is worth: it is switched off, and the
//! questions are asked again.

use policy_engine::Weights;

use crate::error::{IndexError, Kind, Result};

/// Takes one mechanism out of the ranking.
type SwitchOff = fn(&mut Weights);

/// What can be switched off to see what it is worth, and how.
const MECHANISMS: [(&str, SwitchOff); 16] = [
    ("synonym", |it| it.synonym = 0.0),
    ("single", |it| it.single = 0.0),
    ("pinyin", |it| it.pinyin = 0.0),
    ("correction", |it| it.correction = 0.0),
    ("pair", |it| it.pair = 0.0),
    ("plain", |it| it.plain = 0.0),
    ("question", |it| it.question = 0.0),
    ("reference", |it| it.reference = 1.0),
    ("title", |it| it.title = it.text),
    ("near", |it| it.near = 0.0),
    ("context", |it| (it.section, it.document) = (0.0, 0.0)),
    ("latent", |it| it.latent = 0.0),
    ("leaning", |it| it.leaning = 0.0),
    ("coverage", |it| it.coverage = 0.0),
    ("rarity", |it| it.rarity = 1.0),
    ("responsible", |it| it.responsible = 0.0),
];

/// The ranking weights with some mechanisms switched off.
///
/// # Errors
/// `Syntax` for a name that is none, with those that are.
pub fn weights_without<'a>(names: impl IntoIterator<Item = &'a str>) -> Result<Weights> {
    let mut weights = Weights::default();
    for name in names {
        let Some((_, switch_off)) = MECHANISMS.iter().find(|it| it.0 == name) else {
            let known = MECHANISMS.map(|it| it.0).join(", ");
            let message = format!("no mechanism is called “{name}”");
            return Err(Box::new(IndexError::new(Kind::Syntax, message, format!("one of {known}"))));
        };
        switch_off(&mut weights);
    }
    Ok(weights)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mechanisms_are_switched_off_by_name() {
        let weights = weights_without(["synonym", "context"]).unwrap();
        assert_eq!((weights.synonym, weights.section, weights.document), (0.0, 0.0, 0.0));
        let error = weights_without(["magic"]).unwrap_err();
        assert!(error.help.contains("synonym, single"), "{}", error.help);
    }
}
