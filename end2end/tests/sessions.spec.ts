// Mentors and learners who meet by appointment: planning, beginning with a code that is read aloud, and what is left.

import { readFile } from 'node:fs/promises';

import { expect, test, type Person } from '../fixtures/index.ts';
import { Appointment, LATER, nextYear, planSession, said, soon } from '../pages/appointment.ts';
import { ADA, SignIn, signIn, signUp, TOMAS } from '../pages/entry.ts';
import { Home } from '../pages/home.ts';
import { Join } from '../pages/join.ts';
import { introduce } from '../pages/pair.ts';
import { Room } from '../pages/room.ts';
import { Sessions } from '../pages/sessions.ts';
import { State } from '../pages/state.ts';
import { expectFramesToAdvance } from '../support/frames.ts';
import { press, tabTo } from '../support/keyboard.ts';

/** As somebody types what was read to them. */
function sloppily(code: string): string {
  return ` ${code.toLowerCase().replace('-', ' ').replaceAll('0', 'o').replaceAll('1', 'l')} `;
}

/** Goes in from the page before the call, by one's account. */
async function enter({ page }: Person): Promise<Room> {
  const join = new Join(page);
  await expect(join.cameraOff).toBeVisible();
  await join.join.click();
  const room = new Room(page);
  await room.expectInside();
  return room;
}

test('a mentor plans, starts and reads the code; the learner types it sloppily; both see each other', async ({
  mentor,
  learner,
}) => {
  await introduce(mentor, learner);
  const sessions = await planSession(mentor.page, {
    title: 'CSS layout clinic',
    people: [TOMAS.name],
    starts: soon(21, await zoneOf(mentor)),
  });
  await expect(sessions.row('upcoming', 'CSS layout clinic')).toContainText(`with ${TOMAS.name}`);
  await expect(sessions.row('upcoming', 'CSS layout clinic')).toContainText(/in (20|21) minutes/);

  const code = await sessions.startLive('CSS layout clinic');
  expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/);
  await expect(sessions.dialog).toContainText(/Works for (59|60) more minutes/);
  await sessions.joinNow.click();
  const mentors = await enter(mentor);

  const home = await new Home(learner.page).open();
  await home.find(sloppily(code));
  await expect(new Join(learner.page).title).toHaveText('CSS layout clinic');
  const learners = await enter(learner);
  await expectFramesToAdvance(learners.picture(ADA.name));
  await expectFramesToAdvance(mentors.picture(TOMAS.name));
});

test('the partner’s open page turns live by itself, and both go in with one click', async ({ mentor, learner }) => {
  await introduce(mentor, learner);
  const mentors = await planSession(mentor.page, { title: 'Portfolio review', people: [TOMAS.name] });
  const learners = await new Sessions(learner.page).open();
  await expect(learners.row('upcoming', 'Portfolio review')).toBeVisible();
  await learner.page.evaluate(() => Object.assign(window, { same: true }));

  await mentors.startLive('Portfolio review');
  await expect(learners.join('Portfolio review')).toBeVisible();
  await expect(learners.row('upcoming', 'Portfolio review')).toHaveCount(0);
  expect(await learner.page.evaluate(() => 'same' in window), 'the page was not loaded again').toBe(true);

  await learners.join('Portfolio review').click();
  const inside = await enter(learner);
  await mentor.page.keyboard.press('Escape');
  await mentors.join('Portfolio review').click();
  await enter(mentor);
  await inside.expectPeople(ADA.name);
});

test('a new code ends the old one, and a wrong code says what to do', async ({ mentor, third }) => {
  await signUp(mentor.page, ADA);
  const sessions = await planSession(mentor.page, { title: 'Open hour', guests: true, meeting: 'Open' });
  const old = await sessions.startLive('Open hour');
  await mentor.page.keyboard.press('Escape');
  await sessions.live.getByRole('link', { name: 'Invite to Open hour' }).click();
  await expect(sessions.dialog).toContainText('The code before ends at once.');
  await sessions.makeCode.click();
  const fresh = await sessions.readCode();
  expect(fresh).not.toBe(old);

  const home = await new Home(third.page).open();
  await home.find(old);
  await expect(home.wrong).toHaveText('This code doesn’t open a session. Check it, or ask for a new one.');
  await home.find(`Maya says it is ${fresh}!`);
  await expect(new Join(third.page).title).toHaveText('Open hour');
});

