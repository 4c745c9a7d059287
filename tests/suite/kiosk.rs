//! The kiosk without a browser: how many touches lead to the right clause, and what the screens say.

use policy_engine::{Change, Index, Later, SearchOptions};
use policy_index::compile::build::{BuildOptions, build};
use policy_lookup::kiosk::{Kiosk, KioskApp, KioskProps, Touch, Visit, VisitProps, VisitView, candidates};
use policy_lookup::lookup::{SharedIndex, Source};
use policy_lookup::state::{Action, Config, KioskSettings, Lang, Surface};
use yew::{Callback, LocalServerRenderer};

use crate::common::{BYTES, INDEX, root};

/// Titles in sight above the keyboard, upright; lying there are as many.
const IN_SIGHT: usize = 4;

/// What somebody types who is after a clause: words, each with its letters, and the clause.
const TASKS: &[(&[(&str, &str)], &str)] = &[
    (&[("gsbx", "工伤保险")], "2022-22-3-1-p4"),
    (&[("cydbdk", "创业担保贷款")], "2022-22-2-3-p1"),
    (&[("fzqj", "辅助器具"), ("zhifu", "支付")], "2022-31-4-3"),
    (&[("shtyzdy", "社会体育指导员")], "2022-28-2-3-3-p1"),
    (&[("jsbd", "健身步道")], "2022-28-2-1-1-p2"),
    (&[("tygy", "体育公园")], "2022-28-2-1-3-p2"),
    (&[("jyjx", "就业见习")], "2022-22-z1-5"),
    (&[("nmggz", "农民工工资")], "2022-22-5-4-p1"),
    (&[("ldrszy", "劳动人事争议")], "2022-22-5-3-p1"),
    (&[("ylbx", "养老保险")], "2022-22-3-1-p2"),
    (&[("gmtzjc", "国民体质监测")], "2022-28-2-3-1-p1"),
    (&[("sbk", "社保卡")], "2022-22-g23"),
    (&[("zhicheng", "职称")], "2022-22-4-3-p1"),
    (&[("gxjsqy", "高新技术企业")], "2022-31-3-3"),
    (&[("shuishou", "税收"), ("yh", "优惠")], "2022-31-10-p1"),
    (&[("longzhou", "龙舟")], "2022-28-2-8-p1"),
    (&[("cyfhjd", "创业孵化基地")], "2022-22-z3-2"),
    (&[("jgyx", "技工院校")], "2022-22-2-5-p1"),
    (&[("qianxin", "欠薪")], "2022-22-5-1-p1"),
    (&[("cjr", "残疾人"), ("fzqj", "辅助器具")], "2022-31-8-p1"),
];

/// A visitor who watches the screen: takes the clause as soon as it is in sight, the word as soon as it is offered,
/// and types on otherwise. Counts every touch, the first of the attract screen included; `None` if the clause never
/// comes in sight.
fn touches(words: &[(&str, &str)], id: &str) -> Option<usize> {
    let mut kiosk = Kiosk::new(&Config::default());
    let mut num = 0;
    let mut touch = |kiosk: &mut Kiosk, touch: Touch| {
        num += 1;
        kiosk.apply(touch);
    };
    touch(&mut kiosk, Touch::Begin(1));
    touch(&mut kiosk, Touch::Keyboard(true));
    for (letters, word) in words {
        for letter in letters.chars() {
            touch(&mut kiosk, Touch::Key(letter));
            if is_in_sight(&kiosk, id) {
                break;
            }
            let offered = candidates(&INDEX, &visit(&kiosk).lookup.input);
            if let Some(found) = offered.iter().find(|it| it.text == *word) {
                touch(&mut kiosk, Touch::Take(found.clone()));
                break;
            }
        }
        if is_in_sight(&kiosk, id) {
            touch(&mut kiosk, Touch::Look(Action::Clause(id.into())));
            assert_eq!(visit(&kiosk).lookup.route.clause.as_deref(), Some(id));
            return Some(num);
        }
    }
    None
}

fn visit(kiosk: &Kiosk) -> &Visit {
    kiosk.visit.as_ref().unwrap()
}

fn is_in_sight(kiosk: &Kiosk, id: &str) -> bool {
    let options = SearchOptions { limit: IN_SIGHT, ..SearchOptions::default() };
    let page = INDEX.search(&visit(kiosk).lookup.route.query, &options);
    page.confident && page.hits.iter().any(|it| INDEX.clause(it.clause).id == id)
}

