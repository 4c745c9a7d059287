//! Pinyin: the syllables of Mandarin without tones, which of them people mix
//! up, and how a run of letters may be read as syllables, initials or both.
//! Which character has which reading is in `readings`.

use std::sync::OnceLock;

/// Every toneless syllable, ascending; ü is written v, as people type it.
const SYLLABLES: &str = "\
a ai an ang ao ba bai ban bang bao bei ben beng bi bian biao bie bin bing bo bu ca cai can cang cao \
ce cen ceng cha chai chan chang chao che chen cheng chi chong chou chu chua chuai chuan chuang chui \
chun chuo ci cong cou cu cuan cui cun cuo da dai dan dang dao de dei den deng di dia dian diao die \
ding diu dong dou du duan dui dun duo e ei en eng er fa fan fang fei fen feng fo fou fu ga gai gan \
gang gao ge gei gen geng gong gou gu gua guai guan guang gui gun guo ha hai han hang hao he hei hen \
heng hong hou hu hua huai huan huang hui hun huo ji jia jian jiang jiao jie jin jing jiong jiu ju \
juan jue jun ka kai kan kang kao ke kei ken keng kong kou ku kua kuai kuan kuang kui kun kuo la lai \
lan lang lao le lei leng li lia lian liang liao lie lin ling liu lo long lou lu luan lun luo lv lve \
ma mai man mang mao me mei men meng mi mian miao mie min ming miu mo mou mu na nai nan nang nao ne \
nei nen neng ni nian niang niao nie nin ning niu nong nou nu nuan nun nuo nv nve o ou pa pai pan \
pang pao pei pen peng pi pian piao pie pin ping po pou pu qi qia qian qiang qiao qie qin qing qiong \
qiu qu quan que qun ran rang rao re ren reng ri rong rou ru rua ruan rui run ruo sa sai san sang sao \
se sen seng sha shai shan shang shao she shei shen sheng shi shou shu shua shuai shuan shuang shui \
shun shuo si song sou su suan sui sun suo ta tai tan tang tao te teng ti tian tiao tie ting tong tou \
tu tuan tui tun tuo wa wai wan wang wei wen weng wo wu xi xia xian xiang xiao xie xin xing xiong xiu \
xu xuan xue xun ya yan yang yao ye yi yin ying yo yong you yu yuan yue yun za zai zan zang zao ze \
zei zen zeng zha zhai zhan zhang zhao zhe zhei zhen zheng zhi zhong zhou zhu zhua zhuai zhuan zhuang \
zhui zhun zhuo zi zong zou zu zuan zui zun zuo";

/// Index of a syllable in the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Syllable(pub u16);

/// The table of syllables; [`Syllables::shared`] is made once for all indexes.
#[derive(Clone, Debug)]
pub struct Syllables {
    names: Vec<&'static str>,
    /// Per syllable: the one that stands for all that sound alike to many speakers.
    fuzzy: Vec<Syllable>,
}

impl Default for Syllables {
    fn default() -> Self {
        let names: Vec<&'static str> = SYLLABLES.split_ascii_whitespace().collect();
        let blurred: Vec<String> = names.iter().map(|it| blur(it)).collect();
        // Mostly what is left is a syllable itself; comparing all with all would take as long as reading the readings.
        let first_like = |it: &String| blurred.iter().position(|other| other == it).unwrap_or_default();
        let alike = |it: &String| names.binary_search(&it.as_str()).unwrap_or_else(|_| first_like(it));
        let fuzzy = blurred.iter().map(|it| Syllable(alike(it) as u16)).collect();
        Self { names, fuzzy }
    }
}

/// Drops the differences many speakers do not make: zh/z, ch/c, sh/s, n/l,
/// eng/en, ing/in.
fn blur(syllable: &str) -> String {
    let mut blurred = match syllable.as_bytes() {
        [b'z' | b'c' | b's', b'h', ..] => format!("{}{}", &syllable[..1], &syllable[2..]),
        [b'n', _, ..] => format!("l{}", &syllable[1..]),
        _ => syllable.to_owned(),
    };
    if blurred.ends_with("eng") || blurred.ends_with("ing") {
        blurred.pop();
    }
    blurred
}

