//! The public API, for people who write programs. Everything on it is drawn from the document of the API.

use leptos::prelude::*;

use crate::{
    app::{
        api_reference::{ApiDocument, Group, Reference, Shape},
        components::{
            api_fields::{ApiFields, shape_id},
            api_operation::{ApiOperation, MethodBadge},
            icon::Icon,
            page::Page,
            page_footer::PageFooter,
            prose::Prose,
        },
        door,
        text::api as words,
    },
    protocol::route::{API_DOCUMENT_PATH, Route},
};

/// The ids of the parts that every such page has.
const FIRST: &str = "first";
const OBJECTS: &str = "objects";

/// The page of `/api`.
#[component]
pub fn ApiPage() -> impl IntoView {
    door::set_page_title(words::TITLE);
    let Reference {
        about,
        version,
        groups,
        shapes,
    } = Reference::read(&expect_context::<ApiDocument>());
    let contents = contents(&groups);
    let groups = groups.into_iter().map(group).collect::<Vec<_>>();
    let shapes = shapes.into_iter().map(shape).collect::<Vec<_>>();
    let tokens = format!("{}#tokens", Route::Account.path());
    view! {
        <Page footer=view! { <PageFooter/> }.into_any()>
            <div class="api wrap">
                <header class="api-head">
                    <h1 class="title-1">{words::TITLE} " " <span class="badge">{version}</span></h1>
                    <p class="lead">{words::LEAD}</p>
                    <div class="actions">
                        <a class="button button-primary button-44" href=tokens>
                            <Icon name="key"/>
                            {words::MAKE_TOKEN}
                        </a>
                        <a class="button button-secondary button-44" href=API_DOCUMENT_PATH>
                            <Icon name="link"/>
                            {words::DOCUMENT}
                        </a>
                    </div>
                </header>
                {contents}
                <div class="api-body">
                    <section class="api-group api-first" id=FIRST aria-labelledby="first-title">
                        <h2 class="title-3" id="first-title">
                            {words::FIRST}
                        </h2>
                        <Prose text=about/>
                    </section>
                    {groups}
                    <section class="api-group" id=OBJECTS aria-labelledby="objects-title">
                        <h2 class="title-3" id="objects-title">
                            {words::OBJECTS}
                        </h2>
                        <p>{words::OBJECTS_HINT}</p>
                        {shapes}
                    </section>
                </div>
            </div>
        </Page>
    }
    .into_any()
}

fn group_id(name: &str) -> String {
    name.to_lowercase().replace(' ', "-")
}

fn contents(groups: &[Group]) -> AnyView {
    let groups = groups
        .iter()
        .map(|group| {
            let operations = group
                .operations
                .iter()
                .map(|operation| {
                    view! {
                        <li>
                            <a href=format!("#{}", operation.id)>
                                <MethodBadge method=operation.method.clone()/>
                                <span>{operation.summary.clone()}</span>
                            </a>
                        </li>
                    }
                    .into_any()
                })
                .collect::<Vec<_>>();
            view! {
                <li>
                    <a href=format!("#{}", group_id(&group.name))>{group.name.clone()}</a>
                    <ul>{operations}</ul>
                </li>
            }
            .into_any()
        })
        .collect::<Vec<_>>();
    view! {
        <nav class="api-contents" aria-label=words::CONTENTS>
            <ul>
                <li>
                    <a href=format!("#{FIRST}")>{words::FIRST}</a>
                </li>
                {groups}
                <li>
                    <a href=format!("#{OBJECTS}")>{words::OBJECTS}</a>
                </li>
            </ul>
        </nav>
    }
    .into_any()
}

fn group(group: Group) -> AnyView {
    let id = group_id(&group.name);
    let title_id = format!("{id}-title");
    let operations = group
        .operations
        .into_iter()
        .map(|operation| view! { <ApiOperation operation=operation/> }.into_any())
        .collect::<Vec<_>>();
    view! {
        <section class="api-group" id=id aria-labelledby=title_id>
            <h2 class="title-3" id=title_id.clone()>
                {group.name}
            </h2>
            <p>{group.about}</p>
            {operations}
        </section>
    }
    .into_any()
}

fn shape(shape: Shape) -> AnyView {
    let id = shape_id(&shape.name);
    view! {
        <article class="api-shape" id=id>
            <h3 class="title-4">{shape.name}</h3>
            <Prose text=shape.about/>
            <ApiFields fields=shape.fields/>
        </article>
    }
    .into_any()
}
