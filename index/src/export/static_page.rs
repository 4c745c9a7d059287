//! `policies.html`: all clauses on one page, for readers without scripts, old
//! browsers, crawlers and paper. No script and no inline style, so that it
//! passes any policy; what a crawler wants to know is in microdata
//! (schema.org `Legislation`), which is part of the text and needs no script.
//!
//! The id of a clause is its anchor: `policies.html#2022-31-4-1`.

use maud::{DOCTYPE, Markup, html};
use policy_engine::{Change, Clause, Corpus, Document, PlainNote};

use super::heading::{Headings, PrintedHeading};
use super::markup::{clauses_of, document_anchor, lines};
use super::{outline, table};

/// The page. `index.html` and `policies.css` are expected beside it.
pub fn page(corpus: &Corpus) -> String {
    let names: Vec<&str> = corpus.collections.iter().map(|it| it.name.as_str()).collect();
    let page = html! {
        (DOCTYPE) "\n"
        html lang="zh-Hans" {
            (head(&names.join("、"))) "\n"
            body.policies {
                (introduction(corpus)) "\n"
                (outline::outline(corpus)) "\n"
                main.policies__main { @for at in 0..corpus.documents.len() { (document(corpus, at)) "\n" } }
            }
        }
        "\n"
    };
    page.into_string()
}

fn head(names: &str) -> Markup {
    html! {
        head {
            meta charset="utf-8";
            meta name="viewport" content="width=device-width, initial-scale=1";
            title { "政策条款全文：" (names) }
            meta name="description" content={ (names) "：政策文件的全部条款原文，按文件和章节排列，每一条都可以单独链接。" };
            meta name="format-detection" content="telephone=no";
            link rel="stylesheet" href="policies.css";
        }
    }
}

fn introduction(corpus: &Corpus) -> Markup {
    html! {
        header.policies__head {
            h1 { "政策条款全文" }
            p {
                "以下是政策文件的全部条款原文。可以用浏览器的“查找”功能查词（电脑上按 Ctrl+F，手机上在菜单里），也可以"
                a href="index.html" { "用自己的话提问" } "。"
            }
            p {
                "内容摘自公报原文。办理事项请以发文单位的最新规定为准。共 " (corpus.clauses.len())
                " 条。" (data_line(corpus)) "。"
            }
        }
    }
}

/// What the data are: issue and date, or their version where these are not known.
fn data_line(corpus: &Corpus) -> String {
    match (corpus.latest_gazette(), corpus.latest_date()) {
        ("", _) | (_, "") => format!("数据版本 {}", corpus.data_version),
        (gazette, date) => format!("资料：{gazette}公报，文件印发至{date}"),
    }
}

fn document(corpus: &Corpus, at: usize) -> Markup {
    let document = &corpus.documents[at];
    html! {
        article.policies__document itemscope itemtype="https://schema.org/Legislation" {
            h2 id=(document_anchor(at)) itemprop="name" { (document.title) }
            meta itemprop="inLanguage" content="zh-CN";
            (facts(corpus, document)) "\n"
            @for block in blocks(corpus, at) { (block) "\n" }
            p.policies__top { a href="#contents" { "回到目录" } }
        }
    }
}

/// Headings, clauses and tables of a document, in its order.
fn blocks(corpus: &Corpus, document: usize) -> Vec<Markup> {
    let mut blocks = Vec::new();
    let mut headings = Headings::default();
    let mut clauses = clauses_of(corpus, document).peekable();
    while let Some(clause) = clauses.next() {
        let table_id = corpus.table_of(clause);
        let is_part = |it: &PrintedHeading<'_>| table_id.is_some_and(|table| table < it.id);
        let (parts, new): (Vec<_>, Vec<_>) = headings.up_to(corpus, clause).into_iter().partition(is_part);
        blocks.extend(new.iter().map(title));
        let Some(table_id) = table_id else {
            blocks.push(self::clause(corpus, clause));
            continue;
        };
        let mut rows = vec![table::Row { clause, parts }];
        while let Some(row) = clauses.next_if(|next| corpus.table_of(next) == Some(table_id)) {
            rows.push(table::Row { clause: row, parts: headings.up_to(corpus, row) });
        }
        blocks.push(table::table(corpus, table_id, &rows));
        blocks.extend(rows.iter().filter_map(|row| row.clause.plain.as_ref()).map(plain));
    }
    blocks
}

