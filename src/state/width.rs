//! How wide the widget is, in steps. It is laid out by its own width: in a column of somebody else's page the window
//! says nothing.

/// The steps, in CSS px of a widget in type of [`BASE_PX`].
const STEPS: [u16; 6] = [260, 360, 480, 600, 800, 960];
/// The size of type that the steps are meant for; in larger type there is less room.
const BASE_PX: u32 = 17;
/// From this step on the filters stand beside the hits.
const WIDE: u16 = 960;
/// From this step on a line of official text holds some forty characters.
const ROOMY: u16 = 600;

/// The last step reached, 0 below the first; `None` as long as nobody has measured.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Width(Option<u16>);

impl Width {
    /// The step of a widget of `width_px` in type of `type_px`, both in CSS px.
    pub fn of(width_px: u32, type_px: u32) -> Self {
        let room = width_px * BASE_PX / type_px.max(1);
        Self(Some(STEPS.into_iter().rfind(|step| u32::from(*step) <= room).unwrap_or(0)))
    }

    /// Every step reached, as the style sheet asks for them: `260 360`.
    pub fn reached(self) -> Option<String> {
        let last = self.0?;
        let reached = STEPS.iter().filter(|step| **step <= last).map(u16::to_string);
        Some(reached.collect::<Vec<_>>().join(" "))
    }

    /// Whether there is room for a column beside the text.
    pub fn is_wide(self) -> bool {
        Some(WIDE) <= self.0
    }

    /// Whether a line is as long as one reads well.
    pub fn is_roomy(self) -> bool {
        Some(ROOMY) <= self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_are_counted_in_the_type_of_the_widget() {
        let rows = [
            (240, 17, ""),
            (328, 17, "260"),
            (390, 17, "260 360"),
            (768, 17, "260 360 480 600"),
            (1280, 17, "260 360 480 600 800 960"),
            // A reader whose own type is half as large again.
            (1280, 25, "260 360 480 600 800"),
            (390, 30, ""),
            (0, 0, ""),
        ];
        for (width_px, type_px, reached) in rows {
            let found = Width::of(width_px, type_px).reached();
            assert_eq!(found.as_deref(), Some(reached), "{width_px} px in type of {type_px} px");
        }
        assert!(Width::of(960, 17).is_wide() && !Width::of(959, 17).is_wide());
        assert_eq!(Width::default().reached(), None);
        assert!(!Width::default().is_wide() && Width::of(600, 17).is_roomy());
    }
}
