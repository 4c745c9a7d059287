//! The words only a kiosk says. Same rules as [`Text`](super::Text).

use super::template::Template;
use crate::state::{KioskSettings, Lang};

/// What a kiosk says beyond the words of the page.
#[derive(Clone, Copy, Debug)]
#[allow(missing_docs, reason = "each field is explained by the sentence it holds, see below")]
pub struct KioskText {
    pub touch_to_start: &'static str,
    pub all_forgotten: &'static str,
    pub counted: &'static str,
    pub box_hint: &'static str,
    pub keyboard: &'static str,
    pub fold_keyboard: &'static str,
    pub candidates: &'static str,
    pub candidates_hint: &'static str,
    pub keep_typing: &'static str,
    pub erase: &'static str,
    pub home: &'static str,
    pub large: &'static str,
    pub contrast: &'static str,
    pub low: &'static str,
    pub end: &'static str,
    pub still_there: &'static str,
    pub seconds_left: Template<1>,
    pub stay: &'static str,
    pub end_now: &'static str,
    pub spoken: &'static str,
    pub about: &'static str,
    pub version: &'static str,
    pub data: &'static str,
    pub data_date: &'static str,
    pub key_id: &'static str,
    pub old_data: Template<1>,
}

static ZH_HANS: KioskText = KioskText {
    touch_to_start: "触摸屏幕，开始查询",
    all_forgotten: "不用登录，离开后自动清除查询内容",
    counted: "不用登录；没有查到的问题只记问法和次数",
    box_hint: "点这里，用拼音查政策",
    keyboard: "拼音键盘",
    fold_keyboard: "收起键盘",
    candidates: "候选词",
    candidates_hint: "打拼音或首字母，如 butie、bt",
    keep_typing: "请接着打字，或点一个候选词；打完请点“查找”。",
    erase: "退格",
    home: "首页",
    large: "字大一点",
    contrast: "高对比",
    low: "轮椅低位",
    end: "结束",
    still_there: "您还在使用吗？",
    seconds_left: Template::new("{} 秒后清除查询内容，回到首页。"),
    stay: "继续使用",
    end_now: "现在结束",
    spoken: "您还在使用吗？请按“继续使用”。",
    about: "关于本机",
    version: "程序版本",
    data: "数据版本",
    data_date: "资料日期",
    key_id: "签名密钥",
    old_data: Template::new("本机资料已有 {} 天没有更新，请向窗口核实最新规定。"),
};

static ZH_HANT: KioskText = KioskText {
    touch_to_start: "觸摸螢幕，開始查詢",
    all_forgotten: "不用登錄，離開後自動清除查詢內容",
    counted: "不用登錄；沒有查到的問題只記問法和次數",
    box_hint: "點這裡，用拼音查政策",
    keyboard: "拼音鍵盤",
    fold_keyboard: "收起鍵盤",
    candidates: "候選詞",
    candidates_hint: "打拼音或首字母，如 butie、bt",
    keep_typing: "請接著打字，或點一個候選詞；打完請點“查找”。",
    erase: "退格",
    home: "首頁",
    large: "字大一點",
    contrast: "高對比",
    low: "輪椅低位",
    end: "結束",
    still_there: "您還在使用嗎？",
    seconds_left: Template::new("{} 秒後清除查詢內容，回到首頁。"),
    stay: "繼續使用",
    end_now: "現在結束",
    spoken: "您還在使用嗎？請按“繼續使用”。",
    about: "關於本機",
    version: "程式版本",
    data: "數據版本",
    data_date: "資料日期",
    key_id: "簽名密鑰",
    old_data: Template::new("本機資料已有 {} 天沒有更新，請向窗口核實最新規定。"),
};

static EN: KioskText = KioskText {
    touch_to_start: "Touch the screen to start",
    all_forgotten: "No login. What you look up is erased when you leave.",
    counted: "No login. Questions without an answer are counted, not who asked.",
    box_hint: "Touch to type pinyin",
    keyboard: "Pinyin keyboard",
    fold_keyboard: "Hide keyboard",
    candidates: "Candidates",
    candidates_hint: "Type pinyin or initials: butie, bt",
    keep_typing: "Go on typing or touch a candidate; then touch Search.",
    erase: "Delete",
    home: "Start",
    large: "Larger type",
    contrast: "Contrast",
    low: "Low reach",
    end: "Finish",
    still_there: "Are you still there?",
    seconds_left: Template::new("In {} seconds everything is erased and the start screen returns."),
    stay: "Continue",
    end_now: "Finish now",
    spoken: "Are you still there? Press Continue.",
    about: "About",
    version: "Program",
    data: "Data",
    data_date: "Data of",
    key_id: "Signing key",
    old_data: Template::new("The data here is {} days old. Ask at the counter for the latest rules."),
};

impl KioskText {
    /// What becomes of what a visitor asks.
    pub fn kept(&self, settings: &KioskSettings) -> &'static str {
        if settings.unanswered { self.counted } else { self.all_forgotten }
    }
}

/// The words a kiosk adds.
pub fn kiosk_text(lang: Lang) -> &'static KioskText {
    match lang {
        Lang::ZhHans => &ZH_HANS,
        Lang::ZhHant => &ZH_HANT,
        Lang::En => &EN,
    }
}
