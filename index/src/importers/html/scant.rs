//! Pages with hardly a word in them: errors of the site, lists of other pages, pictures of a text.

use std::sync::LazyLock;

use regex::Regex;

use super::window::is_title;
use crate::importers::dates::{pattern, plain};
use crate::importers::reading::{Reading, Refusal, count, problem};

/// What a site says where a page is not there has no more characters.
const MAX_ERROR_CHARS: usize = 200;
/// Beside pictures so few characters are their captions.
const MAX_CAPTION_CHARS: usize = 80;

/// What sites say where a page is not there.
static ERROR: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        "^(?:40[34]|50[0234])(?:$|[^0-9])|(?:页面|网页|文章|内容|地址|网址|链接)[^。]{0,6}(?:不存在|未找到|找不到|无法访问|已(?:经)?(?:被)?删除)|\
         (?:未找到|找不到)[^。]{0,8}(?:页面|网页|文章|内容)|(?i:not\\s*found)",
    )
});

/// Refuses a page without an article, and says where its text is in pictures.
///
/// # Errors
/// Why there is nothing to import.
pub(super) fn check(reading: &mut Reading, window: &str, num_pictures: usize, has_menus: bool) -> Result<(), Refusal> {
    let num_chars: usize = reading.lines.iter().map(|it| count(&it.text)).sum();
    let says_error = |it: &str| ERROR.is_match(&plain(it));
    let mut first = reading.lines.iter().take(3).map(|it| it.text.as_str()).chain([window]);
    let is_error = first.clone().any(says_error) && !first.any(is_title);
    if is_error && num_chars <= MAX_ERROR_CHARS {
        return Err(error_page());
    }
    if num_pictures > 0 && reading.lines.len() <= 1 && num_chars <= MAX_CAPTION_CHARS {
        return Err(pictures());
    }
    if reading.lines.is_empty() && has_menus {
        return Err(list());
    }
    if num_pictures > 0 && num_chars <= MAX_CAPTION_CHARS {
        let chinese =
            "网页的正文在图片里，图片中的文字没有读到，请先做文字识别并校对，存成 .docx 或 UTF-8 文本，再导入";
        let english = "the text is in pictures and was not read; recognise and proof-read it, save that, then import";
        reading.problems.push(problem(0, "text-in-pictures", chinese, english));
    }
    Ok(())
}

fn error_page() -> Refusal {
    let chinese = "这是网站的出错页（页面不存在或打不开），不是文件，请重新打开原来的网址，另存网页后再导入";
    Refusal::new("error-page", chinese, "this page says that a page was not found; open the address again and save it")
}

fn pictures() -> Refusal {
    let chinese = "网页的正文在图片里，没有文字可读，请先做文字识别并校对，存成 .docx 或 UTF-8 文本，再导入";
    let english = "the text of the page is in pictures; recognise and proof-read it, save that as .docx or text";
    Refusal::new("picture", chinese, english)
}

fn list() -> Refusal {
    let chinese = "这是栏目页，只有链接，没有正文，请打开其中每篇文章，分别另存网页后再导入";
    Refusal::new("list-page", chinese, "the page holds only links to others; open and save each of those")
}
