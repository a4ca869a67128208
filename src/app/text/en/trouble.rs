//! English: devices that can't be had, what happened and what to do.

use crate::call::{browser_family::BrowserFamily, call_state::DeviceProblem};

/// What is missing, in the words of each sentence.
#[derive(Debug, Clone, Copy)]
pub struct Which {
    /// "the camera"
    the: &'static str,
    /// "camera"
    plain: &'static str,
    /// "Camera", as browsers name the setting.
    setting: &'static str,
    /// "keeps it", or "keeps them".
    it: &'static str,
    /// "The camera"
    start: &'static str,
}

/// The microphone.
pub const MICROPHONE: Which = Which {
    the: "the microphone",
    plain: "microphone",
    setting: "Microphone",
    it: "it",
    start: "The microphone",
};
/// The camera.
pub const CAMERA: Which = Which {
    the: "the camera",
    plain: "camera",
    setting: "Camera",
    it: "it",
    start: "The camera",
};
/// Both.
pub const BOTH: Which = Which {
    the: "the camera and microphone",
    plain: "camera or microphone",
    setting: "Camera and Microphone",
    it: "them",
    start: "The camera and microphone",
};

/// What happened and what to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trouble {
    /// What happened.
    pub title: String,
    /// What it means, when there are no steps.
    pub text: String,
    /// What to do, in order.
    pub steps: Vec<String>,
}

/// A device, or both, cannot be had.
pub fn trouble(problem: DeviceProblem, which: Which, browser: BrowserFamily) -> Trouble {
    let Which {
        the,
        plain,
        it,
        start,
        ..
    } = which;
    let (title, text, steps) = match problem {
        DeviceProblem::Denied => (
            format!("Your browser is blocking {the}"),
            String::new(),
            allow(which, browser),
        ),
        DeviceProblem::BlockedBySystem => (
            format!("Your computer keeps {it} from the browser"),
            String::new(),
            vec![
                "Open the privacy settings of your computer or phone.".to_owned(),
                format!("Allow {the} for this browser."),
                "Start the browser anew, or press Try again.".to_owned(),
            ],
        ),
        DeviceProblem::NotFound => (
            format!("No {plain} found"),
            "You can take part without one. If you have one, plug it in and press Try again."
                .to_owned(),
            Vec::new(),
        ),
        DeviceProblem::Busy => (
            format!("Another program is using the {plain}"),
            "Close the other call or program, then press Try again.".to_owned(),
            Vec::new(),
        ),
        DeviceProblem::InsecureContext => (
            "This address is not secure enough".to_owned(),
            format!(
                "Browsers give {the} only to pages that begin with https. You can join and write; ask the person who runs this server for an https address."
            ),
            Vec::new(),
        ),
        DeviceProblem::Unknown => (
            format!("{start} did not start"),
            "Press Try again. If it stays like this, close the browser and open it anew."
                .to_owned(),
            Vec::new(),
        ),
    };
    Trouble { title, text, steps }
}

/// The way through the browser's own settings.
fn allow(which: Which, browser: BrowserFamily) -> Vec<String> {
    let open = match browser {
        BrowserFamily::Chromium => {
            "Open the settings of this page: the sign at the left of the address bar."
        }
        BrowserFamily::Android => "Press the sign at the left of the address, then Permissions.",
        BrowserFamily::Firefox => "In the address bar, press the sign that is struck through.",
        BrowserFamily::Safari => {
            "In the menu at the top of the screen, open Safari, then Settings for this website."
        }
        BrowserFamily::Ios => "Press the sign beside the address, then Website Settings.",
    };
    let setting = match browser {
        BrowserFamily::Firefox => format!("Take away what says Blocked at {}.", which.setting),
        _ => format!("Set {} to Allow.", which.setting),
    };
    vec![
        open.to_owned(),
        setting,
        "Come back here and press Try again.".to_owned(),
    ]
}

/// The way from the call to these words.
pub const WHAT_TO_DO: &str = "What to do";

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: [BrowserFamily; 5] = [
        BrowserFamily::Chromium,
        BrowserFamily::Android,
        BrowserFamily::Firefox,
        BrowserFamily::Safari,
        BrowserFamily::Ios,
    ];

    #[test]
    fn every_browser_has_a_way_of_its_own_and_ends_with_another_try() {
        let mut ways: Vec<_> = ALL
            .iter()
            .map(|browser| trouble(DeviceProblem::Denied, BOTH, *browser).steps)
            .collect();
        for way in &ways {
            assert_eq!(way.len(), 3);
            assert!(way[2].contains("Try again"));
        }
        ways.sort();
        ways.dedup();
        assert_eq!(ways.len(), ALL.len());
    }

    #[test]
    fn what_happened_names_the_device_that_is_away() {
        let title = |problem, which| trouble(problem, which, BrowserFamily::Chromium).title;
        assert_eq!(
            title(DeviceProblem::Denied, BOTH),
            "Your browser is blocking the camera and microphone"
        );
        assert_eq!(title(DeviceProblem::NotFound, CAMERA), "No camera found");
        assert_eq!(
            title(DeviceProblem::Busy, MICROPHONE),
            "Another program is using the microphone"
        );
    }
}