test('an appointment is edited, and called off with a reason that the other one reads', async ({ mentor, learner }) => {
  await introduce(mentor, learner);
  const sessions = await planSession(mentor.page, { title: 'Interview practice', people: [TOMAS.name], minutes: 30 });
  await expect(sessions.row('upcoming', 'Interview practice')).toContainText('30 minutes');
  await sessions.choose('Interview practice', 'Edit or reschedule');
  const form = new Appointment(mentor.page);
  await expect(form.when).toHaveValue(LATER);
  await expect(form.person(TOMAS.name)).toBeChecked();
  await form.fill({ title: 'Interview training', starts: nextYear('01-16T10:30'), minutes: 45 });
  await form.save.click();
  const changed = sessions.row('upcoming', 'Interview training');
  await expect(changed).toContainText(said(nextYear('01-16T10:30')));
  await expect(changed).toContainText('45 minutes');

  await sessions.open();
  await sessions.choose('Interview training', 'Cancel session');
  await mentor.page.getByRole('textbox', { name: 'Why?' }).fill('I am ill');
  await mentor.page.getByRole('button', { name: 'Cancel session' }).click();
  await expect(sessions.upcoming).toContainText('Nothing planned yet');

  const learners = await new Sessions(learner.page).open();
  await expect(learners.row('past', 'Interview training')).toContainText('Called off');
  await learners.past.getByRole('link', { name: /^Details of Interview training/ }).click();
  await expect(learner.page.getByText('It was called off: I am ill')).toBeVisible();
});

test('of those that repeat, this one or all that follow are called off', async ({ mentor }) => {
  await signUp(mentor.page, ADA);
  const sessions = await planSession(mentor.page, { title: 'Weekly hour', weekly: true });
  await expect(sessions.row('upcoming', 'Weekly hour')).toContainText(said(LATER));
  await expect(sessions.row('upcoming', 'Weekly hour')).toContainText('every week');
  await sessions.choose('Weekly hour', 'Cancel session');
  await mentor.page.getByRole('button', { name: 'Cancel session' }).click();
  await expect(sessions.row('upcoming', 'Weekly hour')).toContainText(said(nextYear('01-22T15:00')));
  await sessions.open();
  await sessions.choose('Weekly hour', 'Cancel session');
  await mentor.page.getByRole('radio', { name: 'This and all that follow' }).check();
  await mentor.page.getByRole('button', { name: 'Cancel session' }).click();
  await expect(sessions.upcoming).toContainText('Nothing planned yet');
});

test('a past session shows who was there and its chat, which is saved, and one takes back what one wrote', async ({
  mentor,
  learner,
}) => {
  await introduce(mentor, learner);
  const sessions = await planSession(mentor.page, { title: 'Grids and white space', people: [TOMAS.name] });
  await sessions.startLive('Grids and white space');
  await sessions.joinNow.click();
  const mentors = await enter(mentor);
  const learners = await new Sessions(learner.page).open();
  await learners.join('Grids and white space').click();
  const inside = await enter(learner);
  await inside.sendChat('What grid is that?');
  await mentors.sendChat('8 columns, with a wide gutter.');
  await mentors.end();

  await sessions.open();
  await sessions.past.getByRole('link', { name: /^Read the chat of Grids and white space/ }).click();
  const people = mentor.page.getByRole('region', { name: 'Who was there' });
  await expect(people.getByRole('listitem')).toHaveCount(2);
  await expect(people).toContainText(TOMAS.name);
  await expect(people).toContainText('< 1 min');
  const chat = mentor.page.getByRole('region', { name: 'Messages' });
  await expect(chat).toContainText('What grid is that?');

  const saving = mentor.page.waitForEvent('download');
  await mentor.page.getByRole('link', { name: 'Save as Markdown' }).click();
  const file = await readFile(await (await saving).path(), 'utf8');
  expect(file).toContain('8 columns, with a wide gutter');

  await expect(chat.getByRole('button', { name: /^Delete your message/ })).toHaveCount(1);
  await chat.getByRole('button', { name: 'Delete your message “8 columns, with a wide gutter.”' }).click();
  await chat.getByRole('button', { name: 'Delete your message' }).click();
  await expect(chat).not.toContainText('8 columns');
  await mentor.page.reload();
  await expect(chat).toContainText('What grid is that?');
  await expect(chat).not.toContainText('8 columns');
});

