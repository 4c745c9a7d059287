//! Lists of words and characters, one behind the other. Which entries a file holds is said in the root, which of them
//! go on elsewhere by the lists themselves.

use crate::format::error::Malformed;
use crate::library::files::bits::BitReader;
#[cfg(feature = "write")]
use crate::library::files::bits::BitWriter;
use crate::library::files::list::List;

#[cfg(feature = "write")]
pub(crate) fn write<'a>(lists: impl IntoIterator<Item = &'a List>) -> Vec<u8> {
    let mut writer = BitWriter::default();
    lists.into_iter().for_each(|it| it.write(&mut writer));
    writer.into_bytes()
}

pub(crate) fn read(body: &[u8], num_lists: usize, num_clauses: u32) -> Result<Vec<List>, Malformed> {
    let mut reader = BitReader::new(body);
    // A list takes a bit at least.
    if reader.left() < num_lists {
        return Err(Malformed);
    }
    let lists = (0..num_lists).map(|_| List::read(&mut reader, num_clauses)).collect::<Result<_, _>>()?;
    reader.end()?;
    Ok(lists)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn any_bytes_are_a_file_of_words_or_refused(body: Vec<u8>, num_lists in 0usize..40) {
            if let Ok(lists) = read(&body, num_lists, 1000) {
                prop_assert_eq!(lists.len(), num_lists);
            }
        }
    }
}
