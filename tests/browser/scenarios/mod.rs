//! The list of scenarios. Each is named by what holds when it passes.

mod embed;
mod examples;
mod hosting;
mod kiosk;
mod layout;
mod library;
mod object_store;
mod offline;
mod page;
mod painting;
mod policies;
mod translated;
mod unanswered;

use crate::browser::Size;
use crate::engine::Ability;
use crate::page::{Page, Result};
use std::pin::Pin;

pub const PHONE: Size = (390, 844);
const NARROW: Size = (320, 568);
pub const DESKTOP: Size = (1280, 800);

/// As strict as a host can be and still have the search; nothing falls back on `default-src`.
const EXPLICIT_CSP: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
     connect-src 'self'; img-src 'self'; base-uri 'none'; require-trusted-types-for 'script'; trusted-types 'none'";

/// The library beside `dist/`.
const LIBRARY: &[&str] = &["--mount", "library=LIBRARY"];

/// And the page with an element over it.
const EXAMPLE: &[&str] = &["--mount", "library=LIBRARY", "--mount", "example=EXAMPLE"];

type Run = for<'a> fn(&'a Page) -> Pin<Box<dyn Future<Output = Result> + 'a>>;

/// One thing that must hold.
pub struct Scenario {
    pub name: &'static str,
    /// Arguments for `cargo xtask static`: faults, headers.
    pub server: &'static [&'static str],
    pub size: Size,
    /// In a browser that no other scenario used: it counts memory, keeps a service worker, loads files (which all have one
    /// origin), goes back, composes characters, or is a kiosk, which takes the whole browser. The others share one, each
    /// with a server of its own and so with storage and caches of its own.
    pub alone: bool,
    /// What not every browser does at our request; where one is missing, the scenario is skipped, with a message.
    pub needs: &'static [Ability],
    pub run: Run,
}

impl Scenario {
    /// The name, fit for a file.
    pub fn file_name(&self) -> String {
        self.name.replace([' ', ',', '#', '='], "-")
    }
}

/// Names without anything else: a well-configured server, a desktop, a browser that others use too.
macro_rules! scenario {
    ($name:literal, $run:path $(, server: $server:expr)? $(, size: $size:expr)? $(, alone: $alone:literal)?
        $(, needs: $needs:expr)?) => {
        Scenario {
            name: $name,
            server: { let _server: &'static [&'static str] = &[]; $(let _server = $server;)? _server },
            size: { let _size = DESKTOP; $(let _size = $size;)? _size },
            alone: { let _alone = false; $(let _alone = $alone;)? _alone },
            needs: { let _needs: &'static [Ability] = &[]; $(let _needs = $needs;)? _needs },
            run: |page| Box::pin($run(page)),
        }
    };
}