test.describe('in two time zones', () => {
  test('everybody sees a session by their own clock', async ({ arrive }) => {
    const ada = await arrive('Ada', { timezoneId: 'Europe/Berlin' });
    const tomas = await arrive('Tomás', { timezoneId: 'America/New_York' });
    await introduce(ada, tomas);
    const hers = await planSession(ada.page, { title: 'Far away', people: [TOMAS.name], starts: nextYear('07-01T03:30') });
    await expect(hers.row('upcoming', 'Far away')).toContainText(said(nextYear('07-01T03:30')));
    const his = await new Sessions(tomas.page).open();
    await expect(his.row('upcoming', 'Far away')).toContainText(said(nextYear('06-30T21:30')));
    // In winter and in summer the two are six hours apart; for three weeks in March they are five.
    await planSession(ada.page, { title: 'In March', people: [TOMAS.name], starts: nextYear('03-20T12:00') });
    await his.open();
    await expect(his.row('upcoming', 'In March')).toContainText(said(nextYear('03-20T07:00')));
  });
});

test('somebody else’s session is not to be seen, and a guest signs in first', async ({ mentor, learner, third }) => {
  await introduce(mentor, learner);
  const sessions = await planSession(mentor.page, { title: 'Private' });
  await sessions.upcoming.getByRole('link', { name: 'Private', exact: true }).click();
  await expect(mentor.page.getByRole('heading', { level: 1, name: 'Private' })).toBeVisible();
  const path = new URL(mentor.page.url()).pathname;
  for (const page of ['', '/edit', '/cancel', '/start']) {
    expect((await learner.page.goto(path + page))?.status(), page).toBe(404);
  }
  await third.page.goto('/sessions');
  await expect(new SignIn(third.page).heading).toBeVisible();
  await new SignIn(third.page).signIn(TOMAS);
  await expect(new Sessions(third.page).heading).toBeVisible();
});

test('the link of a session that has not begun says when, and goes on by itself when it begins', async ({
  mentor,
  third,
}) => {
  await signUp(mentor.page, ADA);
  const sessions = await planSession(mentor.page, { title: 'Open hour', guests: true, meeting: 'Open' });
  await sessions.upcoming.getByRole('link', { name: 'Open hour', exact: true }).click();
  await expect(mentor.page.getByRole('heading', { level: 1, name: 'Open hour' })).toBeVisible();
  const id = new URL(mentor.page.url()).pathname.split('/')[2];
  await third.page.clock.install();
  await third.page.goto(`/join/${id}`);
  const state = new State(third.page);
  await expect(state.heading).toHaveText('Open hour');
  await expect(third.page.getByText(`${ADA.name} planned this session.`)).toBeVisible();
  await expect(third.page.getByText(/^It begins: \S+ 15 January, 15:00/)).toBeVisible();
  await mentor.page.goto(`/join/${id}`);
  await mentor.page.getByRole('link', { name: 'Start live session' }).click();
  await mentor.page.getByRole('button', { name: 'Start live session' }).click();
  await expect(new Sessions(mentor.page).code).toBeVisible();
  await third.page.clock.fastForward(10_000);
  await expect(new Join(third.page).join).toBeVisible();
});

