//! How characters sound and which traditional forms they have: tables of the
//! `pinyin` and OpenCC crates, cut down to what the index can use.

use std::collections::BTreeSet;

use encoding_rs::GBK;
use ferrous_opencc::OpenCC;
use ferrous_opencc::config::BuiltinConfig;
use pinyin::ToPinyin;
use policy_engine::normalize::is_han;
use policy_engine::pinyin::Syllables;

use crate::error::{IndexError, Kind, Result};

/// Further readings that people know and type, by the character's usual words.
/// The tables know many more (万 mò, 石 dàn); those would only make noise.
const FURTHER: &str = "\
行 hang|重 chong|长 zhang|会 kuai|调 diao|率 shuai|都 du|得 dei|还 huan|着 zhe zhao zhuo|参 shen|差 chai ci|给 ji|\
传 zhuan|省 xing|藏 zang|朝 zhao|曾 zeng|单 shan|校 jiao|厦 xia|强 jiang|种 zhong|降 xiang|觉 jiao|系 ji|卡 qia|\
削 xue|血 xie|薄 bo|露 lou|畜 xu|模 mu|宿 xiu|提 di|否 pi|似 shi|没 mo|落 la|解 xie|车 ju|区 ou|查 zha|盛 cheng|\
乘 sheng|弹 dan|乐 yue|和 huo|地 di|的 di|了 liao|为 wei|数 shuo|说 shui|角 jue|择 zhai|泊 po|劲 jing|熟 shou|谁 shei|\
尿 sui|色 shai|壳 qiao|吓 he|咽 ye|扎 za|折 she|载 zai|轧 zha|粘 nian|屏 bing|瀑 bao|曝 bao|炮 pao|恶 wu|扇 shan|\
剥 bo|嚼 jue|绿 lu|六 lu|勒 lei|累 lei|量 liang|笼 long|秘 bi|娜 nuo|尺 che|臭 xiu|倒 dao|读 dou|番 pan|夹 jia|茄 jia|\
侧 ze|拗 niu|迫 pai|翘 qiao|圈 juan|塞 se|散 san|什 shi|属 zhu|拓 ta|委 wei|尉 yu|隙 xi|吁 xu|员 yuan|咱 za|爪 zhua";

/// Readings of every Han character of `texts` and of the 3,755 common
/// characters (GB 2312, level 1), toneless, most usual first.
pub fn readings<'a>(texts: impl IntoIterator<Item = &'a str>) -> Vec<(char, String)> {
    let syllables = Syllables::default();
    let further = further();
    let mut chars: BTreeSet<char> = common_chars().collect();
    chars.extend(texts.into_iter().flat_map(str::chars).filter(|&c| is_han(c)));
    let of = |c: char| {
        let usual = c.to_pinyin().map(|it| it.plain().replace('ü', "v"));
        let others =
            further.iter().filter(|(other, _)| *other == c).flat_map(|(_, it)| it.split(' ').map(str::to_owned));
        let mut readings: Vec<String> =
            usual.into_iter().chain(others).filter(|it| syllables.find(it).is_some()).collect();
        let mut seen = BTreeSet::new();
        readings.retain(|it| seen.insert(it.clone()));
        (c, readings.join(" "))
    };
    chars.into_iter().map(of).filter(|(_, readings)| !readings.is_empty()).collect()
}

fn further() -> Vec<(char, &'static str)> {
    FURTHER.split('|').filter_map(|it| it.split_once(' ')).filter_map(|(c, it)| Some((c.chars().next()?, it))).collect()
}

/// GB 2312 level 1: bytes B0A1 to D7F9, ordered by pinyin there.
fn common_chars() -> impl Iterator<Item = char> {
    let bytes = (0xb0..=0xd7_u8).flat_map(|row| (0xa1..=0xfe_u8).map(move |cell| [row, cell]));
    bytes.filter_map(|pair| {
        let (text, _, is_bad) = GBK.decode(&pair);
        text.chars().next().filter(|&c| !is_bad && is_han(c))
    })
}

/// Traditional and variant characters whose simplified form occurs in `texts`,
/// with that form. A character that itself occurs there is left alone.
///
/// # Errors
/// `Engine` if the conversion tables cannot be loaded.
pub fn variants<'a>(texts: impl IntoIterator<Item = &'a str>) -> Result<Vec<(char, char)>> {
    let used: BTreeSet<char> = texts.into_iter().flat_map(str::chars).filter(|&c| is_han(c)).collect();
    let converters = [BuiltinConfig::T2s, BuiltinConfig::Tw2s, BuiltinConfig::Hk2s];
    let converters = converters.into_iter().map(|config| OpenCC::from_config(config).map_err(|it| no_tables(&it)));
    let converters: Vec<OpenCC> = converters.collect::<Result<_>>()?;
    let all = ('\u{3400}'..='\u{9fff}').filter(|c| !used.contains(c));
    let simplified = |c: char| {
        let mut buffer = [0; 4];
        let text: &str = c.encode_utf8(&mut buffer);
        converters.iter().find_map(|converter| only_char(&converter.convert(text)).filter(|it| *it != c))
    };
    Ok(all.filter_map(|c| Some((c, simplified(c).filter(|it| used.contains(it))?))).collect())
}

fn only_char(text: &str) -> Option<char> {
    let mut chars = text.chars();
    chars.next().filter(|_| chars.next().is_none())
}

fn no_tables(error: &impl std::fmt::Display) -> Box<IndexError> {
    let message = format!("the tables of traditional characters cannot be loaded: {error}");
    Box::new(IndexError::new(Kind::Engine, message, "build policy-index again from a clean checkout"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reading(table: &[(char, String)], c: char) -> &str {
        table.iter().find(|it| it.0 == c).map_or("", |it| it.1.as_str())
    }

    #[test]
    fn readings_are_toneless_and_the_usual_one_is_first() {
        let table = readings(["雒"]);
        assert_eq!(reading(&table, '雒'), "luo");
        assert_eq!(reading(&table, '就'), "jiu");
        assert_eq!(reading(&table, '行'), "xing hang");
        assert_eq!(reading(&table, '率'), "lv shuai");
        assert_eq!(reading(&table, '女'), "nv");
        assert!(table.len() >= 3755);
        assert!(table.is_sorted_by_key(|it| it.0));
    }

    #[test]
    fn variants_lead_to_characters_in_use() {
        let table = variants(["灵活就业人员 台着"]).unwrap();
        for pair in [('靈', '灵'), ('業', '业'), ('員', '员'), ('臺', '台')] {
            assert!(table.contains(&pair), "{pair:?}");
        }
        assert!(table.iter().all(|(_, to)| "灵活就业人员台着".contains(*to)));
    }
}
