//! The configuration of an instance: what is around it and how it should look. Plain data; `bindings` reads it from a
//! JavaScript object.

use policy_engine::Day;
use yew::AttrValue;

#[cfg(feature = "kiosk")]
use super::kiosk_settings::KioskSettings;
use super::lang::Lang;

/// What is around the widget; decides what it may touch.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Surface {
    /// Our own page: owns the address bar, history and the `/` key.
    #[default]
    Page,
    /// An element in somebody else's page: keeps to itself.
    Embedded,
    /// The service hall: no way out, nothing remembered.
    Kiosk,
}

/// How large and how much.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mode {
    /// Everything.
    #[default]
    Standard,
    /// 长辈版: large, one column, fewer choices.
    Elder,
}

/// Light or dark.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// As the device is set.
    #[default]
    Auto,
    /// Light whatever the device says.
    Light,
    /// Dark whatever the device says.
    Dark,
}

impl Theme {
    /// The value of the attribute, as written in HTML.
    pub fn name(self) -> &'static str {
        match self {
            Theme::Auto => "auto",
            Theme::Light => "light",
            Theme::Dark => "dark",
        }
    }

    /// The inverse of [`Theme::name`]; `None` for anything else.
    pub fn from_name(name: &str) -> Option<Theme> {
        [Theme::Auto, Theme::Light, Theme::Dark].into_iter().find(|theme| theme.name() == name)
    }
}

impl Mode {
    /// The value of the attribute, as written in HTML.
    pub fn name(self) -> &'static str {
        match self {
            Mode::Standard => "standard",
            Mode::Elder => "elder",
        }
    }

    /// The inverse of [`Mode::name`]; `None` for anything else.
    pub fn from_name(name: &str) -> Option<Mode> {
        [Mode::Standard, Mode::Elder].into_iter().find(|mode| mode.name() == name)
    }
}

/// The configuration of an instance.
#[derive(Clone, Debug, PartialEq)]
pub struct Config {
    /// What is around it.
    pub surface: Surface,
    /// Standard or elder, until the reader chooses.
    pub mode: Mode,
    /// Light or dark, until the reader chooses.
    pub theme: Theme,
    /// Language of the interface, until the reader chooses.
    pub lang: Lang,
    /// Id of the collection it is meant for; the reader can look beyond it.
    pub collection: Option<AttrValue>,
    /// Most hits an element shows; further ones are on the page.
    pub max_hits: Option<usize>,
    /// Level of the headings of a view, 1 to 6: the page around has headings of its own above.
    pub heading_level: u8,
    /// What to search at the start.
    pub query: AttrValue,
    /// Whether query, filters and clause are kept in the address bar.
    pub url_state: bool,
    /// Whether the device is the reader's own: queries and choices may be kept on it.
    pub remember: bool,
    /// Address of the full page, for links, sharing and QR codes; no `#`.
    pub page_url: AttrValue,
    /// Address of the page that needs no script.
    pub static_url: AttrValue,
    /// The day, for the validity of documents; `None` where a page is made that is read on another.
    pub today: Option<Day>,
    /// How often the page around set each attribute: set again to the same value, it is a command all the same.
    pub told: Told,
    /// Address of the page around, without `#`, where a `<base>` would lead links elsewhere; else empty.
    pub own_url: AttrValue,
    /// Prefix of element ids: instances on one page must not share them.
    pub id: AttrValue,
    /// What the hall set; of no use elsewhere.
    #[cfg(feature = "kiosk")]
    pub kiosk: KioskSettings,
}

/// Counts of commands, see [`Config::told`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[allow(missing_docs, reason = "one count for each attribute that the reader may move away from")]
pub struct Told {
    pub mode: u32,
    pub theme: u32,
    pub lang: u32,
    pub query: u32,
    /// Everything that was asked and chosen, taken away.
    pub clear: u32,
}

impl Told {
    /// One more command; attributes that only the page around can change need no count.
    pub fn count(&mut self, attribute: &str) {
        match attribute {
            "mode" => self.mode += 1,
            "theme" => self.theme += 1,
            "lang" => self.lang += 1,
            "query" => self.query += 1,
            "clear" => self.clear += 1,
            _ => {}
        }
    }
}

impl Default for Config {
    fn default() -> Self {
        Self {
            surface: Surface::Page,
            mode: Mode::Standard,
            theme: Theme::Auto,
            lang: Lang::ZhHans,
            collection: None,
            max_hits: None,
            heading_level: 2,
            query: AttrValue::Static(""),
            url_state: true,
            remember: true,
            page_url: AttrValue::Static(""),
            static_url: AttrValue::Static("policies.html"),
            today: None,
            told: Told::default(),
            own_url: AttrValue::Static(""),
            id: AttrValue::Static("policy-lookup"),
            #[cfg(feature = "kiosk")]
            kiosk: KioskSettings::default(),
        }
    }
}

impl Config {
    /// Whether anything may be stored on the device: not at the kiosk, which strangers share, nor for a host page,
    /// nor where the address of the page says that strangers share the device.
    pub fn may_remember(&self) -> bool {
        self.remember && self.surface == Surface::Page
    }

    /// Whether there is something to print on.
    pub fn can_print(&self) -> bool {
        match self.surface {
            Surface::Page => true,
            // Printing from inside somebody else's page would print all of theirs.
            Surface::Embedded => false,
            #[cfg(feature = "kiosk")]
            Surface::Kiosk => self.kiosk.printer,
            #[cfg(not(feature = "kiosk"))]
            Surface::Kiosk => false,
        }
    }

    /// The tag of a heading that stands `below` levels under that of a view.
    pub fn heading(&self, below: u8) -> &'static str {
        const TAGS: [&str; 6] = ["h1", "h2", "h3", "h4", "h5", "h6"];
        let level = usize::from(self.heading_level.max(1).saturating_add(below));
        TAGS[level.min(TAGS.len()) - 1]
    }

    /// What links of the widget begin with.
    pub fn link_url(&self) -> &AttrValue {
        if self.owns_url() { &self.own_url } else { &self.page_url }
    }

    /// Whether the widget owns the address bar and history.
    pub fn owns_url(&self) -> bool {
        self.surface != Surface::Embedded || self.url_state
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_go_on_below_those_of_the_page() {
        let tags = |heading_level| [0, 1, 9].map(|below| Config { heading_level, ..Config::default() }.heading(below));
        assert_eq!(tags(2), ["h2", "h3", "h6"]);
        assert_eq!(tags(4), ["h4", "h5", "h6"]);
        assert_eq!(tags(0), ["h1", "h2", "h6"]);
    }
}