test('the calendar has an address of its own, and one session is a file', async ({ mentor }) => {
  await signUp(mentor.page, ADA);
  await planSession(mentor.page, { title: 'CSS layout clinic', starts: soon(20) });
  const sessions = await planSession(mentor.page, { title: 'Open hour' });
  const more = mentor.page.getByRole('button', { name: 'More for CSS layout clinic' });
  for (const title of ['CSS layout clinic', 'Open hour']) {
    await more.click();
    await expect(mentor.page.getByRole('link', { name: 'Add to calendar' })).toBeVisible();
    const start = sessions.upcoming.getByRole('link', { name: `Start live session: ${title}` });
    // The menu covers no button. A try does nothing but close the menu.
    await start.click({ trial: true, timeout: 5_000 });
    await expect(mentor.page.getByRole('link', { name: 'Add to calendar' })).toBeHidden();
  }
  await more.click();
  const saving = mentor.page.waitForEvent('download');
  await mentor.page.getByRole('link', { name: 'Add to calendar' }).click();
  expect(await readFile(await (await saving).path(), 'utf8')).toContain('SUMMARY:CSS layout clinic');
  await mentor.page.keyboard.press('Escape');

  await sessions.calendar.getByRole('button', { name: 'Make address' }).click();
  const address = sessions.calendar.getByText(/^http\S+\/calendar\//);
  const feed = await mentor.page.request.get(await address.innerText());
  expect(await feed.text()).toContain('CSS layout clinic');
  const old = await address.innerText();
  await sessions.calendar.getByRole('button', { name: 'Make a new one' }).click();
  await expect(address).not.toHaveText(old);
  expect((await mentor.page.request.get(old)).status()).toBe(404);
});

test('a session is planned and begun by keyboard alone', async ({ mentor }) => {
  await signUp(mentor.page, ADA);
  const sessions = await new Sessions(mentor.page).open();
  await press(mentor.page, sessions.newSession);
  const form = new Appointment(mentor.page);
  await tabTo(mentor.page, form.about);
  await mentor.page.keyboard.type('Reading club');
  await tabTo(mentor.page, form.when);
  // Day and month stand in the order of the browser's language.
  await mentor.page.keyboard.type(`0101${LATER.slice(0, 4)}`);
  await mentor.page.keyboard.press('Tab');
  await mentor.page.keyboard.type('1500');
  await press(mentor.page, form.plan);
  await expect(sessions.row('upcoming', 'Reading club')).toContainText(said(nextYear('01-01T15:00')));
  await sessions.open();
  await press(mentor.page, sessions.upcoming.getByRole('link', { name: 'Start live session: Reading club' }));
  await expect(sessions.start).toBeFocused();
  await mentor.page.keyboard.press('Enter');
  await expect(sessions.dialog.getByRole('heading', { name: '“Reading club” is live' })).toBeFocused();
  await mentor.page.keyboard.press('Escape');
  await expect(sessions.join('Reading club')).toBeVisible();
});

test('without JavaScript sessions are listed, planned, changed and called off', async ({ mentor, arrive }) => {
  await signUp(mentor.page, ADA);
  const { page } = await arrive('Ada', { javaScriptEnabled: false });
  await signIn(page, ADA);
  const form = await new Appointment(page).open();
  await form.fill({ title: 'Reading club', starts: '2020-01-15T15:00', guests: true, minutes: 90 });
  await form.plan.click();
  await expect(form.when).toHaveAccessibleDescription(/Choose a time to come/);
  await expect(form.about).toHaveValue('Reading club');
  await expect(form.guests).toBeChecked();
  await expect(form.length).toHaveValue('90');
  await form.fill({ starts: LATER });
  await form.plan.click();
  const sessions = new Sessions(page);
  await expect(sessions.row('upcoming', 'Reading club')).toContainText('1 h 30 min');
  await sessions.upcoming.getByRole('link', { name: 'Reading club', exact: true }).click();
  await page.getByRole('link', { name: 'Edit or reschedule' }).click();
  await form.fill({ title: 'Writing club' });
  await form.save.click();
  await sessions.upcoming.getByRole('link', { name: 'Writing club', exact: true }).click();
  await page.getByRole('link', { name: 'Cancel session' }).click();
  await page.getByRole('button', { name: 'Cancel session' }).click();
  await expect(sessions.row('past', 'Writing club')).toContainText('Called off');
});

/** The time zone of somebody's browser. */
function zoneOf({ page }: Person): Promise<string> {
  return page.evaluate(() => Intl.DateTimeFormat().resolvedOptions().timeZone);
}
