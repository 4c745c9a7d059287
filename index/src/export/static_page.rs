//! `policies.html`: all clauses on one page, for readers without scripts, old
//! browsers, crawlers and paper. No script and no inline style, so that it
//! passes any policy; what a crawler wants to know is in microdata
//! (schema.org `Legislation`), which is part of the text and needs no script.
//!
//! The id of a clause is its anchor: `policies.html#2022-31-4-1`.

use policy_engine::{Clause, Corpus, Document, PlainNote};

use super::heading::{Headings, PrintedHeading};
use super::markup::{clauses_of, document_anchor, escape, lines, push};
use super::{outline, table};

/// Level of a document's title; its headings go on from there.
const DOCUMENT_LEVEL: usize = 2;
const MAX_LEVEL: usize = 6;

/// The page. `index.html` and `policies.css` are expected beside it.
pub fn page(corpus: &Corpus) -> String {
    let mut out = String::new();
    head(&mut out, corpus);
    outline::outline(&mut out, corpus);
    out.push_str("<main class=\"policies__main\">\n");
    for at in 0..corpus.documents.len() {
        document(&mut out, corpus, at);
    }
    out.push_str("</main>\n</body>\n</html>\n");
    out
}

fn head(out: &mut String, corpus: &Corpus) {
    let names: Vec<&str> = corpus.collections.iter().map(|it| it.name.as_str()).collect();
    let names = escape(&names.join("、"));
    let (num, version) = (corpus.clauses.len(), escape(&corpus.data_version));
    push(
        out,
        &[
            "<!doctype html>\n<html lang=\"zh-Hans\">\n<head>\n<meta charset=\"utf-8\">\n",
            "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n",
            "<title>政策条款全文：",
            &names,
            "</title>\n<meta name=\"description\" content=\"",
            &names,
            "：政策文件的全部条款原文，按文件和章节排列，每一条都可以单独链接。\">\n",
            "<meta name=\"format-detection\" content=\"telephone=no\">\n",
            "<link rel=\"stylesheet\" href=\"policies.css\">\n</head>\n<body class=\"policies\">\n",
            "<header class=\"policies__head\">\n<h1>政策条款全文</h1>\n",
            "<p>以下是政策文件的全部条款原文。可以用浏览器的“查找”功能（Ctrl+F）查词，也可以<a href=\"index.html\">用自己的话提问</a>。</p>\n",
            "<p>内容摘自公报原文。办理事项请以发文单位的最新规定为准。共 ",
            &num.to_string(),
            " 条，数据版本 ",
            &version,
            "。</p>\n</header>\n",
        ],
    );
}

fn document(out: &mut String, corpus: &Corpus, at: usize) {
    let document = &corpus.documents[at];
    push(
        out,
        &[
            "<article class=\"policies__document\" itemscope itemtype=\"https://schema.org/Legislation\">\n<h2 id=\"",
            &document_anchor(at),
            "\" itemprop=\"name\">",
            &escape(&document.title),
            "</h2>\n<meta itemprop=\"inLanguage\" content=\"zh-CN\">\n",
        ],
    );
    facts(out, document);
    let mut headings = Headings::default();
    let mut clauses = clauses_of(corpus, at).peekable();
    while let Some(clause) = clauses.next() {
        let table_id = corpus.table_of(clause);
        let is_part = |it: &PrintedHeading<'_>| table_id.is_some_and(|table| table < it.id);
        let (parts, new): (Vec<_>, Vec<_>) = headings.up_to(corpus, clause).into_iter().partition(is_part);
        for heading in &new {
            title(out, DOCUMENT_LEVEL + 1 + heading.depth, &heading.anchor, heading.text);
        }
        let Some(table_id) = table_id else {
            self::clause(out, corpus, clause);
            continue;
        };
        let mut rows = vec![table::Row { clause, parts }];
        while let Some(row) = clauses.next_if(|next| corpus.table_of(next) == Some(table_id)) {
            rows.push(table::Row { clause: row, parts: headings.up_to(corpus, row) });
        }
        table::table(out, corpus, table_id, &rows);
        rows.iter().filter_map(|row| row.clause.plain.as_ref()).for_each(|note| plain(out, note));
    }
    out.push_str("<p class=\"policies__top\"><a href=\"#contents\">回到目录</a></p>\n</article>\n");
}