impl Syllables {
    /// The table, made by whoever asks first: a library makes a small index of the clauses it fetched for every question.
    pub fn shared() -> &'static Self {
        static TABLE: OnceLock<Syllables> = OnceLock::new();
        TABLE.get_or_init(Self::default)
    }

    /// Number of syllables.
    pub fn len(&self) -> usize {
        self.names.len()
    }

    /// Never: the table is fixed. Here because `len` is.
    pub fn is_empty(&self) -> bool {
        self.names.is_empty()
    }

    /// The syllable with this spelling; `lü` is `lv`.
    pub fn find(&self, name: &str) -> Option<Syllable> {
        self.names.binary_search(&name).ok().map(|at| Syllable(at as u16))
    }

    /// Its spelling.
    pub fn name(&self, it: Syllable) -> &'static str {
        self.names.get(usize::from(it.0)).copied().unwrap_or_default()
    }

    /// Whether two syllables sound alike to speakers who do not tell apart
    /// zh/z, ch/c, sh/s, n/l, eng/en, ing/in.
    pub fn sound_alike(&self, a: Syllable, b: Syllable) -> bool {
        self.fuzzy.get(usize::from(a.0)) == self.fuzzy.get(usize::from(b.0))
    }

    /// Readings of a run of lower-case letters, best first, at most `max`.
    /// Every letter belongs to a part; a run with no reading gives none. ü may
    /// be typed as v, yu or u where nothing else is meant. Costs time in the
    /// square of the letters, times `max`.
    ///
    /// # Examples
    /// ```
    /// let readings = policy_engine::pinyin::Syllables::default().parse("jiuyebt", 3);
    /// assert_eq!(readings[0].parts, ["jiu", "ye", "b", "t"]);
    /// ```
    pub fn parse(&self, letters: &str, max: usize) -> Vec<Reading> {
        let spelled = spelled(letters);
        let letters = spelled.as_str();
        if !letters.bytes().all(|it| it.is_ascii_lowercase()) {
            return Vec::new();
        }
        let mut best: Vec<Vec<Reading>> = vec![Vec::new(); letters.len() + 1];
        best[0].push(Reading::default());
        for start in 0..letters.len() {
            let from = std::mem::take(&mut best[start]);
            for (len, part, cost) in self.parts(&letters[start..]) {
                let into = &mut best[start + len];
                into.extend(from.iter().map(|it| it.with(part, cost)));
                into.sort_by_key(|it| it.cost);
                into.truncate(max);
            }
        }
        best.pop().unwrap_or_default()
    }

    /// Readings in whole syllables of the letters with one slip of a finger mended: a letter wrong, missing or too many,
    /// or two swapped, in no order, some several times. Costs a look-up of every such string: some hundreds.
    pub(crate) fn one_slip_away(&self, letters: &str) -> Vec<Reading> {
        let mut readings: Vec<Reading> = Vec::new();
        each_slip(spelled(letters).as_bytes(), &mut |edited| {
            if readings.len() < MAX_SLIPS && self.is_row(edited) {
                let text = std::str::from_utf8(edited).unwrap_or_default();
                let found = self.parse(text, 1).into_iter().filter(|it| it.parts.iter().all(|part| 1 < part.len()));
                readings.extend(found.map(|it| Reading { cost: it.cost + COST_SLIP, is_slip: true, ..it }));
            }
        });
        readings
    }

    /// Whether letters are a row of whole syllables, of two letters at least.
    fn is_row(&self, letters: &[u8]) -> bool {
        let mut ends = vec![false; letters.len() + 1];
        ends[0] = true;
        for start in 0..letters.len() {
            let last = if ends[start] { letters.len().min(start + 6) } else { 0 };
            for end in start + 2..=last {
                let is_syllable = self.names.binary_search_by(|it| it.as_bytes().cmp(&letters[start..end])).is_ok();
                ends[end] |= is_syllable;
            }
        }
        ends[letters.len()]
    }

    /// What the letters may begin with, and what each costs: whole syllables
    /// are likely, single initials less so, and a syllable broken off only
    /// where the typing stops.
    fn parts<'a>(&self, letters: &'a str) -> Vec<(usize, &'a str, u32)> {
        let mut parts = Vec::new();
        for len in 1..=letters.len().min(6) {
            let part = &letters[..len];
            if self.find(part).is_some() {
                parts.push((len, part, COST_SYLLABLE));
            } else if let Some((_, meant)) = SOUTHERN.iter().find(|it| it.0 == part) {
                parts.push((len, *meant, COST_SYLLABLE));
            } else if is_initial(part) {
                parts.push((len, part, if len == 1 { COST_INITIAL } else { COST_DOUBLE_INITIAL }));
            } else if len == letters.len() && self.starts_syllable(part) {
                parts.push((len, part, COST_UNFINISHED));
            }
        }
        parts
    }

    fn starts_syllable(&self, letters: &str) -> bool {
        let at = self.names.partition_point(|it| *it < letters);
        self.names.get(at).is_some_and(|it| it.starts_with(letters))
    }
}

/// As the table spells it: lue and nue are lve and nve, lyu and nyu lv and nv,
/// and behind j, q, x and y a v is a u.
fn spelled(letters: &str) -> String {
    let umlauts = [("lue", "lve"), ("nue", "nve"), ("lyu", "lv"), ("nyu", "nv"), ("jv", "ju"), ("qv", "qu")];
    let mut spelled = letters.to_owned();
    for (typed, meant) in umlauts.into_iter().chain([("xv", "xu"), ("yv", "yu")]) {
        spelled = spelled.replace(typed, meant);
    }
    spelled
}

