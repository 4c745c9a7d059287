//! 办法 of any shape, built by chance: every paragraph must be found at its place.

use proptest::prelude::*;

use crate::structure::tests::{check_lines, places, read};

/// How articles and items are counted.
#[derive(Clone, Copy, Debug)]
struct Counting {
    /// 条 through the chapters.
    articles_run_on: bool,
    /// 章 through the 编, 节 through the 章.
    divisions_run_on: bool,
    /// A space behind 第X条.
    is_spaced: bool,
}

/// Numbers of items of every paragraph of every article.
type Article = Vec<u8>;
type Chapter = Vec<Vec<Article>>;

/// A text and the place of each of its paragraphs.
#[derive(Debug, Default)]
struct Written {
    lines: Vec<String>,
    places: Vec<String>,
    num_sections: usize,
    num_articles: usize,
}

impl Written {
    fn chapter(&mut self, sections: &Chapter, at: usize, counting: Counting) {
        self.lines.push(format!("第{}章 甲乙", chinese(at)));
        if !counting.divisions_run_on {
            self.num_sections = 0;
        }
        for section in sections {
            if 1 < sections.len() {
                self.num_sections += 1;
                self.lines.push(format!("第{}节 丙丁", chinese(self.num_sections)));
            }
            for article in section {
                self.article(article, counting);
            }
        }
    }

    fn article(&mut self, paragraphs: &Article, counting: Counting) {
        self.num_articles += 1;
        let article = format!("第{}条", chinese(self.num_articles));
        for (at, &num_items) in paragraphs.iter().enumerate() {
            let paragraph = if paragraphs.len() == 1 { String::new() } else { format!("第{}款", chinese(at + 1)) };
            let space = if counting.is_spaced { " " } else { "" };
            let number = if at == 0 { format!("{article}{space}") } else { String::new() };
            let end = if num_items == 0 { '。' } else { '：' };
            self.lines.push(format!("{number}为了{}{end}", self.lines.len()));
            self.places.push(format!("{article}{paragraph}"));
            self.items(&format!("{article}{paragraph}"), num_items);
        }
    }

    /// Every other item has items of its own.
    fn items(&mut self, above: &str, num_items: u8) {
        for item in 1..=usize::from(num_items) {
            let place = format!("{above}第（{}）项", chinese(item));
            let is_last = item == usize::from(num_items);
            let end = if is_last { '。' } else { '；' };
            if item % 2 == 1 {
                self.lines.push(format!("（{}）戊{end}", chinese(item)));
                self.places.push(place);
                continue;
            }
            self.lines.push(format!("（{}）己：", chinese(item)));
            self.places.push(place.clone());
            self.lines.extend(["1.庚；".to_owned(), format!("2.辛{end}")]);
            self.places.extend([format!("{place}第1目"), format!("{place}第2目")]);
        }
    }
}

/// Written here apart from the engine's own way.
fn chinese(value: usize) -> String {
    const DIGITS: [&str; 10] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let (hundreds, tens, ones) = (value / 100, value / 10 % 10, value % 10);
    let hundreds = if hundreds == 0 { String::new() } else { format!("{}百", DIGITS[hundreds]) };
    let gap = if !hundreds.is_empty() && tens == 0 && ones != 0 { "零" } else { "" };
    let tens = match tens {
        0 => String::new(),
        1 if hundreds.is_empty() => "十".to_owned(),
        tens => format!("{}十", DIGITS[tens]),
    };
    [&hundreds, gap, &tens, DIGITS[ones]].concat()
}

fn article() -> impl Strategy<Value = Article> {
    prop::collection::vec(0..5_u8, 1..4)
}

fn chapter() -> impl Strategy<Value = Chapter> {
    prop::collection::vec(prop::collection::vec(article(), 1..5), 1..4)
}

fn counting() -> impl Strategy<Value = Counting> {
    any::<(bool, bool, bool)>().prop_map(|(articles_run_on, divisions_run_on, is_spaced)| Counting {
        articles_run_on,
        divisions_run_on,
        is_spaced,
    })
}

fn written(parts: &[Vec<Chapter>], counting: Counting) -> Written {
    let mut text = Written::default();
    let mut num_chapters = 0;
    for (at, part) in parts.iter().enumerate() {
        if 1 < parts.len() {
            text.lines.push(format!("第{}编 子丑", chinese(at + 1)));
        }
        num_chapters = if counting.divisions_run_on { num_chapters } else { 0 };
        for chapter in part {
            num_chapters += 1;
            text.num_articles = if counting.articles_run_on { text.num_articles } else { 0 };
            text.chapter(chapter, num_chapters, counting);
        }
    }
    text
}

proptest! {
    #[test]
    fn every_paragraph_is_at_its_place(
        parts in prop::collection::vec(prop::collection::vec(chapter(), 1..4), 1..3),
        counting in counting(),
    ) {
        let written = written(&parts, counting);
        let text = written.lines.join("\n");
        let outline = read(&text);
        prop_assert_eq!(places(&outline), written.places, "{}", text);
        prop_assert_eq!(&outline.problems, &[]);
        let mut ids: Vec<&str> = outline.drafts.iter().map(|it| it.id.as_str()).collect();
        ids.sort_unstable();
        let num_ids = ids.len();
        ids.dedup();
        prop_assert_eq!(ids.len(), num_ids);
        check_lines(&text, &outline);
    }

    /// Whatever the lines, each is used once and no id is given twice.
    #[test]
    fn nothing_is_lost_of_any_lines(lines in prop::collection::vec(
        "(第[一二三]{1}[编章节条]|[一二三]、|（[一二]）|[123]\\.|（1）|附件1?|表1|专栏1|——|目录|①|A\\.|1\\.[12])?[ \t：]?(甲[。；：？]?|甲市办法|前言|注释：|乙\t丙)?",
        0..30,
    )) {
        let text = lines.join("\n");
        let outline = read(&text);
        check_lines(&text, &outline);
        let mut ids: Vec<&str> = outline.drafts.iter().map(|it| it.id.as_str()).collect();
        ids.sort_unstable();
        let num_ids = ids.len();
        ids.dedup();
        prop_assert_eq!(ids.len(), num_ids, "{}", text);
    }
}
