// What scripts say before the program is there, or beside it. The program's own words are in `src/i18n`; embed.js has two
// of its own, since it must do without a second file; kiosk.js speaks to the staff of a hall.

const WORDS = {
  zh: {
    title: "政策条款查询",
    question: "想查什么政策？",
    loading: "正在载入条款…",
    update: "资料已更新",
    refresh: "点此刷新",
    later: "以后再说",
    old: "这份资料已有 {} 天未能与网站核对，请向发文单位核实最新规定。",
    counting: "这台设备在记没有查到的问题，只记问法和次数。",
    list: "看清单",
  },
  "zh-Hant": {
    title: "政策條款查詢",
    question: "想查什麼政策？",
    loading: "正在載入條款…",
    update: "資料已更新",
    refresh: "點此重新整理",
    later: "以後再說",
    old: "這份資料已有 {} 天未能與網站核對，請向發文單位核實最新規定。",
    counting: "這台設備在記沒有查到的問題，只記問法和次數。",
    list: "看清單",
  },
  en: {
    title: "Policy lookup",
    question: "What are you looking for?",
    loading: "Loading the clauses…",
    update: "Newer data is here",
    refresh: "Refresh",
    later: "Later",
    old: "This copy could not be checked with the website for {} days. Ask the issuing office for the latest rules.",
    counting: "This device counts questions without an answer: their words and how often, nothing else. ",
    list: "The list",
  },
};

/**
 * The language at this place of the page, as the page writes it; empty where it does not say. What stands around a
 * shadow root counts inside it.
 */
export function languageAt(element) {
  for (let at = element; at; at = at.getRootNode().host) {
    const near = at.closest("[lang]");
    if (near) return near.lang;
  }
  return "";
}

/** The words in the language at this place of the page; in simplified Chinese where there are none in that. */
export function wordsAt(element) {
  const lang = languageAt(element).toLowerCase();
  const isHant = /^zh[-_]/.test(lang) && /[-_](hant|tw|hk|mo)(?![a-z])/.test(lang) && !/[-_]hans(?![a-z])/.test(lang);
  return WORDS[isHant ? "zh-Hant" : lang.slice(0, 2)] || WORDS.zh;
}