/// 文号, issuer, date, where it was published, and what no day changes about its validity.
fn facts(corpus: &Corpus, document: &Document) -> Markup {
    html! {
        ul.policies__facts {
            @if document.has_number() {
                (item("文号", "legislationIdentifier", &document.number))
            }
            @if !document.issuer.is_empty() {
                li itemprop="legislationPassedBy" itemscope itemtype="https://schema.org/GovernmentOrganization" {
                    "发文单位：" span itemprop="name" { (document.issuer) }
                }
            }
            @if !document.date.is_empty() {
                li { "发文日期：" time itemprop="legislationDate" datetime=(document.date) { (document.date) } }
            }
            (item("刊载", "isPartOf", &document.publication()))
            @for made in document.made_sentences() { li { "原件：" (made) } }
            @for number in &document.other_numbers { (item("编号", "legislationIdentifier", number)) }
            (terms(corpus, document))
        }
    }
}

/// When it begins and ends in its own words, what later documents do to it, and what explains it. Whether it is over
/// depends on the day of reading, and is not said.
fn terms(corpus: &Corpus, document: &Document) -> Markup {
    let terms = &document.terms;
    let is_own = |it: &Document| std::ptr::eq(it, document);
    let at = corpus.documents.iter().position(is_own).and_then(|it| u16::try_from(it).ok());
    let explaining = (0..).zip(&corpus.documents).filter(|(_, it)| it.explains.is_some() && it.explains == at);
    let basis = if terms.basis.is_empty() { String::new() } else { format!("（{}）", terms.basis) };
    html! {
            @if let Some(day) = terms.effective { li { "施行日期：" time datetime=(day) { (day) } } }
            @if let Some(day) = terms.until {
                li { "有效期至：" time datetime=(day) { (day) } (basis) }
            } @else if terms.is_open {
                li { "有效期：长期" (basis) }
            } @else if let Some((first, last)) = document.period {
                li {
                    "规划期：" span itemprop="temporalCoverage" content={ (first) "/" (last) } { (first) "—" (last) " 年" }
                    "；期满后请以最新政策为准"
                }
            } @else {
                li { "文中未写明有效期，请向发文单位核实" }
            }
            @for it in &terms.later {
                @let did = match it.change {
                    Change::Repealed => ("被", "废止"),
                    Change::Reissued => ("由", "重新印发"),
                    Change::Amended => ("由", "修改"),
                };
                li { @if let Some(day) = it.from { "自" (day) "起" } (did.0) (named(it.document, &it.name)) (did.1) }
            }
            @for (at, it) in explaining { li { "解读：" (named(Some(at), &it.title)) } }
            @if let Some(it) = document.explains.and_then(|it| Some((it, corpus.documents.get(usize::from(it))?))) {
                li { "解读的文件：" (named(Some(it.0), &it.1.title)) }
            }
    }
}

/// A document by its name, linked where it is on this page.
fn named(document: Option<u16>, name: &str) -> Markup {
    match document {
        Some(at) => html! { a href={ "#" (document_anchor(usize::from(at))) } { (name) } },
        None => html! { (name) },
    }
}

fn item(label: &str, property: &str, value: &str) -> Markup {
    html! {
        @if !value.is_empty() { li { (label) "：" span itemprop=(property) { (value) } } }
    }
}

/// Below the document's own, which is `h2`. Deeper than HTML has levels, they stay on the last.
fn title(heading: &PrintedHeading<'_>) -> Markup {
    let PrintedHeading { anchor, text, .. } = heading;
    match heading.depth {
        0 => html! { h3 id=(anchor) { (text) } },
        1 => html! { h4 id=(anchor) { (text) } },
        2 => html! { h5 id=(anchor) { (text) } },
        _ => html! { h6 id=(anchor) { (text) } },
    }
}

