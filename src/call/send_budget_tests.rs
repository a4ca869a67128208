//! The budget: its sum in every company.

use proptest::prelude::*;

use super::*;
use crate::call::ladder::SOUND_KBPS;

fn at(seconds: u64) -> Timestamp {
    Timestamp::from_millis(0).plus(Duration::from_secs(seconds))
}

fn shown(height: u32) -> Option<Shown> {
    Some(Shown {
        width: height * 16 / 9,
        height,
    })
}

const MEANS: Means = Means {
    choice: QualityChoice::Auto,
    processor: 0,
    screen: false,
};

const EYE: Receiver = Receiver {
    camera: None,
    screen: None,
    rung: Rung::Full,
};

/// Everything that goes out, with the sound and what packets carry besides, in kbit/s.
fn uplink(shares: &[Share]) -> u32 {
    let pictures = |share: &Share| {
        let one =
            |encoding: Option<Encoding>| encoding.map_or(0, |one| one.kbps * 100 / NET_PERCENT);
        one(share.camera) + one(share.screen)
    };
    shares
        .iter()
        .map(|share| pictures(share) + SOUND_KBPS)
        .sum()
}

#[test]
fn at_four_people_the_whole_uplink_stays_under_1_5_megabits() {
    for screen in [false, true] {
        let shares = divide(&[EYE; 3], Means { screen, ..MEANS });
        let sum = uplink(&shares);
        assert!(sum < 1_500, "{sum} kbit/s: {shares:?}");
        assert!(sum > 1_000, "and is made use of: {sum} kbit/s");
    }
}

#[test]
fn whoever_does_not_look_is_sent_nothing_and_the_others_have_it() {
    let hidden = Receiver {
        camera: shown(0),
        ..EYE
    };
    let shares = divide(&[hidden, EYE, EYE, EYE, EYE], MEANS);
    let all = divide(&[EYE; 5], MEANS);
    assert_eq!(shares[0].camera, None);
    assert!(shares[1].camera.unwrap().kbps > all[1].camera.unwrap().kbps);
}

#[test]
fn a_small_tile_gets_a_small_picture() {
    let small = Receiver {
        camera: shown(148),
        ..EYE
    };
    let share = divide(&[small], MEANS)[0].camera.unwrap();
    assert_eq!((share.height, share.kbps), (180, 180));
    let large = divide(&[EYE], MEANS)[0].camera.unwrap();
    assert_eq!((large.height, large.fps), (360, 30));
}

#[test]
fn a_screen_comes_before_the_camera_and_keeps_its_size_on_a_weak_way() {
    let means = Means {
        screen: true,
        ..MEANS
    };
    let share = divide(&[EYE; 3], means)[0];
    assert!(share.screen.unwrap().kbps > 2 * share.camera.unwrap().kbps);
    let weak = Receiver {
        rung: Rung::Low,
        ..EYE
    };
    let share = divide(&[weak], means)[0];
    assert_eq!(share.screen.unwrap().height, u32::MAX);
    assert!(share.screen.unwrap().fps <= 3);
}

#[test]
fn who_saves_sends_little_and_who_wants_sound_only_sends_no_camera() {
    let saver = Means {
        choice: QualityChoice::Saver,
        ..MEANS
    };
    assert!(uplink(&divide(&[EYE; 3], saver)) < 500);
    let sound = Means {
        choice: QualityChoice::AudioOnly,
        ..MEANS
    };
    assert!(
        divide(&[EYE; 3], sound)
            .iter()
            .all(|share| share.camera.is_none())
    );
}

#[test]
fn a_busy_processor_gets_fewer_frames_and_they_come_back_late() {
    let mut processor = Processor::default();
    let steps: Vec<u32> = (0..20)
        .map(|step| processor.weigh(true, at(step * 2)))
        .collect();
    assert_eq!(steps[3], 0, "a moment is no reason");
    assert_eq!((steps[4], *steps.last().unwrap()), (1, 2));
    let busy = divide(
        &[EYE],
        Means {
            processor: 1,
            ..MEANS
        },
    )[0]
    .camera
    .unwrap();
    let free = divide(&[EYE], MEANS)[0].camera.unwrap();
    assert!(busy.fps < free.fps && busy.height < free.height);
    assert_eq!(processor.weigh(false, at(41)), 2);
    assert_eq!(processor.weigh(false, at(60)), 2);
    assert_eq!(processor.weigh(false, at(71)), 1);
    assert_eq!(
        processor.weigh(false, at(120)),
        1,
        "it waits longer each time"
    );
    assert_eq!(processor.weigh(false, at(132)), 0);
}

proptest! {
    #[test]
    fn no_company_and_no_tile_breaks_the_budget(
        heights in prop::collection::vec(prop::option::of(0u32..1_200), 1..10),
        processor in 0u32..3,
        screen: bool,
    ) {
        let receivers: Vec<Receiver> = heights
            .iter()
            .map(|height| Receiver { camera: height.and_then(shown), ..EYE })
            .collect();
        let shares = divide(&receivers, Means { processor, screen, ..MEANS });
        let pictures = uplink(&shares) - SOUND_KBPS * u32::try_from(shares.len()).unwrap();
        let budget = if receivers.len() == 1 { PICTURES_TO_ONE } else { PICTURES_TO_SEVERAL };
        prop_assert!(pictures <= budget, "{pictures} kbit/s");
    }
}