pub const SCENARIOS: &[Scenario] = &[
    scenario!("a library answers like the index", library::answers_like_the_index, server: LIBRARY),
    scenario!("a library reads on", library::reads_on, server: LIBRARY),
    scenario!(
        "a library does without a missing file", library::does_without_a_file,
        server: &["--mount", "library=LIBRARY", "--missing", "library/t/0/0.1"]
    ),
    scenario!(
        "a library does without a swapped file", library::does_without_a_file,
        server: &["--mount", "library=LIBRARY", "--replace", "library/t/0/0.1=LIBRARY/t/0/1.1"]
    ),
    scenario!(
        "a library does without a damaged file", library::does_without_a_file,
        server: &["--mount", "library=LIBRARY", "--damage", "library/t/0/0.1"]
    ),
    scenario!(
        "a library whose files are gone says so", library::says_that_the_network_is_gone,
        server: &["--mount", "library=LIBRARY", "--missing", "*.1"]
    ),
    scenario!("a library in packs answers like the index", library::packs_answer_like_the_index, server: LIBRARY),
    scenario!(
        "a library in packs says that the server sends no parts", library::says_that_parts_do_not_come,
        server: &["--mount", "library=LIBRARY", "--whole", "*.1"]
    ),
    scenario!("a library's errors have codes", library::errors_have_codes, server: LIBRARY),
    scenario!("a library answers without a network", library::answers_without_a_network, server: LIBRARY),
    scenario!("the page over a library sets out at once", library::element::sets_out_at_once, server: LIBRARY),
    scenario!("an element over a library leads to a document", library::element::leads_to_a_document, server: EXAMPLE),
    scenario!("an element over a library offers and narrows", library::element::offers_and_narrows, server: EXAMPLE),
    scenario!(
        "an element over a library waits for slow files", library::element::waits_for_slow_files,
        server: &["--mount", "library=LIBRARY", "--mount", "example=EXAMPLE", "--delay", "*.1=700"]
    ),
    scenario!(
        "an element over a library says what is missing", library::element::says_what_is_missing,
        server: &["--mount", "library=LIBRARY", "--mount", "example=EXAMPLE", "--missing", "library/t/0/0.1"]
    ),
    scenario!(
        "an element over a library does not deny what it has not read",
        library::element::does_not_deny_what_it_has_not_read,
        server: &["--mount", "library=LIBRARY", "--mount", "example=EXAMPLE", "--missing", "*.1"]
    ),
    scenario!(
        "an element says that the root is missing", library::element::says_that_the_root_is_missing,
        server: &["--mount", "library=LIBRARY", "--mount", "example=EXAMPLE", "--missing", "library/root"]
    ),
    scenario!(
        "an element says that the root is another file", library::element::says_that_the_root_is_another_file,
        server: &["--mount", "library=LIBRARY", "--mount", "example=EXAMPLE", "--replace", "library/root=DIST/policies.idx"]
    ),
    scenario!(
        "an element says that the root is a page", library::element::says_that_the_root_is_a_page,
        server: &["--mount", "library=LIBRARY", "--mount", "example=EXAMPLE", "--mime", "library/root=text/html"]
    ),
    scenario!("the page loads", page::loads),
    scenario!("the page loads on a phone", page::loads, size: PHONE),
    scenario!("a question finds the clause", page::question_finds_clause),
    scenario!("what an input method has not finished is not searched", page::composition_is_not_searched,
        needs: &[Ability::Compose]),
    scenario!("validity is said for the day of the device", page::validity_is_said_for_the_day, needs: &[Ability::Media]),
    scenario!("a link opens a clause", page::link_opens_clause),
    scenario!("back restores the results", page::back_restores_results, alone: true),
    scenario!("back leads to hits that were opened in haste", page::back_leads_to_hits_opened_in_haste, alone: true),
    scenario!("each view has its title", page::each_view_has_its_title),
    scenario!("devices that strangers share remember nothing", page::shared_devices_remember_nothing),
    scenario!("the arrow keys choose what is offered", page::arrow_keys_choose),
    scenario!("nothing is wider than a small phone", page::fits_the_width, size: NARROW),
    scenario!("the keyboard alone is enough", page::the_keyboard_alone_is_enough),
    scenario!("few keys lead to the first hit", page::few_keys_lead_to_the_first_hit),
    scenario!("few keys lead to the first hit on a phone", page::few_keys_lead_to_the_first_hit, size: PHONE),
    scenario!("hits leave room for each other", page::hits_leave_room_for_each_other, size: PHONE),
    scenario!("a clause is printed on one sheet", page::a_clause_is_printed_on_one_sheet, needs: &[Ability::OpenPrint]),
    scenario!("nothing lies over official words", page::nothing_lies_over_official_words, size: PHONE),
    scenario!("the last hits leave the focus where it is", page::the_last_hits_leave_the_focus_where_it_is, size: PHONE),
    scenario!("large type shows a hit at once", page::large_type_shows_a_hit_at_once, size: NARROW),
    scenario!("a document is read by places", page::a_document_is_read_by_places, size: PHONE),
    scenario!("a list is shown with what introduces it", page::a_list_is_shown_with_what_introduces_it, size: PHONE),
    scenario!("no accessibility fault in any state", page::is_accessible, size: PHONE),
    scenario!("no accessibility fault in the dark", page::dark_is_accessible, size: PHONE, needs: &[Ability::Media]),
    scenario!("no accessibility fault in large type", page::elder_is_accessible, size: PHONE),
    scenario!("a damaged index is reported", page::index_is_refused, server: &["--damage", "policies.idx"]),
    scenario!("no accessibility fault in an error in the dark", page::refusal_is_accessible_in_the_dark,
        server: &["--damage", "policies.idx"], needs: &[Ability::Media]),
    scenario!("half an index is reported", page::index_is_refused, server: &["--truncate", "policies.idx"]),
    scenario!("a missing index is reported", page::index_is_refused, server: &["--missing", "policies.idx"]),
    scenario!("a wrong MIME type is no obstacle", page::loads_and_answers, server: &["--mime", "*.wasm=text/plain"]),
    scenario!("what is typed before the program arrives is searched", page::early_typing_is_searched,
        server: &["--delay", "*.wasm=1500"]),
    scenario!("large type chosen before the program arrives is kept", page::early_choice_is_kept,
        server: &["--delay", "*.wasm=1500"]),
    scenario!("letters that are faster than the page are kept", page::fast_typing_is_kept),
    scenario!("embed: two elements answer in a strange page", embed::both_answer),
    scenario!("embed: a policy that names every kind is enough", embed::both_answer, server: &["--csp", EXPLICIT_CSP]),
    scenario!("embed: what is typed before the program arrives is kept", embed::early_typing_is_kept,
        server: &["--delay", "*.wasm=1500"]),
    scenario!("embed: an element far below waits", embed::waits_until_near, size: PHONE),
    scenario!("embed: the page's styles stay outside", embed::hostile_styles_stay_outside),
    scenario!("embed: attributes are followed", embed::attributes_are_followed),
    scenario!("embed: events bubble out", embed::events_bubble),
    scenario!("embed: tools of the page can read it", embed::speaks_to_the_page),
    scenario!("embed: the address is left alone", embed::leaves_the_address_alone),
    scenario!("embed: elements that go are freed", embed::removed_elements_are_freed, alone: true, needs: &[Ability::Memory]),
    scenario!("embed: a missing program is told", embed::program_is_missing, server: &["--missing", "*.wasm"]),
    scenario!("embed: a damaged program is told", embed::program_is_damaged, server: &["--damage", "*.wasm"]),
    scenario!("embed: a pinned version runs nothing else", embed::pinned_version_runs_nothing_else),
    scenario!("embed: a damaged index is told", embed::index_is_damaged, server: &["--damage", "policies.idx"]),
    scenario!("embed: an index of another format is told", embed::index_is_of_another_format,
        server: &["--replace", "policies.idx=data/release/format-999.idx"]),
    scenario!("embed: a page instead of the index is told", embed::index_is_a_page,
        server: &["--mime", "policies.idx=text/html"]),
    scenario!("embed: a policy without wasm is told", embed::program_is_forbidden, server: &["--csp", "default-src 'self'"]),
    scenario!("embed: a wrong MIME type is no obstacle", embed::answers_all_the_same,
        server: &["--mime", "*.wasm=application/octet-stream"]),
    scenario!("embed: a MIME type with parameters is no obstacle", embed::answers_all_the_same,
        server: &["--mime", "*.wasm=application/wasm; charset=utf-8"]),
    scenario!("embed: a MIME type with an empty parameter is no obstacle", embed::answers_all_the_same,
        server: &["--mime", "*.wasm=application/wasm;"]),
    scenario!("embed host: lesser built-ins do", embed::lesser_built_ins_do, needs: &[Ability::OwnScripts]),
    scenario!("embed host: the language is inherited", embed::language_is_inherited),
    scenario!("embed host: an attribute set again is a command", embed::set_again_is_a_command),
    scenario!("embed host: false is off", embed::false_is_off),
    scenario!("embed host: keys stay where they work", embed::keys_stay_where_they_work),
    scenario!("embed host: a base does not lead astray", embed::base_does_not_lead_astray),
    scenario!("embed host: clones start afresh", embed::clones_start_afresh, alone: true),
    scenario!("embed host: many at once are all heard", embed::many_at_once_are_heard),
    scenario!("embed host: properties are attributes", embed::properties_are_attributes),
    scenario!("embed host: methods ask and clear", embed::methods_ask_and_clear),
    scenario!("embed host: filters are told", embed::filters_are_told),
    scenario!("embed host: another index is used", embed::another_index_is_used),
    scenario!("embed host: an unfinished composition ends", embed::unfinished_composition_ends, alone: true),
    scenario!("embed host: an unfinished composition ends before the program", embed::unfinished_composition_ends,
        server: &["--delay", "*.wasm=1500"], alone: true),
    scenario!("embed: an old index in a cache is no obstacle", embed::answers_all_the_same,
        server: &["--stale", "policies.idx=data/release/format-999.idx"]),
    scenario!("embed: an old program in a cache is no obstacle", embed::answers_all_the_same,
        server: &["--stale", "*.wasm=data/release/format-999.idx"]),
    scenario!("embed: a new index brings its program", embed::program_of_today_takes_over, server: &[
        "--replace", "policies.idx=data/release/format-999.idx", "--replace", "manifest.json=data/release/manifest.json",
        "--replace", "loader-of-today.js=data/release/loader.js"]),
    scenario!("embed: a program that was replaced brings the new one", embed::program_of_today_takes_over, server: &[
        "--missing", "*.wasm", "--replace", "policies.idx=data/release/format-999.idx",
        "--replace", "manifest.json=data/release/manifest.json", "--replace", "loader-of-today.js=data/release/loader.js"]),
    scenario!("embed: a frame answers where the page may not", embed::frame_answers,
        server: &["--csp", "default-src 'self'", "--policy", "frame.html=strict"]),
    scenario!("embed: a script searches", embed::script_searches),
    scenario!("embed: highlights fit the text", embed::highlights_fit_the_text),
    scenario!("embed: a script reads clauses", embed::script_reads_clauses),
    scenario!("embed: a script's errors have codes", embed::script_errors_have_codes),
    scenario!("embed: a script hears of traps", embed::script_hears_of_traps),
    scenario!("embed: a worker searches", embed::works_in_a_worker, server: &["--replace", "worker.js=data/worker.js"]),
    scenario!("translated: the page stays true", translated::page_stays_true),
    scenario!("translated: an element stays true", translated::element_stays_true),
    scenario!("translated: the kiosk stays true", translated::kiosk_stays_true, size: kiosk::PORTRAIT),
    scenario!("layout: the own width decides", layout::own_width_decides),
    scenario!("layout: a column that grows is followed", layout::a_column_that_grows_is_followed),
    scenario!("layout: a small element leads to the page", layout::a_small_element_leads_to_the_page, size: PHONE),
    scenario!("layout: the sheet lies over everything", layout::the_sheet_lies_over_everything, size: PHONE,
        needs: &[Ability::Devtools]),
    scenario!("layout: nothing moves on the page", layout::nothing_moves_on_the_page,
        server: &["--delay", "*.wasm=400"], needs: &[Ability::Devtools]),
    scenario!("layout: nothing moves for those who chose", layout::nothing_moves_for_those_who_chose,
        server: &["--delay", "*.wasm=400"], needs: &[Ability::Devtools]),
    scenario!("layout: one box at a time", layout::one_box_at_a_time),
    scenario!("layout: nothing moves around an element", layout::nothing_moves_around_an_element,
        server: &["--delay", "*.wasm=400"], needs: &[Ability::Devtools]),
    scenario!("painting: the page comes first", painting::the_page_comes_first, needs: &[Ability::Devtools]),
    scenario!("painting: who asks does not wait", painting::who_asks_does_not_wait, needs: &[Ability::Devtools]),
    scenario!("policies: every clause is there", policies::has_every_clause),
    scenario!("policies: links lead to clauses", policies::links_lead_to_clauses),
    scenario!("policies: it says what it is", policies::says_what_it_is),
    scenario!("policies: it is ready for paper", policies::is_ready_for_paper, needs: &[Ability::Media]),
    scenario!("unanswered: questions are counted where the staff asks for it", unanswered::are_counted_where_asked, alone: true),
    scenario!("unanswered: a hall's machine counts", unanswered::a_hall_counts, size: kiosk::PORTRAIT, alone: true),
    scenario!("kiosk: letters lead to the clause", kiosk::letters_lead_to_the_clause, size: kiosk::PORTRAIT, alone: true),
    scenario!("kiosk: candidates add up", kiosk::candidates_add_up, size: kiosk::LANDSCAPE, alone: true),
    scenario!("kiosk: a keyboard on a cable works", kiosk::a_keyboard_on_a_cable_works, size: kiosk::LANDSCAPE, alone: true),
    scenario!("kiosk: a visitor may stay", kiosk::a_visitor_may_stay, size: kiosk::PORTRAIT, alone: true),
    scenario!("kiosk: reading holds the clock", kiosk::reading_holds_the_clock, size: kiosk::PORTRAIT, alone: true),
    scenario!("kiosk: the attract screen leads on", kiosk::the_attract_screen_leads_on, size: kiosk::PORTRAIT, alone: true),
    scenario!("kiosk: nothing is left of a visitor", kiosk::nothing_is_left_of_a_visitor, size: kiosk::PORTRAIT, alone: true),
    scenario!("kiosk: there is no way out", kiosk::there_is_no_way_out, size: kiosk::PORTRAIT, alone: true, needs: &[Ability::Back]),
    scenario!("kiosk: errors lead to the attract screen", kiosk::errors_lead_to_the_attract_screen, size: kiosk::PORTRAIT, alone: true,
        needs: &[Ability::OwnScripts]),
    scenario!("kiosk: a part that does not come is asked for again", kiosk::a_part_that_does_not_come_is_asked_for_again,
        server: &["--missing", "kiosk-mode-*.js"], size: kiosk::PORTRAIT),
    scenario!("kiosk: everything is large enough, upright", kiosk::everything_is_large_enough, size: kiosk::PORTRAIT, alone: true),
    scenario!("kiosk: everything is large enough, lying", kiosk::everything_is_large_enough, size: kiosk::LANDSCAPE, alone: true),
    scenario!("kiosk hall: a dead page is replaced", kiosk::hall::a_dead_page_is_replaced, needs: &[Ability::Memory]),
    scenario!("kiosk hall: a frozen page is replaced", kiosk::hall::a_frozen_page_is_replaced,
        needs: &[Ability::Memory]),
    scenario!("kiosk hall: a rested browser leaves nothing", kiosk::hall::a_rested_browser_leaves_nothing,
        needs: &[Ability::Memory]),
    scenario!("hosting: every page keeps to the policy of the guide", hosting::every_page_keeps_to_the_policy,
        needs: &[Ability::Host]),
    // All of these are at one address; in a browser where a page was opened, its worker would answer.
    scenario!("hosting: every file has its headers", hosting::every_file_has_its_headers, alone: true,
        needs: &[Ability::Host]),
    scenario!("hosting: another website embeds it", hosting::another_website_embeds_it, needs: &[Ability::Host]),
    scenario!("hosting: nobody frames the page", hosting::nobody_frames_the_page, needs: &[Ability::Host]),
    scenario!("object store: a release goes up while a node is away",
        object_store::a_release_goes_up_while_a_node_is_away, needs: &[Ability::Store]),
    scenario!("offline: the page works without a network", offline::works_without_a_network, size: PHONE, alone: true),
    scenario!("offline: a server that varies everything is no obstacle", offline::works_whatever_the_server_varies, alone: true,
        needs: &[Ability::KeepVaried]),
    scenario!("offline: the page prints without a network", offline::prints_without_a_network, alone: true, needs: &[Ability::Print]),
    scenario!("offline: an update is offered and taken", offline::an_update_is_offered_and_taken, size: PHONE, alone: true),
    scenario!("offline: an update is taken while nobody looks", offline::an_update_is_taken_while_nobody_looks, alone: true,
        needs: &[Ability::Hide]),
    scenario!("offline: a broken update changes nothing", offline::a_broken_update_changes_nothing, alone: true),
    scenario!(
        "offline: an update cut in the middle changes nothing",
        offline::an_update_cut_in_the_middle_changes_nothing,
        alone: true
    ),
    scenario!("offline: wrong headers are not taken", offline::wrong_headers_are_not_taken, alone: true),
    scenario!("offline: a page kept with wrong headers heals", offline::a_page_kept_with_wrong_headers_heals, alone: true),
    scenario!("offline: a wrong policy is read again", offline::a_wrong_policy_is_read_again, alone: true),
    scenario!("offline: deleted files are fetched again", offline::deleted_files_are_fetched_again, alone: true),
    scenario!("offline: a full device does not stop the page", offline::a_full_device_does_not_stop_the_page, alone: true,
        needs: &[Ability::Install]),
    scenario!("offline: a copy without a server says its age", offline::a_copy_without_a_server_says_its_age, alone: true),
    scenario!("offline: it can be switched off", offline::it_can_be_switched_off, alone: true),
    scenario!("offline: the page works without storage", offline::works_without_storage,
        server: &["--csp", "sandbox allow-scripts allow-forms"], alone: true),
    scenario!("offline: the page can be installed", offline::is_installable, size: PHONE, alone: true, needs: &[Ability::Install]),
    scenario!("kiosk file: it opens from a disk", kiosk::file::opens_from_a_disk, size: kiosk::PORTRAIT, alone: true),
    scenario!("kiosk file: it opens from the server", kiosk::file::opens_from_the_server, size: kiosk::PORTRAIT, alone: true),
    scenario!("kiosk file: about says what it is", kiosk::file::about_says_what_it_is, size: kiosk::PORTRAIT, alone: true),
    scenario!("kiosk file: its policy holds", kiosk::file::policy_holds, size: kiosk::PORTRAIT, alone: true, needs: &[Ability::OwnScripts]),
    scenario!("kiosk file: settings are taken", kiosk::file::settings_are_taken, size: kiosk::LANDSCAPE, alone: true),
    scenario!("kiosk file: damage is told", kiosk::file::damage_is_told, size: kiosk::PORTRAIT, alone: true),
    scenario!("kiosk file: visitors leave no memory behind", kiosk::file::visitors_leave_no_memory_behind, size: kiosk::LANDSCAPE, alone: true,
        needs: &[Ability::Memory]),
];

/// Only with the npm package; the server has the folder that the examples were built into.
pub const EXAMPLES: &[Scenario] = &[
    scenario!("package: React asks and hears", examples::react_asks_and_hears),
    scenario!("package: Vue asks and hears", examples::vue_asks_and_hears),
    scenario!("package: jQuery asks and hears", examples::jquery_asks_and_hears, server: &["--csp", "none"]),
    scenario!("package: WordPress answers late", examples::wordpress_answers_late),
    scenario!("package: pictures", examples::pictures, server: &["--csp", "none"]),
];
