//! Appointments in other programs' calendars, read by a library as these would.

use icalendar::{
    Calendar, CalendarComponent, CalendarDateTime, Component, DatePerhapsTime, Event, EventStatus,
};
use visavis::domain::ids::SessionId;

use crate::support::{Answer, Browser, Stage, TODAY, form, get, id_of};

/// Reads a calendar as its receiver does.
fn read(answer: &Answer) -> Vec<Event> {
    assert_eq!(answer.status, 200, "{}", answer.body);
    assert_eq!(
        answer.header("content-type"),
        Some("text/calendar; charset=utf-8")
    );
    assert!(answer.body.split("\r\n").all(|line| line.len() <= 75));
    let calendar: Calendar = answer.body.parse().unwrap();
    calendar
        .components
        .into_iter()
        .map(|component| match component {
            CalendarComponent::Event(event) => event,
            other => panic!("no event: {other:?}"),
        })
        .collect()
}

fn utc(date: Option<DatePerhapsTime>) -> String {
    match date {
        Some(DatePerhapsTime::DateTime(CalendarDateTime::Utc(time))) => {
            time.format("%Y-%m-%dT%H:%M").to_string()
        }
        other => panic!("not in UTC: {other:?}"),
    }
}

fn sequence(event: &Event) -> u32 {
    event.property_value("SEQUENCE").unwrap().parse().unwrap()
}

async fn one(stage: &Stage, id: SessionId) -> Event {
    let path = format!("/join/{id}/session.ics");
    let events = read(&get(stage.app.address, &path).await);
    assert_eq!(events.len(), 1);
    events.into_iter().next().unwrap()
}

/// The path of somebody's feed.
async fn feed(browser: &mut Browser) -> String {
    let link = browser.call("calendar_feed", "").await.json();
    let link = link.as_str().unwrap();
    link[link.find("/calendar/").unwrap()..].to_owned()
}

#[tokio::test]
async fn an_appointment_is_an_event_that_keeps_its_name_and_counts_its_changes() {
    let mut stage = Stage::set().await;
    let title = "Portfolio%3B+B%C3%BCcher,+%5Cund+alles,+was+sonst+noch+zu+besprechen+w%C3%A4re";
    let id = stage
        .arrange(&format!("title={title}&time_zone=Europe/Berlin"))
        .await;
    let event = one(&stage, id).await;
    assert_eq!(event.get_uid(), Some(id.to_string().as_str()));
    assert_eq!(
        event.get_summary(),
        Some("Portfolio; Bücher, \\und alles, was sonst noch zu besprechen wäre")
    );
    assert_eq!(utc(event.get_start()), "2025-11-20T14:00");
    assert_eq!(utc(event.get_end()), "2025-11-20T15:00");
    assert_eq!(event.get_status(), Some(EventStatus::Confirmed));
    let link = format!("http://{}/join/{id}", stage.app.address);
    assert_eq!(event.get_url(), Some(link.as_str()));
    assert_eq!(event.get_description(), Some(link.as_str()));
    assert_eq!(sequence(&event), 0);

    let moved = form(&format!("id={id}&starts={TODAY}T17:00"));
    stage.tom.call("change_session", &moved).await;
    let event = one(&stage, id).await;
    assert_eq!(event.get_uid(), Some(id.to_string().as_str()));
    assert_eq!(
        (sequence(&event), utc(event.get_start())),
        (1, "2025-11-20T17:00".to_owned())
    );

    stage.maya.call("cancel_session", &format!("id={id}")).await;
    let event = one(&stage, id).await;
    assert_eq!(
        (sequence(&event), event.get_status()),
        (2, Some(EventStatus::Cancelled))
    );
}

#[tokio::test]
async fn a_feed_has_all_appointments_of_one_person_each_by_itself() {
    let mut stage = Stage::set().await;
    let weekly = stage.arrange("weekly=true").await;
    stage.start(weekly).await;
    stage.maya.create("Now", "").await;
    let path = feed(&mut stage.tom).await;
    let events = read(&get(stage.app.address, &path).await);
    let starts: Vec<String> = events.iter().map(|event| utc(event.get_start())).collect();
    assert_eq!(starts, ["2025-11-20T15:00", "2025-11-27T15:00"]);
    assert!(
        events
            .iter()
            .all(|event| event.property_value("RRULE").is_none())
    );
    let path = feed(&mut stage.admin).await;
    assert_eq!(read(&get(stage.app.address, &path).await), []);
}

#[tokio::test]
async fn a_new_address_ends_the_one_before_and_a_disabled_account_has_none() {
    let mut stage = Stage::set().await;
    let first = feed(&mut stage.tom).await;
    let second = feed(&mut stage.tom).await;
    assert_ne!(first, second);
    assert_eq!(get(stage.app.address, &first).await.status, 404);
    assert_eq!(get(stage.app.address, &second).await.status, 200);
    assert_eq!(
        get(stage.app.address, "/calendar/nonsense/sessions.ics")
            .await
            .status,
        404
    );
    let tom = id_of(&mut stage.tom).await;
    stage
        .admin
        .call("change_person", &format!("id={tom}&change=disable"))
        .await;
    assert_eq!(get(stage.app.address, &second).await.status, 404);
    let answer = stage.app.browser().call("calendar_feed", "").await;
    assert_eq!(answer.code(), "not_signed_in");
}

#[tokio::test]
async fn what_was_begun_at_once_is_no_appointment() {
    let mut stage = Stage::set().await;
    let id = stage.maya.create("Now", "").await;
    let path = format!("/join/{id}/session.ics");
    assert_eq!(get(stage.app.address, &path).await.status, 404);
    assert_eq!(
        get(stage.app.address, "/join/nonsense/session.ics")
            .await
            .status,
        404
    );
}
