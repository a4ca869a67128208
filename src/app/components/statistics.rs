//! The figures of every connection, for whoever wants to know or has to report them; and the choice of how good
//! pictures are to be.

use std::fmt::Write;

use leptos::prelude::*;

use super::{
    check_link::check_link,
    copy_button::CopyButton,
    dialog::{Dialog, Leave},
    quality_choice::QualityChoices,
};
use crate::{
    app::{
        call_view::CallView,
        text::{self, connection as words},
    },
    call::link_report::{LinkReport, Medium, PictureSize},
};

/// Somebody's figures: their name, and what stands in which row.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Figures {
    name: String,
    rows: Vec<(&'static str, String)>,
}

/// The dialog.
#[component]
pub fn StatisticsDialog(view: CallView) -> impl IntoView {
    let figures = view.read(|state| {
        let people = state.people.iter();
        people
            .map(|person| Figures {
                name: person.user.name.to_string(),
                rows: person.way.report.as_ref().map_or_else(Vec::new, rows),
            })
            .collect::<Vec<_>>()
    });
    let copied = Signal::derive(move || figures.with(|figures| as_text(figures)));
    let list = move || {
        // Closed it costs nothing.
        if !view.statistics.get() {
            return ().into_any();
        }
        let figures = figures.get();
        if figures.is_empty() {
            return view! { <p class="hint">{words::NOBODY}</p> }.into_any();
        }
        figures
            .into_iter()
            .map(figures_of)
            .collect::<Vec<_>>()
            .into_any()
    };
    view! {
        <Dialog open=view.statistics label="statistics-title">
            <div class="dialog-body">
                <h2 class="title-3" id="statistics-title">
                    {words::TITLE}
                </h2>
                <QualityChoices view=view group="figures-quality"/>
                <div class="figures">{list}</div>
                <p>{check_link("link")}</p>
            </div>
            <div class="dialog-actions">
                <CopyButton
                    what=copied
                    label=words::COPY
                    name=words::COPY_NAME
                    done=words::COPIED
                    class="button button-tonal"
                />
                <Leave open=view.statistics word=text::CLOSE class="button button-primary"/>
            </div>
        </Dialog>
    }
    .into_any()
}

fn figures_of(figures: Figures) -> AnyView {
    let Figures { name, rows } = figures;
    let label = name.clone();
    let rows = if rows.is_empty() {
        view! { <p class="hint">{words::MEASURING}</p> }.into_any()
    } else {
        let rows = rows.into_iter();
        let rows = rows.map(|(word, figure)| {
            view! {
                <div>
                    <dt>{word}</dt>
                    <dd>{figure}</dd>
                </div>
            }
            .into_any()
        });
        view! { <dl>{rows.collect::<Vec<_>>()}</dl> }.into_any()
    };
    view! {
        <section class="dialog-facts" aria-label=label>
            <h3 class="figures-name">{name}</h3>
            {rows}
        </section>
    }
    .into_any()
}

fn rows(report: &LinkReport) -> Vec<(&'static str, String)> {
    let jitter = report.receiving.iter().map(|one| one.jitter_ms).max();
    let sent = report
        .sending
        .iter()
        .map(|one| media(one.medium, &one.codec, one.picture, one.amount));
    let received = report
        .receiving
        .iter()
        .map(|one| media(one.medium, &one.codec, one.picture, one.amount));
    let listed = |each: Vec<String>| each.join("; ");
    let optional = [
        (words::WAY, report.path.map(words::path)),
        (words::ROUND_TRIP, report.round_trip_ms.map(words::millis)),
        (
            words::LOSS,
            Some(words::losses(report.sent_loss, report.received_loss)),
        ),
        (words::JITTER, jitter.map(words::millis)),
        (
            words::RATE,
            Some(words::rates(report.sent_kbps, report.received_kbps)),
        ),
        (words::ROOM, report.available_kbps.map(words::rate)),
        (words::SENT, Some(listed(sent.collect()))),
        (words::RECEIVED, Some(listed(received.collect()))),
    ];
    optional
        .into_iter()
        .filter_map(|(word, figure)| Some((word, figure.filter(|figure| !figure.is_empty())?)))
        .collect()
}

fn media(medium: Medium, codec: &str, picture: PictureSize, amount: u64) -> String {
    match medium {
        Medium::Sound => words::sound(codec),
        Medium::Picture if amount == 0 => words::NO_PICTURE.to_owned(),
        Medium::Picture => words::picture(codec, picture.width, picture.height, picture.fps),
    }
}

/// Names are left out too: who reports a fault sends it to somebody who was not in the call.
fn as_text(figures: &[Figures]) -> String {
    let mut text = String::new();
    for (number, person) in (1..).zip(figures) {
        let _ = writeln!(text, "{number}.");
        for (word, figure) in &person.rows {
            let _ = writeln!(text, "{word}: {figure}");
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::call::link_report::{Carrier, Path, tests::report};

    #[test]
    fn what_is_copied_has_figures_and_neither_names_nor_addresses() {
        let report = LinkReport {
            path: Some(Path {
                relayed: true,
                carrier: Carrier::Tls,
            }),
            sent_loss: 61,
            ..report()
        };
        let text = as_text(&[Figures {
            name: "Ana".to_owned(),
            rows: rows(&report),
        }]);
        assert!(text.contains("Way: by relay, TLS\n"), "{text}");
        assert!(
            text.contains("Lost, out and in: 6.1 % and 0.0 %\n"),
            "{text}"
        );
        assert!(!text.contains("Ana"));
    }
}
