//! Reading aloud, where the device has a Chinese voice. Android's WebView has no speech at all, Linux often no voices:
//! then there is no button.

use gloo::events::EventListener;
use gloo::utils::window;
use wasm_bindgen::JsCast;
use web_sys::{SpeechSynthesis, SpeechSynthesisUtterance, SpeechSynthesisVoice};
use yew::prelude::*;

/// A voice and what it is doing.
#[derive(Clone, PartialEq)]
pub struct Voice {
    /// Whether it is reading.
    pub speaking: bool,
    /// Reads a text, or stops when it is reading.
    pub toggle: Callback<AttrValue>,
}

/// `None` while nothing is `shown` that could be read (its id), and until the device names a Chinese voice. Reading stops
/// when something else is shown.
#[hook]
pub fn use_voice(shown: Option<&str>) -> Option<Voice> {
    let voice = use_state(|| None::<SpeechSynthesisVoice>);
    let speaking = use_state(|| false);
    let (setter, stop) = (voice.setter(), speaking.setter());
    use_effect_with(shown.map(str::to_owned), move |shown| {
        let synthesis = window().speech_synthesis().ok().filter(|it| shown.is_some() && !it.is_undefined());
        let listener = synthesis.clone().map(|synthesis| {
            setter.set(chinese_voice(&synthesis));
            let source = synthesis.clone();
            // Chromium loads its voices late and says so.
            EventListener::new(source.unchecked_ref(), "voiceschanged", move |_| setter.set(chinese_voice(&synthesis)))
        });
        move || {
            drop(listener);
            if let Some(synthesis) = synthesis {
                synthesis.cancel();
                stop.set(false);
            }
        }
    });
    shown?;
    let voice = (*voice).clone()?;
    let (now, setter) = (*speaking, speaking.setter());
    let toggle = Callback::from(move |text: AttrValue| {
        let Ok(synthesis) = window().speech_synthesis() else { return };
        synthesis.cancel();
        setter.set(!now && speak(&synthesis, &voice, &text, setter.clone()).is_some());
    });
    Some(Voice { speaking: *speaking, toggle })
}

fn chinese_voice(synthesis: &SpeechSynthesis) -> Option<SpeechSynthesisVoice> {
    let voices = synthesis.get_voices();
    let mut voices = voices.iter().filter_map(|it| it.dyn_into::<SpeechSynthesisVoice>().ok());
    voices.find(|voice| voice.lang().starts_with("zh") || voice.lang().starts_with("cmn"))
}

fn speak(
    synthesis: &SpeechSynthesis,
    voice: &SpeechSynthesisVoice,
    text: &str,
    done: UseStateSetter<bool>,
) -> Option<()> {
    let utterance = SpeechSynthesisUtterance::new_with_text(text).ok()?;
    utterance.set_voice(Some(voice));
    utterance.set_lang(&voice.lang());
    let closure = wasm_bindgen::closure::Closure::once_into_js(move || done.set(false));
    utterance.set_onend(Some(closure.unchecked_ref()));
    synthesis.speak(&utterance);
    Some(())
}
