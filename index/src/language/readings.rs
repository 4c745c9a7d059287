//! How characters sound: the tables of the `pinyin` crate, cut down to what the
//! index can use, and put right where people read otherwise.

use std::collections::{BTreeSet, HashMap};

use encoding_rs::GBK;
use pinyin::ToPinyin;
use policy_engine::normalizer::is_han;
use policy_engine::pinyin::Syllables;

/// Characters with several readings, or whose usual reading the `pinyin` crate
/// does not put first (checked against the order of GB 2312, which is by
/// pinyin): the readings people know and type, most usual first. The tables
/// know many more (万 mò, 石 dàn); those would only make noise.
const READINGS: &str = "\
行 xing hang|重 zhong chong|长 chang zhang|会 hui kuai|调 tiao diao|率 lv shuai|都 dou du|得 de dei|还 hai huan|\
着 zhe zhao zhuo|参 can shen|差 cha chai ci|给 gei ji|传 chuan zhuan|省 sheng xing|藏 cang zang|朝 chao zhao|\
曾 ceng zeng|单 dan shan|校 xiao jiao|厦 sha xia|强 qiang jiang|种 zhong chong|降 jiang xiang|觉 jue jiao|系 xi ji|\
卡 ka qia|削 xiao xue|血 xue xie|薄 bao bo|露 lu lou|畜 chu xu|模 mo mu|宿 su xiu|提 ti di|否 fou pi|似 si shi|\
没 mei mo|落 luo la|解 jie xie|车 che ju|区 qu ou|查 cha zha|盛 sheng cheng|乘 cheng sheng|弹 tan dan|乐 le yue|\
和 he huo|地 di de|的 de di|了 le liao|数 shu shuo|说 shuo shui|角 jiao jue|择 ze zhai|泊 bo po|劲 jin jing|\
熟 shu shou|谁 shui shei|尿 niao sui|色 se shai|壳 ke qiao|吓 xia he|咽 yan ye|折 zhe she|轧 zha ya|粘 zhan nian|\
屏 ping bing|瀑 pu bao|曝 pu bao|恶 e wu|剥 bo bao|嚼 jiao jue|绿 lv lu|六 liu lu|勒 le lei|笼 long|秘 mi bi|\
娜 na nuo|臭 chou xiu|读 du dou|番 fan pan|茄 qie jia|侧 ce ze|拗 niu ao|迫 po pai|翘 qiao|圈 quan juan|塞 sai se|\
散 san|什 shen shi|属 shu zhu|拓 tuo ta|尉 wei yu|吁 yu xu|爪 zhua zhao|佛 fo fu|卜 bu bo|辟 pi bi|匙 chi shi|\
脯 fu pu|伺 si ci|辗 zhan nian|仔 zai zi|柞 zuo zha|傀 kui|炔 que|藉 ji jie|桔 ju jie|潦 liao lao|肋 lei|掺 chan|\
蛤 ha ge|貉 he hao|槛 kan jian|帧 zhen|琢 zhuo|钥 yao yue|咖 ka ga|咯 ge lo|椎 zhui|贾 jia gu|石 shi|仇 chou qiu|\
柏 bai bo|颈 jing geng|芍 shao|称 cheng chen|应 ying|便 bian pian|膀 bang pang|靓 liang jing|炮 pao bao|幢 zhuang chuang";

/// Readings of every Han character of `texts` and of the 3,755 common
/// characters (GB 2312, level 1), toneless, most usual first.
pub fn readings<'a>(texts: impl IntoIterator<Item = &'a str>) -> Vec<(char, String)> {
    let syllables = Syllables::default();
    let known: HashMap<char, &str> = READINGS.split('|').filter_map(by_char).collect();
    let mut chars: BTreeSet<char> = common_chars().collect();
    chars.extend(texts.into_iter().flat_map(str::chars).filter(|&c| is_han(c)));
    let of = |c: char| {
        let usual = c.to_pinyin().map(|it| it.plain().replace('ü', "v"));
        let readings = known.get(&c).map(|it| (*it).to_owned()).or(usual).unwrap_or_default();
        let readings: Vec<&str> = readings.split(' ').filter(|it| syllables.find(it).is_some()).collect();
        (c, readings.join(" "))
    };
    chars.into_iter().map(of).filter(|(_, readings)| !readings.is_empty()).collect()
}

/// `行 xing hang`
fn by_char(entry: &str) -> Option<(char, &str)> {
    let (c, readings) = entry.split_once(' ')?;
    Some((c.chars().next()?, readings))
}

/// GB 2312 level 1: bytes B0A1 to D7F9, ordered by pinyin there.
fn common_chars() -> impl Iterator<Item = char> {
    let bytes = (0xb0..=0xd7_u8).flat_map(|row| (0xa1..=0xfe_u8).map(move |cell| [row, cell]));
    bytes.filter_map(|pair| {
        let (text, _, is_bad) = GBK.decode(&pair);
        text.chars().next().filter(|&c| !is_bad && is_han(c))
    })
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
        assert_eq!(reading(&table, '长'), "chang zhang");
        assert_eq!(reading(&table, '佛'), "fo fu");
        assert!(table.len() >= 3755);
        assert!(table.is_sorted_by_key(|it| it.0));
    }

    #[test]
    fn every_reading_written_here_is_a_syllable() {
        let syllables = Syllables::default();
        for (c, readings) in READINGS.split('|').map(|it| by_char(it).unwrap()) {
            assert!(readings.split(' ').all(|it| syllables.find(it).is_some()), "{c} {readings}");
        }
    }
}