/// 文号, issuer, date, where it was published, and how far its period runs.
fn facts(out: &mut String, document: &Document) {
    out.push_str("<ul class=\"policies__facts\">\n");
    item(out, "文号", "legislationIdentifier", &document.number);
    if !document.issuer.is_empty() {
        let organization =
            "itemprop=\"legislationPassedBy\" itemscope itemtype=\"https://schema.org/GovernmentOrganization\"";
        let issuer = escape(&document.issuer);
        push(out, &["<li ", organization, ">发文单位：<span itemprop=\"name\">", &issuer, "</span></li>\n"]);
    }
    if !document.date.is_empty() {
        let date = escape(&document.date);
        let time = ["<time itemprop=\"legislationDate\" datetime=\"", &date, "\">", &date, "</time>"].concat();
        push(out, &["<li>发文日期：", &time, "</li>\n"]);
    }
    item(out, "刊载", "isPartOf", &document.publication());
    match document.period {
        Some((first, last)) => {
            let (first, last) = (first.to_string(), last.to_string());
            push(out, &["<li>规划期：<span itemprop=\"temporalCoverage\" content=\"", &first, "/", &last, "\">"]);
            push(out, &[&first, "—", &last, " 年</span>；期满后请以最新政策为准</li>\n"]);
        }
        None => out.push_str("<li>未注明有效期，请向发文单位核实</li>\n"),
    }
    out.push_str("</ul>\n");
}

fn item(out: &mut String, label: &str, property: &str, value: &str) {
    if !value.is_empty() {
        let value = escape(value);
        push(out, &["<li>", label, "：<span itemprop=\"", property, "\">", &value, "</span></li>\n"]);
    }
}

/// Deeper than HTML has levels, they stay on the last.
fn title(out: &mut String, level: usize, id: &str, text: &str) {
    let level = level.min(MAX_LEVEL).to_string();
    push(out, &["<h", &level, " id=\"", &escape(id), "\">", &escape(text), "</h", &level, ">\n"]);
}

fn clause(out: &mut String, corpus: &Corpus, clause: &Clause) {
    let id = escape(&clause.id);
    let cited = escape(&corpus.citation(clause));
    push(
        out,
        &[
            "<section class=\"policies__clause\" id=\"",
            &id,
            "\" itemprop=\"hasPart\" itemscope itemtype=\"https://schema.org/Legislation\">\n",
            "<meta itemprop=\"legislationIdentifier\" content=\"",
            &cited,
            "\">\n<p class=\"policies__text\" itemprop=\"text\">",
            &lines(&clause.text),
            "</p>\n",
        ],
    );
    if let Some(note) = &clause.plain {
        plain(out, note);
    }
    permalink(out, &id, &clause.title);
    out.push_str("</section>\n");
}

/// A link to the clause itself, and one to where it can be shared and asked about.
fn permalink(out: &mut String, id: &str, title: &str) {
    let title = escape(title);
    // A name has to hold what is seen: who speaks to the machine says what they see.
    push(
        out,
        &["<p class=\"policies__id\"><a itemprop=\"url\" href=\"#", id, "\" aria-label=\"", id, " 本条链接：", &title],
    );
    push(out, &["\">", id, "</a> <a href=\"index.html#id=", id, "\" aria-label=\"在查询页打开：", &title]);
    out.push_str("\">在查询页打开</a></p>\n");
}

fn plain(out: &mut String, note: &PlainNote) {
    let checked = match note.reviewed_by.as_str() {
        "" => "整理稿，未经审核".to_owned(),
        name => format!("审核：{}", escape(name)),
    };
    push(
        out,
        &["<aside class=\"policies__plain\">\n<p class=\"policies__plain-mark\">便民说明，以原文为准（", &checked],
    );
    push(out, &["）</p>\n<p>", &escape(&note.summary), "</p>\n<dl>\n"]);
    for (label, value) in [("谁可以", &note.who), ("能得到什么", &note.what), ("找谁", &note.contact)] {
        if !value.is_empty() {
            push(out, &["<dt>", label, "</dt><dd>", &escape(value), "</dd>\n"]);
        }
    }
    out.push_str("</dl>\n</aside>\n");
}

#[cfg(test)]
mod tests {
    use super::*;
    use policy_engine::{ClauseForm, Heading, HeadingId};

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
