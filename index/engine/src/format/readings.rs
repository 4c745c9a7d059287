//! The section of readings and variants of characters.

use crate::format::codec::Reader;
use crate::format::error::Malformed;
#[cfg(feature = "write")]
use crate::format::writer::Writer;
use crate::model::corpus::Lexicon;
use crate::text::pinyin::{Syllable, Syllables};

/// Layout: characters as ascending differences; then the low bytes, then the
/// high bits of their usual reading (two streams compress better than one);
/// then the further readings as (index, syllable); then the variants, as
/// ascending differences and what each becomes: the way from one index among
/// the characters to the next, since radicals go together. 0 and a number for
/// what has no reading.
#[cfg(feature = "write")]
pub(crate) fn write(lexicon: &Lexicon) -> Vec<u8> {
    let table = Syllables::shared();
    let mut rows: Vec<(char, Vec<Syllable>)> = lexicon
        .readings
        .iter()
        .map(|(it, names)| (*it, names.split(' ').filter_map(|it| table.find(it)).collect()))
        .filter(|(_, readings): &(char, Vec<Syllable>)| !readings.is_empty())
        .collect();
    rows.sort_by_key(|it| it.0);
    rows.dedup_by_key(|it| it.0);
    let mut writer = Writer::default();
    writer.ascending(rows.iter().map(|it| it.0 as usize));
    rows.iter().for_each(|(_, it)| writer.bytes.push(it[0].0 as u8));
    rows.iter().for_each(|(_, it)| writer.bytes.push((it[0].0 >> 8) as u8));
    let further: Vec<(usize, Syllable)> =
        rows.iter().enumerate().flat_map(|(at, (_, it))| it[1..].iter().map(move |more| (at, *more))).collect();
    writer.ascending(further.iter().map(|it| it.0));
    further.iter().for_each(|it| writer.number(usize::from(it.1.0)));
    let chars: Vec<char> = rows.iter().map(|it| it.0).collect();
    write_variants(&mut writer, lexicon, &chars);
    writer.bytes
}

#[cfg(feature = "write")]
fn write_variants(writer: &mut Writer, lexicon: &Lexicon, chars: &[char]) {
    let mut variants = lexicon.variants.clone();
    variants.sort_unstable();
    variants.dedup_by_key(|it| it.0);
    writer.ascending(variants.iter().map(|it| it.0 as usize));
    let mut before = 0;
    for (_, becomes) in &variants {
        match chars.binary_search(becomes) {
            Ok(at) => {
                writer.number(1 + step(before, at));
                before = at;
            }
            Err(_) => writer.numbers([0, *becomes as usize]),
        }
    }
}

/// Steps forward are even, back odd; `to` is where the step leads.
#[cfg(feature = "write")]
fn step(before: usize, to: usize) -> usize {
    if before <= to { (to - before) << 1 } else { ((before - to) << 1) - 1 }
}

/// The inverse of [`step`].
fn after_step(before: usize, step: usize) -> Option<usize> {
    if step & 1 == 0 { before.checked_add(step >> 1) } else { before.checked_sub((step >> 1) + 1) }
}

pub(crate) fn read(mut reader: Reader<'_>, lexicon: &mut Lexicon) -> Result<(), Malformed> {
    let table = Syllables::shared();
    let chars = read_chars(&mut reader)?;
    let low = reader.bytes(chars.len())?;
    let high = reader.bytes(chars.len())?;
    let name = |id: u16| if usize::from(id) < table.len() { Ok(table.name(Syllable(id))) } else { Err(Malformed) };
    for (at, it) in chars.iter().enumerate() {
        let id = u16::from(low[at]) | u16::from(high[at]) << 8;
        lexicon.readings.push((*it, name(id)?.to_owned()));
    }
    for at in reader.ascending()? {
        let id = reader.index(table.len())?;
        let (_, names) = lexicon.readings.get_mut(at).ok_or(Malformed)?;
        names.push(' ');
        names.push_str(name(id)?);
    }
    let mut before = 0;
    for it in read_chars(&mut reader)? {
        let becomes = match reader.number()?.checked_sub(1) {
            None => char::from_u32(reader.number()? as u32).ok_or(Malformed)?,
            Some(step) => {
                before = after_step(before, step).ok_or(Malformed)?;
                *chars.get(before).ok_or(Malformed)?
            }
        };
        lexicon.variants.push((it, becomes));
    }
    reader.end()
}

/// Characters in ascending order, none twice.
pub(crate) fn read_chars(reader: &mut Reader<'_>) -> Result<Vec<char>, Malformed> {
    let numbers = reader.ascending()?;
    reader.spend(numbers.len(), CHAR_BYTES)?;
    let chars = numbers.into_iter().map(|it| u32::try_from(it).ok().and_then(char::from_u32));
    let chars: Vec<char> = chars.collect::<Option<_>>().ok_or(Malformed)?;
    if chars.is_sorted_by(|a, b| a < b) { Ok(chars) } else { Err(Malformed) }
}

/// Memory of what is kept by character: a string of the string table, or
/// readings in words and by number.
const CHAR_BYTES: usize = 96;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::budget::Budget;
    use crate::text::readings::tests::lexicon;

    #[test]
    fn section_is_read_as_written() {
        let mut got = Lexicon::default();
        let (bytes, budget) = (write(&lexicon()), Budget::of_file(0));
        read(Reader::new(&bytes, &budget), &mut got).unwrap();
        let mut expected = lexicon();
        expected.readings.sort();
        got.readings.sort();
        assert_eq!(got, expected);
    }

    #[test]
    fn a_step_leads_where_it_was_made_for() {
        for (before, to) in [(0, 0), (0, 5), (5, 0), (7, 6), (6, 7)] {
            assert_eq!(after_step(before, step(before, to)), Some(to));
        }
        assert_eq!(after_step(0, 1), None);
    }

    #[test]
    fn variants_go_back_and_forth_among_the_characters() {
        let variants = vec![('業', '业'), ('複', '复'), ('覆', '复'), ('覺', '付')];
        let given = Lexicon { variants, ..lexicon() };
        let mut got = Lexicon::default();
        let (bytes, budget) = (write(&given), Budget::of_file(0));
        read(Reader::new(&bytes, &budget), &mut got).unwrap();
        assert_eq!(got.variants, given.variants);
    }
}
