//! Automatic numbers in the forms that Word and browsers know, by the names of
//! ECMA-376 (`ST_NumberFormat`).

const DIGITS: [char; 10] = ['〇', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
const LEGAL_DIGITS: [char; 10] = ['零', '壹', '贰', '叁', '肆', '伍', '陆', '柒', '捌', '玖'];
const STEMS: &str = "甲乙丙丁戊己庚辛壬癸";
const BRANCHES: &str = "子丑寅卯辰巳午未申酉戌亥";

/// The number as this format writes it; `None` for formats without a number.
pub(super) fn counted(format: &str, number: u32) -> Option<String> {
    Some(match format {
        "none" | "bullet" => return None,
        "decimalZero" => format!("{number:02}"),
        "decimalFullWidth" | "decimalFullWidth2" => number.to_string().chars().map(wide).collect(),
        "upperLetter" => letters(number, b'A'),
        "lowerLetter" => letters(number, b'a'),
        "upperRoman" => roman(number),
        "lowerRoman" => roman(number).to_lowercase(),
        "chineseCounting" | "taiwaneseCounting" | "japaneseCounting" | "koreanDigital2" => counting(number),
        "chineseCountingThousand" | "taiwaneseCountingThousand" => {
            in_words(number, &DIGITS, ["", "十", "百", "千"], '零')
        }
        "chineseLegalSimplified" | "ideographLegalTraditional" | "japaneseLegal" => {
            in_words(number, &LEGAL_DIGITS, ["", "拾", "佰", "仟"], '零')
        }
        "ideographDigital" | "taiwaneseDigital" | "japaneseDigitalTenThousand" => digit_by_digit(number),
        "ideographTraditional" => nth(STEMS, number),
        "ideographZodiac" => nth(BRANCHES, number),
        "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" => enclosed(number, '①', 20),
        "decimalEnclosedFullstop" => enclosed(number, '⒈', 20),
        "decimalEnclosedParen" => enclosed(number, '⑴', 20),
        "ideographEnclosedCircle" => enclosed(number, '㊀', 10),
        _ => number.to_string(),
    })
}

fn wide(digit: char) -> char {
    char::from_u32(u32::from(digit) + 0xfee0).unwrap_or(digit)
}

/// a … z, aa, bb …
fn letters(number: u32, first: u8) -> String {
    let at = number.saturating_sub(1);
    let letter = char::from(first + u8::try_from(at % 26).unwrap_or_default());
    std::iter::repeat_n(letter, usize::try_from(at / 26 + 1).unwrap_or(1).min(20)).collect()
}

fn roman(mut number: u32) -> String {
    let signs = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    let mut out = String::new();
    for (value, sign) in signs {
        while number >= value && out.len() < 40 {
            out.push_str(sign);
            number -= value;
        }
    }
    out
}

/// 一, 十一, 九十九; from a hundred on Word writes 一〇〇.
fn counting(number: u32) -> String {
    if number < 100 { in_words(number, &DIGITS, ["", "十", "百", "千"], '零') } else { digit_by_digit(number) }
}

fn digit_by_digit(number: u32) -> String {
    number.to_string().bytes().map(|byte| DIGITS[usize::from(byte - b'0')]).collect()
}

fn in_words(number: u32, digits: &[char; 10], units: [&str; 4], zero: char) -> String {
    if number == 0 || number > 9999 {
        return digit_by_digit(number);
    }
    let mut out = String::new();
    let mut is_after_zero = false;
    for power in (0..4_u32).rev() {
        let digit = number / 10_u32.pow(power) % 10;
        if digit == 0 {
            is_after_zero = !out.is_empty();
            continue;
        }
        if std::mem::take(&mut is_after_zero) {
            out.push(zero);
        }
        // 十二, not 一十二; the capitals write 壹拾贰.
        let is_plain_ten = power == 1 && digit == 1 && out.is_empty() && digits[1] == '一';
        if !is_plain_ten {
            out.push(digits[digit as usize]);
        }
        out.push_str(units[power as usize]);
    }
    out
}

fn nth(signs: &str, number: u32) -> String {
    let at = usize::try_from(number).ok().and_then(|it| it.checked_sub(1));
    at.and_then(|at| signs.chars().nth(at)).map_or_else(|| number.to_string(), String::from)
}

fn enclosed(number: u32, first: char, last: u32) -> String {
    let sign = (1..=last).contains(&number).then(|| char::from_u32(u32::from(first) + number - 1)).flatten();
    sign.map_or_else(|| number.to_string(), String::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_word_writes_them() {
        for (format, number, right) in [
            ("decimal", 12, "12"),
            ("chineseCounting", 10, "十"),
            ("chineseCounting", 21, "二十一"),
            ("chineseCounting", 101, "一〇一"),
            ("chineseCountingThousand", 101, "一百零一"),
            ("chineseCountingThousand", 110, "一百一十"),
            ("chineseCountingThousand", 1001, "一千零一"),
            ("chineseLegalSimplified", 12, "壹拾贰"),
            ("ideographDigital", 20, "二〇"),
            ("ideographTraditional", 3, "丙"),
            ("decimalEnclosedCircle", 3, "③"),
            ("decimalEnclosedCircle", 21, "21"),
            ("decimalFullWidth", 10, "１０"),
            ("upperLetter", 28, "BB"),
            ("lowerRoman", 4, "iv"),
        ] {
            assert_eq!(counted(format, number).as_deref(), Some(right), "{format} {number}");
        }
        assert_eq!(counted("bullet", 1), None);
    }
}