#[test]
fn few_touches_lead_to_the_right_clause() {
    let mut counts = Vec::new();
    for (words, id) in TASKS {
        let num = touches(words, id);
        println!("{:>4}  {words:?} → {id}", num.map_or("–".into(), |it| it.to_string()));
        counts.push(num.unwrap_or_else(|| panic!("{words:?}: {id} never came in sight")));
    }
    counts.sort_unstable();
    let (median, most) = (counts[counts.len() / 2], counts[counts.len() - 1]);
    println!("median {median}, most {most} touches, the attract screen and the clause included");
    assert!(median <= 8 && most <= 14, "median {median}, most {most}");
}

#[test]
fn candidates_are_words_of_the_index_and_keep_what_was_taken() {
    let offered = candidates(&INDEX, "残疾人jiuye");
    let found = offered.iter().find(|it| it.text == "就业").unwrap();
    assert_eq!(found.input, "残疾人就业");
    let offered = candidates(&INDEX, "tyu");
    assert!(offered.iter().any(|it| it.text.starts_with("体育") && it.input == it.text), "{offered:?}");
    let offered = candidates(&INDEX, "工伤保险");
    assert!(offered.iter().all(|it| it.text != "工伤保险"), "what stands there already is not offered");
    assert!(offered.iter().any(|it| it.clause.is_some()), "titles are offered: {offered:?}");
    assert!(candidates(&INDEX, " ").is_empty());
}

#[test]
fn candidates_are_first_what_the_engine_reads() {
    for (letters, word) in [("ztq", "助听器"), ("guaizhang", "拐杖"), ("caiyuan", "裁员")] {
        let offered = candidates(&INDEX, letters);
        assert_eq!(offered.first().map(|it| (it.text.as_str(), it.input.as_str())), Some((word, word)), "{offered:?}");
    }
    let offered = candidates(&INDEX, "残疾人ztq");
    assert!(offered.iter().any(|it| it.input == "残疾人助听器"), "{offered:?}");
}

#[test]
fn a_visitor_may_have_it_in_english() {
    let html = screen(KioskSettings::default(), &[Touch::Look(Action::Lang(Lang::En))]);
    check(&html, &["lang=\"en\"", "Contrast", "简体中文"], &["高对比"]);
}

fn index() -> SharedIndex {
    SharedIndex::new(Index::open(&BYTES).unwrap())
}

fn config(kiosk: KioskSettings) -> Config {
    Config {
        surface: Surface::Kiosk,
        today: policy_engine::Day::new(2026, 11, 24),
        page_url: "https://example.org/zc/".into(),
        kiosk,
        ..Config::default()
    }
}

/// What a visitor sees after these touches.
fn screen(settings: KioskSettings, touches: &[Touch]) -> String {
    screen_of(index(), settings, touches)
}

#[tokio::main(flavor = "current_thread")]
async fn screen_of(index: SharedIndex, settings: KioskSettings, touches: &[Touch]) -> String {
    let config = config(settings);
    let mut kiosk = Kiosk::new(&config);
    [Touch::Begin(20_780)].into_iter().chain(touches.iter().cloned()).for_each(|it| kiosk.apply(it));
    let visit = kiosk.visit.unwrap();
    let props = VisitProps { config, source: Source::Ready(index), visit, today: kiosk.today, on: Callback::noop() };
    LocalServerRenderer::<VisitView>::with_props(props).hydratable(false).render().await
}

#[track_caller]
fn check(html: &str, says: &[&str], says_not: &[&str]) {
    for part in says {
        assert!(html.contains(part), "{part} is not in {html}");
    }
    for part in says_not {
        assert!(!html.contains(part), "{part} is in {html}");
    }
}

/// Whoever has questions counted says so, on the first screen and where the machine says what it is.
#[test]
fn a_hall_that_counts_says_so() {
    for (unanswered, says, says_not) in [(true, "只记问法和次数", "自动清除"), (false, "自动清除", "只记问法和次数")]
    {
        let settings = KioskSettings { unanswered, ..KioskSettings::default() };
        check(&first_screen(settings.clone()), &[says], &[says_not]);
        check(&screen(settings, &[Touch::About(true)]), &[says], &[says_not]);
    }
}

#[tokio::main(flavor = "current_thread")]
async fn first_screen(settings: KioskSettings) -> String {
    let props = KioskProps { config: config(settings), source: Source::Ready(index()), num_resets: 0 };
    LocalServerRenderer::<KioskApp>::with_props(props).hydratable(false).render().await
}

fn clause() -> Touch {
    Touch::Look(Action::Clause("2022-31-4-1".into()))
}

#[tokio::test]
async fn the_attract_screen_is_one_target_and_says_when_it_cannot() {
    let render = async |source| {
        let props = KioskProps { config: config(KioskSettings::default()), source, num_resets: 0 };
        LocalServerRenderer::<KioskApp>::with_props(props).hydratable(false).render().await
    };
    let html = render(Source::Ready(index())).await;
    check(
        &html,
        &["触摸屏幕，开始查询", "政策条款查询", "全民健身与健身设施", "做轮椅的小厂能申请什么贷款", "English"],
        &["input", "正在载入"],
    );
    let kiosk = KioskSettings { data_date: "2026-01-01".into(), ..KioskSettings::default() };
    assert!(!html.contains("没有更新") && config(kiosk).kiosk.days_too_old(20_780).is_some());
    let html = render(Source::Loading).await;
    check(&html, &["正在载入"], &["<button"]);
}