impl Syllables {
    /// Whether letters are one whole syllable, however ü is typed.
    pub(crate) fn is_whole(&self, letters: &str) -> bool {
        self.find(&spelled(letters)).is_some()
    }
}

/// What is no syllable and yet spoken: zh, ch and sh without their h.
const SOUTHERN: [(&str, &str); 8] = [
    ("cuang", "chuang"),
    ("zuang", "zhuang"),
    ("suang", "shuang"),
    ("cuai", "chuai"),
    ("zuai", "zhuai"),
    ("suai", "shuai"),
    ("zua", "zhua"),
    ("sua", "shua"),
];

/// Every string that is one edit away (Damerau 1964), some of them several times.
fn each_slip(letters: &[u8], emit: &mut dyn FnMut(&[u8])) {
    for at in 0..=letters.len() {
        let (before, rest) = letters.split_at(at);
        if let [first, second, ..] = rest {
            emit(&[before, &[*second, *first], &rest[2..]].concat());
        }
        let after = rest.get(1..).unwrap_or_default();
        emit(&[before, after].concat());
        for it in b'a'..=b'z' {
            emit(&[before, &[it], after].concat());
            emit(&[before, &[it], rest].concat());
        }
    }
}

/// Readings with a slip that are tried: each is compared with the text.
const MAX_SLIPS: usize = 80;
/// As much as two letters that are read as initials.
const COST_SLIP: u32 = 8;
const COST_SYLLABLE: u32 = 2;
const COST_UNFINISHED: u32 = 3;
const COST_INITIAL: u32 = 4;
/// zh, ch, sh: hardly cheaper than the two characters they may be (社会).
const COST_DOUBLE_INITIAL: u32 = 7;

fn is_initial(part: &str) -> bool {
    matches!(part, "zh" | "ch" | "sh") || (part.len() == 1 && !matches!(part, "i" | "u" | "v"))
}

/// One way to read a run of letters.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reading {
    /// Syllables, beginnings of syllables or initials, one per character.
    pub parts: Vec<String>,
    /// Smaller is likelier.
    pub cost: u32,
    /// Whether letters were changed to read it.
    pub(crate) is_slip: bool,
}

impl Reading {
    fn with(&self, part: &str, cost: u32) -> Self {
        let mut parts = self.parts.clone();
        parts.push(part.to_owned());
        Self { parts, cost: self.cost + cost, is_slip: self.is_slip }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(letters: &str, expected: &str) {
        let readings = Syllables::default().parse(letters, 4);
        let best = readings.first().map(|it| it.parts.join(" ")).unwrap_or_default();
        assert_eq!(best, expected);
    }

    #[test]
    fn full_pinyin_is_read_as_syllables() {
        check("jiuyebutie", "jiu ye bu tie");
        check("kangfufuzhuqiju", "kang fu fu zhu qi ju");
    }

    #[test]
    fn initials_and_mixtures_are_read() {
        check("jybt", "j y b t");
        check("jiuyebt", "jiu ye b t");
        check("zhbz", "zh b z");
    }

    #[test]
    fn an_unfinished_syllable_is_read_at_the_end_only() {
        check("jiuyebuti", "jiu ye bu ti");
        check("zhongg", "zhong g");
        check("yangla", "yang la");
        check("kuan", "kuan");
        check("qiuzho", "qiu zho");
    }

    #[test]
    fn a_slip_of_the_finger_is_mended() {
        let table = Syllables::default();
        let mended = |letters: &str, meant: &str| {
            table.one_slip_away(letters).iter().any(|it| it.is_slip && it.parts.join(" ") == meant)
        };
        assert!(mended("jiuyebuite", "jiu ye bu tie"), "swapped");
        assert!(mended("zhutinqi", "zhu ting qi"), "missing");
        assert!(mended("kangffu", "kang fu"), "too many");
        assert!(mended("kangfy", "kang fu"), "wrong");
        assert!(!mended("jiuyebvvvtie", "jiu ye bu tie"), "more than one");
    }

    #[test]
    fn umlauts_are_read_however_they_are_typed() {
        check("zhanlue", "zhan lve");
        check("lyuyou", "lv you");
        check("qvyv", "qu yu");
    }

    #[test]
    fn what_is_not_pinyin_has_no_reading() {
        check("5g", "");
        check("", "");
        check("vvv", "");
    }

    #[test]
    fn common_confusions_sound_alike() {
        let table = Syllables::default();
        let alike = |a: &str, b: &str| table.sound_alike(table.find(a).unwrap(), table.find(b).unwrap());
        assert!(alike("zhong", "zong") && alike("shi", "si") && alike("ling", "lin") && alike("nan", "lan"));
        assert!(!alike("bu", "pu") && !alike("jiu", "qiu") && !alike("an", "ang"));
    }
}