fn clause(corpus: &Corpus, clause: &Clause) -> Markup {
    html! {
        section.policies__clause id=(clause.id) itemprop="hasPart" itemscope itemtype="https://schema.org/Legislation" {
            meta itemprop="legislationIdentifier" content=(corpus.citation(clause));
            p.policies__text itemprop="text" { (lines(&clause.text)) }
            @if let Some(note) = &clause.plain { (plain(note)) }
            (permalink(&clause.id, &clause.title))
        }
    }
}

/// A link to the clause itself, and one to where it can be shared and asked about.
fn permalink(id: &str, title: &str) -> Markup {
    html! {
        p.policies__id {
            // A name has to hold what is seen: who speaks to the machine says what they see.
            a itemprop="url" href={ "#" (id) } aria-label={ (id) " 本条链接：" (title) } { (id) }
            " "
            a href={ "index.html#id=" (id) } aria-label={ "在查询页打开：" (title) } { "在查询页打开" }
        }
    }
}

fn plain(note: &PlainNote) -> Markup {
    let facts = [("谁可以", &note.who), ("能得到什么", &note.what), ("找谁", &note.contact)];
    html! {
        aside.policies__plain {
            p.policies__plain-mark {
                "便民说明，以原文为准（"
                @if note.reviewed_by.is_empty() { "整理稿，未经审核" } @else { "审核：" (note.reviewed_by) }
                "）"
            }
            p { (note.summary) }
            dl {
                @for (label, value) in facts.iter().filter(|it| !it.1.is_empty()) { dt { (label) } dd { (value) } }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use policy_engine::{ClauseForm, Day, Heading, HeadingId, Later, Terms};

    fn clause(id: &str, text: &str) -> Clause {
        Clause { id: id.into(), title: text.into(), text: text.into(), ..Clause::default() }
    }

    fn row(id: &str, cells: &[&str]) -> Clause {
        let mut row = Clause { form: ClauseForm::Row, title: cells[0].into(), ..clause(id, "") };
        row.set_cells(cells.iter().copied());
        row
    }

    /// Clauses, each with its heading: a place in `headings`, which are
    /// (parent, words, labels of columns).
    fn corpus(headings: &[(Option<u32>, &str, &[&str])], clauses: Vec<(Option<u32>, Clause)>) -> Corpus {
        let number = "柳政办〔2022〕31号".to_owned();
        let document = Document { number, title: "清单".into(), period: Some((2021, 2025)), ..Document::default() };
        let heading = |it: &(Option<u32>, &str, &[&str])| Heading {
            parent: it.0.map(HeadingId),
            text: it.1.to_owned(),
            columns: it.2.iter().map(|it| (*it).to_owned()).collect(),
            ..Heading::default()
        };
        let clause = |it: (Option<u32>, Clause)| Clause { heading: it.0.map(HeadingId), ..it.1 };
        Corpus {
            documents: vec![document],
            headings: headings.iter().map(heading).collect(),
            clauses: clauses.into_iter().map(clause).collect(),
            ..Corpus::default()
        }
    }

    #[test]
    fn words_cannot_become_markup() {
        let mut odd = clause("1-1", "<script>\"&</script>");
        odd.plain = Some(PlainNote { summary: "<b>".into(), ..PlainNote::default() });
        let page = page(&corpus(&[(None, "<h>&\"", &[])], vec![(Some(0), odd)]));
        assert!(page.contains("&lt;script&gt;&quot;&amp;&lt;/script&gt;"));
        assert!(!page.contains("<script") && !page.contains("<b>") && !page.contains("<h>"));
    }

    #[test]
    fn validity_is_what_no_day_changes() {
        let mut corpus = corpus(&[], vec![(None, clause("1-1", "甲"))]);
        corpus.documents.push(Document { title: "甲市新办法".into(), explains: Some(0), ..Document::default() });
        let later =
            Later { change: Change::Repealed, from: Day::new(2027, 1, 1), document: Some(1), name: "新".into() };
        corpus.documents[0].terms = Terms {
            effective: Day::new(2024, 2, 1),
            until: Day::new(2029, 1, 31),
            basis: "第二条".into(),
            later: vec![later],
            ..Terms::default()
        };
        let page = page(&corpus);
        for words in [
            "施行日期：<time datetime=\"2024-02-01\">2024-02-01</time>",
            "2029-01-31</time>（第二条）",
            "自2027-01-01起被<a href=\"#doc-2\">新</a>废止",
            "解读：<a href=\"#doc-2\">甲市新办法</a>",
            "解读的文件：<a href=\"#doc-1\">清单</a>",
        ] {
            assert!(page.contains(words), "no {words} in {page}");
        }
        assert!(!page.contains("有效期内") && !page.contains("已被"));
    }

    #[test]
    fn headings_stand_once_and_level_by_level() {
        let headings: [(Option<u32>, &str, &[&str]); 3] =
            [(None, "第一章", &[]), (Some(0), "第一节", &[]), (Some(0), "第二节", &[])];
        let clauses =
            vec![(Some(1), clause("1-1", "甲")), (Some(1), clause("1-2", "乙")), (Some(2), clause("1-3", "丙"))];
        let page = page(&corpus(&headings, clauses));
        for heading in
            ["<h3 id=\"s-1-1-1\">第一章</h3>", "<h4 id=\"s-1-1-2\">第一节</h4>", "<h4 id=\"s-1-3-2\">第二节</h4>"]
        {
            assert_eq!(page.matches(heading).count(), 1, "{heading}");
        }
        assert_eq!(page.matches("<h3").count(), 1);
    }

    #[test]
    fn a_note_is_marked_as_unofficial() {
        let mut explained = clause("1-1", "甲");
        explained.plain = Some(PlainNote { summary: "说明".into(), ..PlainNote::default() });
        let unchecked = page(&corpus(&[], vec![(None, explained.clone())]));
        assert!(unchecked.contains("便民说明，以原文为准（整理稿，未经审核）"));
        if let Some(note) = &mut explained.plain {
            note.reviewed_by = "某科".into();
        }
        assert!(page(&corpus(&[], vec![(None, explained)])).contains("（审核：某科）"));
    }

    #[test]
    fn rows_of_a_table_become_one_table() {
        let clauses = vec![
            (Some(0), row("1-1", &["就业", "5万"])),
            (Some(0), row("1-2", &["失业", ""])),
            (None, clause("1-3", "完")),
        ];
        let page = page(&corpus(&[(None, "表1", &["指标", "目标"])], clauses));
        assert_eq!(page.matches("<table").count(), 1);
        assert!(page.contains("<th scope=\"col\">指标</th><th scope=\"col\">目标</th>"));
        assert!(page.contains("<tr id=\"1-2\"><td><a href=\"index.html#id=1-2\">失业</a></td><td></td></tr>"));
        assert!(page.contains("<section class=\"policies__clause\" id=\"1-3\""));
    }

    #[test]
    fn parts_of_a_table_are_rows_of_it() {
        let headings: [(Option<u32>, &str, &[&str]); 3] =
            [(None, "表1", &["指标", "目标"]), (Some(0), "一、就业", &[]), (Some(0), "二、社保", &[])];
        let clauses = vec![
            (Some(1), row("1-1", &["新增", "5万"])),
            (Some(1), row("1-2", &["失业", ""])),
            (Some(2), row("1-3", &["养老", "95"])),
        ];
        let page = page(&corpus(&headings, clauses));
        assert_eq!(page.matches("<table").count(), 1);
        let part = "<tr><th colspan=\"2\" scope=\"colgroup\" id=\"s-1-3-2\">二、社保</th></tr>";
        assert_eq!(page.matches(part).count(), 1, "{page}");
        // A part that a cell names is not said twice.
        let headings: [(Option<u32>, &str, &[&str]); 2] = [(None, "表1", &["类型", "指标"]), (Some(0), "就业", &[])];
        let named = corpus(&headings, vec![(Some(1), row("1-1", &["就业", "新增"]))]);
        assert!(!super::page(&named).contains("colspan"));
    }
}