#[test]
fn the_start_offers_documents_audiences_and_questions() {
    let html = screen(KioskSettings::default(), &[]);
    check(
        &html,
        &["康复辅助器具政策措施", "残疾人", "做轮椅的小厂能申请什么贷款", "首页", "inputmode=\"none\""],
        &["<a ", "退格"],
    );
}

#[test]
fn the_keyboard_has_letters_digits_and_ways_back() {
    let touches: Vec<Touch> = "gsbx".chars().map(Touch::Key).collect();
    let html = screen(KioskSettings::default(), &touches);
    check(&html, &[">q<", ">m<", ">0<", "清空", "退格", "返回", "首页", "工伤保险", "policy-lookup__hit"], &[]);
}

#[test]
fn a_clause_can_be_taken_along() {
    let html = screen(KioskSettings::default(), &[clause()]);
    check(
        &html,
        &["柳政办〔2022〕31号", "policy-lookup__qr-dark", "第68页起"],
        &["打印", "复制引用", "href=\"http", "tel:"],
    );
    let html = screen(KioskSettings { printer: true, ..KioskSettings::default() }, &[clause()]);
    check(&html, &["打印"], &[]);
}

/// The real documents, the first of which was repealed by the second and is explained by the third.
fn with_a_past() -> SharedIndex {
    let mut corpus = build(&root().join("index"), BuildOptions::default()).map_err(|it| it.to_string()).unwrap().corpus;
    let name = corpus.documents[1].number.clone();
    let from = policy_engine::Day::new(2026, 11, 24);
    corpus.documents[0].terms.later = vec![Later { change: Change::Repealed, from, document: Some(1), name }];
    corpus.documents[2].explains = Some(0);
    SharedIndex::new(Index::open(&policy_engine::encode(&corpus).unwrap()).unwrap())
}

#[test]
fn an_ended_document_says_so_and_leads_on() {
    let past = with_a_past();
    let said = "已被柳政办〔2022〕22号废止";
    let shown = |touch| screen_of(past.clone(), KioskSettings::default(), &[touch]);
    check(&shown(Touch::Look(Action::Submit("辅助器具配置机构服务协议".into()))), &["policy-lookup__hit", said], &[]);
    let clause = shown(clause());
    check(&clause, &[said, "请看：", "解读：", "柳州市人力资源和社会保障事业“十四五”发展规划"], &[]);
    let document = |number: &str| shown(Touch::Look(Action::Document(number.into())));
    check(&document("柳政办〔2022〕31号"), &[said, "请看：", "解读："], &[]);
    check(&document("柳政办〔2022〕28号"), &["解读的文件："], &["请看：", said]);
    check(&screen(KioskSettings::default(), &[Touch::Look(Action::Clause("2022-31-4-1".into()))]), &[], &[said]);
}

#[test]
fn nothing_found_names_a_number_but_no_link() {
    let html = screen(KioskSettings::default(), &[Touch::Look(Action::Submit("量子纠缠".into()))]);
    check(&html, &["未找到依据", "12345"], &["tel:", "href=\"http"]);
}

#[test]
fn old_data_is_said_on_every_screen_and_about_says_what_it_is() {
    let settings =
        KioskSettings { data_date: "2026-01-01".into(), key_id: "RWQf6LRC".into(), ..KioskSettings::default() };
    check(&screen(settings.clone(), &[clause()]), &["本机资料已有 326 天没有更新"], &[]);
    let html = screen(settings, &[Touch::About(true)]);
    check(
        &html,
        &["RWQf6LRC", "2026-01-01", env!("CARGO_PKG_VERSION"), &INDEX.corpus().data_version],
        &["role=\"search\""],
    );
    check(&screen(KioskSettings::default(), &[]), &[], &["没有更新"]);
}

#[test]
fn the_idle_question_counts_down() {
    let html = screen(KioskSettings::default(), &[clause(), Touch::Idle, Touch::Second]);
    check(&html, &["role=\"alertdialog\"", "您还在使用吗？", "19 秒后", "继续使用"], &[]);
}

#[test]
fn layouts_are_classes_of_the_root() {
    let html = screen(KioskSettings::default(), &[Touch::Low, Touch::Large, Touch::Contrast]);
    let classes = ["--kiosk-low", "--kiosk-large", "--kiosk-contrast"];
    check(&html, &classes, &["--kiosk-typing"]);
}
