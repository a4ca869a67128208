//! One operation of the public API: what it does, what it takes, and how it is asked.

use leptos::prelude::*;

use super::{
    api_fields::{ApiFields, kind},
    copy_command::CopyCommand,
    prose::{Prose, with_code},
};
use crate::app::{
    api_reference::{Answer, Field, Operation},
    text::api as words,
};

/// The operation.
#[component]
pub fn ApiOperation(operation: Operation) -> impl IntoView {
    let Operation {
        id,
        method,
        path,
        summary,
        about,
        scope,
        parameters,
        body,
        command,
        answer,
        refusals,
    } = operation;
    let title_id = format!("{id}-title");
    let needs = match scope {
        Some(scope) => words::needs(&scope),
        None => words::FOR_ALL.to_owned(),
    };
    let refused = refusals.iter().map(refusal).collect::<Vec<_>>();
    let answered = kind(&answer.kind);
    view! {
        <article class="api-operation" id=id aria-labelledby=title_id>
            <div class="api-about">
                <h3 class="title-4" id=title_id.clone()>
                    {summary.clone()}
                </h3>
                <p class="api-line">
                    <MethodBadge method=method/>
                    <code class="api-path">{breakable(&path)}</code>
                </p>
                <Prose text=about/>
                <p class="api-needs">{with_code(&needs)}</p>
                {part(words::PARAMETERS, parameters)}
                {part(words::BODY, body)}
                <details class="api-refusals">
                    <summary>{words::REFUSALS}</summary>
                    <dl>{refused}</dl>
                </details>
            </div>
            <div class="api-examples">
                <figure class="api-code">
                    <figcaption>
                        {words::COMMAND} <CopyCommand command=command.clone() summary=summary.clone()/>
                    </figcaption>
                    <pre>{command}</pre>
                </figure>
                <figure class="api-code">
                    <figcaption>
                        <span>{words::ANSWER} " " <b>{answer.status}</b></span>
                        <span class="api-kind">{answered}</span>
                    </figcaption>
                    <pre>{answer.example}</pre>
                </figure>
            </div>
        </article>
    }
    .into_any()
}

/// What is done with what the path names.
#[component]
pub fn MethodBadge(method: String) -> impl IntoView {
    let class = match method.as_str() {
        "GET" => "api-method api-method-read",
        _ => "api-method",
    };
    view! { <span class=class>{method}</span> }.into_any()
}

fn part(title: &'static str, fields: Vec<Field>) -> Option<AnyView> {
    (!fields.is_empty()).then(|| {
        view! {
            <h4>{title}</h4>
            <ApiFields fields=fields/>
        }
        .into_any()
    })
}

fn refusal(answer: &Answer) -> AnyView {
    let status = answer.status.clone();
    view! {
        <div>
            <dt>{status}</dt>
            <dd>{with_code(&answer.about)}</dd>
        </div>
    }
    .into_any()
}

/// A path that a narrow page may break after a slash.
fn breakable(path: &str) -> Vec<AnyView> {
    path.split_inclusive('/')
        .map(|part| {
            let part = part.to_owned();
            view! { {part} <wbr/> }.into_any()
        })
        .collect()
}
