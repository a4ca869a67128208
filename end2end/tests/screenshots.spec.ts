// Pictures of every page and state, for people to look at: phone, tablet and desktop, light and dark. They land in
// `end2end/screenshots/`. Taken only when asked for by name (playwright.config.ts).

import { join as joinPath } from 'node:path';

import type { Page } from '@playwright/test';

import { expect, test } from '../fixtures/index.ts';
import { Account } from '../pages/account.ts';
import { Admin } from '../pages/admin.ts';
import { Api } from '../pages/api.ts';
import { ADA, SignIn, SignUp, signUp, TOMAS } from '../pages/entry.ts';
import { Header } from '../pages/header.ts';
import { Appointment, LATER, planSession, soon } from '../pages/appointment.ts';
import { Check } from '../pages/check.ts';
import { Home } from '../pages/home.ts';
import { comeByRoleLink, Join, joinSession } from '../pages/join.ts';
import { meet } from '../pages/meeting.ts';
import { createSession, NewSession } from '../pages/new_session.ts';
import { introduce } from '../pages/pair.ts';
import { Presets } from '../pages/presets.ts';
import { Room } from '../pages/room.ts';
import { Sessions } from '../pages/sessions.ts';
import { Settings } from '../pages/settings.ts';
import { SharedSession } from '../pages/shared_session.ts';
import { State } from '../pages/state.ts';
import { expectFramesToAdvance } from '../support/frames.ts';
import { canBeNarrow, narrow } from '../support/narrow.ts';
import { addOwnSound, speak } from '../support/own_sound.ts';
import { takeSeats } from '../support/seats.ts';

const SIZES = [
  { width: 390, height: 844 },
  { width: 768, height: 1024 },
  { width: 1440, height: 900 },
];

test.setTimeout(600_000);

/** Takes the page as it stands in all sizes and both themes. */
async function shoot(page: Page, name: string, options: { fullPage?: boolean } = {}): Promise<void> {
  const before = page.viewportSize();
  for (const size of SIZES) {
    await page.setViewportSize(size);
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await page.evaluate(
        () => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(() => drawn(undefined)))),
      );
      const { project } = test.info();
      const path = joinPath(project.testDir, '..', 'screenshots', `${name}-${size.width}-${colorScheme}.png`);
      await page.screenshot({ path, animations: 'disabled', caret: 'initial', ...options });
    }
  }
  if (before) await page.setViewportSize(before);
}

test('screenshots of the start and of the form', async ({ mentor }) => {
  const home = await new Home(mentor.page).open();
  await shoot(mentor.page, 'home');
  await home.find('tomorrow at five');
  await expect(home.wrong).not.toBeEmpty();
  await shoot(mentor.page, 'home-wrong');
  const form = await new NewSession(mentor.page).open();
  await shoot(mentor.page, 'new');
  await form.more.click();
  await shoot(mentor.page, 'new-rules', { fullPage: true });
});

test.describe('with a relay', () => {
  test.use({ settings: { VISAVIS_TURN_LISTEN: '127.0.0.1:0' } });

  test('screenshots of the look at the connection', async ({ mentor, learner, arrive }) => {
    const check = await new Check(mentor.page).open();
    await check.expectDone();
    await shoot(mentor.page, 'check', { fullPage: true });
    await check.devices.click();
    await expect(check.turnOff).toBeVisible();
    await shoot(mentor.page, 'check-good', { fullPage: true });

    const { page } = await arrive('Refused', { devices: 'refused' });
    const refused = await new Check(page).open();
    await refused.devices.click();
    await refused.expectDone();
    await shoot(page, 'check-refused', { fullPage: true });

    await learner.page.routeWebSocket('**/ws/check', (socket) => socket.close());
    await learner.page.route('**/check/transfer/*', (route) => route.fulfill({ status: 429 }));
    const shut = await new Check(learner.page).open();
    await shut.expectDone();
    await shoot(learner.page, 'check-failed', { fullPage: true });
  });
});

test('screenshots of rules of one’s own', async ({ mentor }) => {
  await signUp(mentor.page, ADA);
  const presets = new Presets(mentor.page);
  await presets.saveQuiet('Reading club');
  await presets.saveQuiet('Office hours');
  await shoot(mentor.page, 'account-rules', { fullPage: true });
  await presets.new.click();
  await presets.name.fill('Reading club');
  await shoot(mentor.page, 'rules', { fullPage: true });
  await presets.save.click();
  await expect(presets.name).toBeFocused();
  await shoot(mentor.page, 'rules-wrong');
  const form = await new NewSession(mentor.page).open();
  await form.preset('Reading club').check();
  await shoot(mentor.page, 'new-own', { fullPage: true });
  await form.preset('Only hosts').check();
  const room = await form.createSession({ title: 'Layout clinic' });
  await expect(room.rail('Session').getByRole('button', { name: 'Copy viewer link' })).toBeVisible();
  await shoot(mentor.page, 'room-links');
  await room.rail('Session').getByRole('button', { name: 'Use the rules “Office hours”' }).click();
  await expect(room.rail('Session').getByText('Rules of your own')).toBeVisible();
  await shoot(mentor.page, 'room-own-rules');
});

test('screenshots of shared sessions', async ({ mentor, learner }) => {
  const mayas = await new SharedSession(mentor.page).open();
  await shoot(mentor.page, 'shared-start', { fullPage: true });
  await mayas.begin('Maya Lindqvist');
  const code = await mayas.copyCode();
  const toms = await new SharedSession(learner.page).open();
  await toms.enter(code, 'Tomás Oliveira');
  await expect(mayas.people).toHaveCount(2);
  await shoot(mentor.page, 'shared-session', { fullPage: true });
  await mentor.page.getByRole('button', { name: 'Show the code' }).click();
  await expect(mayas.dialog).toBeVisible();
  await shoot(mentor.page, 'shared-code');
});

test('screenshots of the API', async ({ mentor }) => {
  const api = await new Api(mentor.page).open();
  await shoot(mentor.page, 'api');
  await api.showRefusals('Change a session');
  await shoot(mentor.page, 'api-all', { fullPage: true });
});

test('screenshots of the ways in and of accounts', async ({ mentor, learner, third }) => {
  const first = await new SignUp(mentor.page).open();
  await shoot(mentor.page, 'sign-up-first');
  await first.signUp({ ...ADA, password: ADA.email });
  await expect(first.password).toHaveAttribute('aria-invalid', 'true');
  await shoot(mentor.page, 'sign-up-wrong', { fullPage: true });
  await signUp(mentor.page, ADA);
  await shoot(mentor.page, 'home-signed-in');
  await new Header(mentor.page).openMenu(ADA.name);
  await shoot(mentor.page, 'account-menu');

  const admin = await new Admin(mentor.page).open();
  const link = await admin.invite('Mentor');
  await shoot(mentor.page, 'admin-link', { fullPage: true });
  await learner.page.goto(link);
  await shoot(learner.page, 'sign-up-invited');
  await signUp(learner.page, TOMAS, link);
  await admin.open();
  const another = await admin.invite('Learner');
  await signUp(third.page, { name: 'Priya Nair', email: 'priya.nair@example.org', password: 'a red bicycle' }, another);
  await admin.open();
  await admin.invite('Learner');
  await admin.done.click();
  await admin.change('Priya Nair', 'Disable');
  await admin.letSignUp('By invitation');
  await shoot(mentor.page, 'admin', { fullPage: true });
  await admin.person(TOMAS.name).getByRole('button', { name: `Change ${TOMAS.name}` }).click();
  await shoot(mentor.page, 'admin-menu');

  const account = await new Account(mentor.page).open();
  await account.tokenName.fill('Calendar script');
  await account.makeToken.click();
  await expect(account.copyToken).toBeVisible();
  await shoot(mentor.page, 'account-token', { fullPage: true });
  await account.done.click();
  await account.save.click();
  await expect(account.profile.getByRole('status')).toBeVisible();
  await shoot(mentor.page, 'account', { fullPage: true });

  await learner.page.goto('/admin');
  await shoot(learner.page, 'not-an-admin');
  const header = new Header(learner.page);
  await header.openMenu(TOMAS.name);
  await header.signOut.click();
  const back = await new SignIn(learner.page).open();
  await shoot(learner.page, 'sign-in');
  await back.signIn({ ...TOMAS, password: 'three red apples' });
  await expect(back.password).toHaveAttribute('aria-invalid', 'true');
  await shoot(learner.page, 'sign-in-wrong');
  await learner.page.goto('/signup');
  await shoot(learner.page, 'sign-up-no-way');
});

test('screenshots of the join page', async ({ mentor, learner, arrive }) => {
  const hosts = await createSession(mentor.page, { title: 'Portfolio review', name: 'Maya Lindqvist' });
  const link = await hosts.copyLink();
  const join = await new Join(learner.page).open(link);
  await expect(join.cameraOff).toBeVisible();
  await shoot(learner.page, 'join');
  await join.cameraOff.click();
  await join.microphoneOff.click();
  await expect(join.microphoneOn).toBeVisible();
  await shoot(learner.page, 'join-off');
  for (const devices of ['refused', 'none'] as const) {
    const { page } = await arrive(devices, { devices });
    const blocked = await new Join(page).open(link);
    await expect(blocked.trouble).toBeVisible();
    await shoot(page, `join-${devices}`);
  }
  const audio = await createSession(mentor.page, { title: 'Language hour', kind: 'Audio only' });
  const quiet = await new Join(learner.page).open(await audio.copyLink());
  await expect(quiet.microphoneOff).toBeVisible();
  await shoot(learner.page, 'join-audio');
});

test('screenshots of one’s own devices', async ({ learner, arrive }) => {
  const mentor = await arrive('Mentor', { devices: 'several' });
  await addOwnSound(learner.context);
  const { link, guests } = await meet(mentor, learner);
  const settings = await new Settings(mentor.page).openInCall();
  await expect.poll(() => settings.used('camera')).toBe('fake_device_0');
  await shoot(mentor.page, 'devices-call');
  await speak(learner.page, 0.3);
  await guests.turnMicrophone('off');
  await expect(guests.prompt('You are talking, and your microphone is off')).toBeVisible();
  await shoot(learner.page, 'devices-talks-muted');
  await speak(learner.page, 0);
  await guests.turnMicrophone('on');
  await expect(guests.stage.getByRole('group', { name: 'We hear nothing from your microphone' })).toBeVisible();
  await shoot(learner.page, 'devices-hears-nothing');

  const { page } = await arrive('Third', { devices: 'several' });
  const join = await new Join(page).open(link);
  await expect(join.cameraOff).toBeVisible();
  const before = await new Settings(page).openBefore();
  await expect(before.level).toBeVisible();
  await shoot(page, 'devices-before');

  const refused = await arrive('Refused', { devices: 'refused' });
  const without = await (await new Join(refused.page).open(link)).joinAs('Refused');
  await without.microphone.click();
  const told = without.stage.getByRole('group', { name: 'Your browser is blocking the microphone' });
  await expect(told).toBeVisible();
  await shoot(refused.page, 'devices-refused');
  await told.getByRole('button', { name: 'What to do' }).click();
  await shoot(refused.page, 'devices-refused-what-to-do');
});

test('screenshots of the join page without JavaScript', async ({ mentor, arrive }) => {
  const hosts = await createSession(mentor.page, { title: 'Portfolio review', name: 'Maya Lindqvist' });
  const { page } = await arrive('Learner', { javaScriptEnabled: false });
  for (const size of SIZES) {
    await page.setViewportSize(size);
    await page.goto(await hosts.copyLink());
    const { project } = test.info();
    await page.screenshot({
      path: joinPath(project.testDir, '..', 'screenshots', `join-no-javascript-${size.width}-light.png`),
    });
  }
});

test('screenshots of sessions', async ({ mentor, learner }) => {
  const ui = mentor.page;
  await signUp(ui, ADA);
  await new Sessions(ui).open();
  await shoot(ui, 'sessions-empty');
  const admin = await new Admin(ui).open();
  await signUp(learner.page, TOMAS, await admin.invite('Learner'));
  const people = [TOMAS.name];
  for (const [title, starts] of [
    ['Portfolio review', LATER],
    ['CSS layout clinic', soon(21)],
    ['Interview practice', LATER],
    ['Career plan for spring, second part of three', LATER],
  ] as const) {
    await planSession(ui, { title, people, starts });
  }
  const sessions = await planSession(ui, { title: 'Grids and white space', people });
  await sessions.startLive('Grids and white space');
  await sessions.joinNow.click();
  await new Join(ui).join.click();
  const mentors = new Room(ui);
  await mentors.expectInside();
  await mentors.sendChat('8 columns, with a wide gutter.');
  await mentors.end();
  await sessions.open();
  await sessions.startLive('Portfolio review');
  await shoot(ui, 'sessions-code');
  await ui.keyboard.press('Escape');
  await admin.open();
  await shoot(ui, 'admin-sessions', { fullPage: true });
  await sessions.open();
  await expect(sessions.join('Portfolio review')).toBeVisible();
  const learners = await new Sessions(learner.page).open();
  await learners.join('Portfolio review').click();
  await new Join(learner.page).join.click();
  await new Room(learner.page).expectInside();
  await sessions.open();
  await shoot(ui, 'sessions');
  await ui.getByRole('button', { name: 'More for CSS layout clinic' }).click();
  await shoot(ui, 'sessions-menu');
  await ui.keyboard.press('Escape');
  await sessions.upcoming.getByRole('link', { name: 'Start live session: CSS layout clinic' }).click();
  await expect(sessions.start).toBeVisible();
  await shoot(ui, 'sessions-start');
  await ui.keyboard.press('Escape');
  await sessions.calendar.getByRole('button', { name: 'Make address' }).click();
  await sessions.calendar.getByText('Copy address').scrollIntoViewIfNeeded();
  await shoot(ui, 'sessions-calendar');
  await sessions.choose('CSS layout clinic', 'Cancel session');
  await expect(ui.getByRole('textbox', { name: 'Why?' })).toBeVisible();
  await shoot(ui, 'session-cancel');
  await sessions.open();
  await sessions.upcoming.getByRole('link', { name: 'CSS layout clinic', exact: true }).click();
  await expect(ui.getByRole('heading', { level: 1 })).toHaveText('CSS layout clinic');
  await shoot(ui, 'session-upcoming');
  await ui.goto(`${ui.url()}/start`);
  await shoot(ui, 'session-start');
  await sessions.open();
  await sessions.past.getByRole('link', { name: /^Read the chat of/ }).click();
  await expect(ui.getByRole('region', { name: 'Messages' })).toContainText('8 columns');
  await shoot(ui, 'session-past');
  const form = await new Appointment(ui).open();
  await shoot(ui, 'session-new');
  await form.fill({ title: 'First look at Rust', starts: LATER, newcomer: 'Noor Haddad' });
  await shoot(ui, 'session-new-partner', { fullPage: true });
  await form.plan.click();
  const link = await ui.getByText(/^http\S+\/signup\?invitation=/).innerText();
  await shoot(ui, 'session-partner', { fullPage: true });
  await learner.page.goto(link);
  await shoot(learner.page, 'invited-with-account');
  await learner.context.clearCookies();
  await learner.page.goto(link);
  await shoot(learner.page, 'invited');
});

test('screenshots of a call of one and of two', async ({ server, mentor, learner }) => {
  const alone = await createSession(mentor.page, { title: 'Portfolio review', name: 'Maya' });
  await shoot(mentor.page, 'room-alone');
  await alone.leave();
  await shoot(mentor.page, 'left');

  const { hosts, guests } = await meet(mentor, learner, { title: 'Portfolio review' });
  await expectFramesToAdvance(hosts.picture('Learner'));
  await mentor.page.keyboard.press('Escape');
  await shoot(mentor.page, 'room-two');
  await hosts.open('Session');
  await shoot(mentor.page, 'room-two-session');
  await hosts.open('Chat');
  await shoot(mentor.page, 'room-two-chat-empty');
  await guests.sendChat('Good morning');
  await guests.sendChat('I have put the new drafts here: https://example.org/drafts?set=3');
  await hosts.sendChat('Lovely. The second one first?');
  await guests.sendChat('Yes. I was not sure whether the three columns carry it, or whether one would be calmer.');
  await hosts.expectMessage('Good morning');
  await shoot(mentor.page, 'room-two-chat');
  await hosts.open('People');
  await shoot(mentor.page, 'room-two-people');
  await mentor.page.keyboard.press('Escape');
  await hosts.more.click();
  await shoot(mentor.page, 'room-two-more');
  await mentor.page.keyboard.press('Escape');
  await mentor.page.keyboard.press('?');
  await expect(mentor.page.getByRole('dialog')).toBeVisible();
  await shoot(mentor.page, 'room-two-keys');
  await mentor.page.keyboard.press('Escape');
  await guests.turnCamera('off');
  await guests.turnMicrophone('off');
  await expect(hosts.tile('Learner')).toContainText('Microphone and camera off');
  await shoot(mentor.page, 'room-two-camera-off');

  await server.kill();
  await hosts.expectNoConnection();
  await hosts.write('Are you still there?');
  await shoot(mentor.page, 'room-two-no-connection');
  await server.startAgain();
  await hosts.expectConnected();
  await hosts.expectMessage('Are you still there?');
  await hosts.open('Session');
  await hosts.endButton.click();
  await expect(hosts.endDialog).toBeVisible();
  await shoot(mentor.page, 'room-end-question');
  await hosts.endDialog.getByRole('button', { name: 'End session' }).click();
  const ended = new State(mentor.page);
  await expect(ended.heading).toHaveText('The session has ended');
  await shoot(mentor.page, 'ended');
  await ended.readTheChat.click();
  await expect(ended.messages).toBeVisible();
  await shoot(mentor.page, 'ended-chat');
});

test('screenshots of a connection', async ({ mentor, learner, third }) => {
  for (const { context } of [mentor, learner]) await canBeNarrow(context);
  const { hosts, guests, link } = await meet(mentor, learner);
  await joinSession(third.page, link, third.name);
  await expect(hosts.tile('Learner')).toContainText('Good connection');
  const figures = await hosts.openStatistics();
  await expect(figures.getByRole('region', { name: 'Observer' })).toContainText('frames/s');
  await shoot(mentor.page, 'connection');
  await figures.getByRole('button', { name: 'Close' }).click();
  await hosts.open('People');
  await shoot(mentor.page, 'connection-people');
  await mentor.page.keyboard.press('Escape');
  await narrow(learner.page, 130);
  await expect(guests.stage.getByText(/^Your (upload is slow|connection is weak)/).first()).toBeVisible();
  await shoot(learner.page, 'connection-slow');
  await narrow(learner.page, 60);
  await expect(guests.stage.getByText('Your connection is weak. Picture paused').first()).toBeVisible();
  await shoot(learner.page, 'connection-paused');
  await expect(hosts.tile('Learner')).toContainText('Picture paused');
  await shoot(mentor.page, 'connection-paused-there');
});

test('screenshots of a call of three to five', async ({ mentor, learner, arrive }) => {
  const { hosts, link } = await meet(mentor, learner, { title: 'Portfolio review' });
  await mentor.page.keyboard.press('Escape');
  for (const [at, name] of ['Tomás Oliveira', 'Aiko', 'Noor'].entries()) {
    const { page } = await arrive(name);
    const theirs = await joinSession(page, link, name);
    await theirs.turnCamera(name === 'Aiko' ? 'off' : 'on');
    await expect(hosts.tile(name)).not.toContainText('Connecting…');
    await shoot(mentor.page, `room-${at + 3}`);
  }
  await hosts.open('Chat');
  await shoot(mentor.page, 'room-5-chat');
});

test('screenshots of pages that let nobody in', async ({ mentor, learner }) => {
  await mentor.page.goto('/join/0b8e6f52-3c1d-4a7e-9d55-1f2c7a90be34');
  await shoot(mentor.page, 'unknown-link');
  await mentor.page.goto('/find?code=tomorrow');
  await shoot(mentor.page, 'unknown-code');
  await mentor.page.goto('/nowhere');
  await shoot(mentor.page, 'not-found');

  const { link } = await meet(mentor, learner);
  const second = await learner.context.newPage();
  await second.goto(link);
  await expect(new State(learner.page).heading).toHaveText('You are in this session in another tab');
  await shoot(learner.page, 'replaced');
});

test.describe('with seats for nobody else', () => {
  test.use({ settings: { VISAVIS_ADDRESS_LIMITS: 'false' } });

  test('screenshots of a full session', async ({ server, mentor, learner }) => {
    const link = await (await createSession(mentor.page)).copyLink();
    await takeSeats(server, link, 9);
    await learner.page.goto(link);
    await expect(new State(learner.page).heading).toHaveText('This session is full');
    await shoot(learner.page, 'full');
  });
});

test('screenshots of a session that is led', async ({ mentor, learner, third, arrive }) => {
  const { hosts, guests, link } = await meet(mentor, learner, { title: 'Layout clinic' });
  await hosts.makeRoleLinks();
  const watching = await comeByRoleLink(third.page, await hosts.copyRoleLink('viewer'));
  await expect(watching.preview).toContainText('You watch and listen');
  await shoot(third.page, 'join-watching');
  const observers = await watching.joinAs('Observer');
  await expectFramesToAdvance(observers.picture('Mentor'));
  await shoot(third.page, 'room-watching');

  await guests.sendChat('Is there homework?');
  await guests.sendChat('And is the room booked for next week?');
  await hosts.sendChat('Sketches until Thursday, by link.');
  const message = (text: string) => hosts.messages.getByRole('listitem').filter({ hasText: text });
  for (const [text, what] of [
    ['Sketches until', 'Make an announcement'],
    ['Is there homework?', 'Remove message'],
  ] as const) {
    await message(text).hover();
    await message(text).getByRole('button', { name: 'Change this message' }).click();
    if (what === 'Remove message') await shoot(mentor.page, 'room-led-message-menu');
    await hosts.rail('Chat').getByRole('button', { name: what }).click();
  }
  await expect(hosts.messages).toContainText('This message was deleted');
  await expect(guests.messages).toContainText('Announcement');
  await shoot(mentor.page, 'room-led-chat');
  const rail = await hosts.open('Session');
  await rail.getByRole('button', { name: 'Pause the chat' }).click();
  await expect(guests.rail('Chat')).toContainText('The host has paused the chat.');
  await shoot(learner.page, 'room-led-chat-paused');
  await learner.page.keyboard.press('Escape');
  await shoot(mentor.page, 'room-led-session');

  await hosts.change('Learner', 'Ask to turn the microphone off');
  await expect(guests.prompt('Mentor asks you to turn your microphone off')).toBeVisible();
  await shoot(learner.page, 'room-led-asked');
  await hosts.change('Learner', 'Turn their microphone off');
  const muted = guests.bar.getByRole('button', { name: /^The host turned your microphone off/ });
  await expect(muted).toBeVisible();
  await muted.hover();
  await shoot(learner.page, 'room-led-muted');
  await hosts.change('Learner', 'Let them speak');
  await expect(guests.prompt('You may speak now')).toBeVisible();
  await shoot(learner.page, 'room-led-may-speak');
  await guests.react.click();
  await shoot(learner.page, 'room-led-reactions');
  await learner.page.keyboard.press('Escape');
  await learner.page.keyboard.press('1');
  await expect(hosts.tile('Learner').getByRole('img', { name: 'Thumbs up' })).toBeVisible();
  await shoot(mentor.page, 'room-led-reaction');
  await learner.page.setViewportSize({ width: 390, height: 844 });
  await guests.more.click();
  await shoot(learner.page, 'room-led-more');

  const names = ['Aiko', 'Noor', 'Tomás Oliveira de Albuquerque', 'Priya', 'Sam'];
  for (const name of names) {
    const { page } = await arrive(name, { devices: 'none' });
    const room = await (await new Join(page).open(link)).joinAs(name);
    if (name !== 'Sam') await room.hand.click();
  }
  await hosts.open('People');
  await expect(hosts.person('Priya')).toContainText('Hand raised');
  await shoot(mentor.page, 'room-led-people');
  await hosts.person('Noor').getByRole('button', { name: 'Change Noor' }).click();
  await shoot(mentor.page, 'room-led-person-menu');
  await mentor.page.keyboard.press('Escape');

  await hosts.choose('Who can come in', 'Ask first');
  await mentor.page.keyboard.press('Escape');
  for (const name of ['Ines', 'Jonas', 'Kim', 'Luca', 'Maximilian von und zu Hohenstein']) {
    const { page } = await arrive(name, { devices: 'none' });
    const join = await new Join(page).open(link);
    await join.name.fill(name);
    await join.knock.click();
    await expect(page.getByText('Mentor is being told that you are here.')).toBeVisible();
    if (name === 'Ines') await shoot(mentor.page, 'room-led-one-waits');
    if (name === 'Jonas') await shoot(page, 'join-waiting');
  }
  await shoot(mentor.page, 'room-led-five-wait');
  await hosts.open('People');
  await expect(hosts.knocker('Luca')).toBeVisible();
  await shoot(mentor.page, 'room-led-line');
  await hosts.knocker('Kim').getByRole('button', { name: 'Write to Kim' }).click();
  await shoot(mentor.page, 'room-led-line-write');

  await hosts.change('Noor', 'Take out of the session');
  await expect(mentor.page.getByRole('dialog', { name: 'Take Noor out?' })).toBeVisible();
  await shoot(mentor.page, 'room-led-remove');
  await mentor.page.keyboard.press('Escape');
});

test.describe('with half an hour', () => {
  test.use({ settings: { VISAVIS_MAX_SESSION_SECONDS: '1800' } });

  test('screenshots of the end of a session', async ({ server, mentor, learner, third }) => {
    await introduce(mentor, learner);
    const people = [mentor, learner, third];
    for (const { page } of people) await page.clock.install();
    const hosts = await createSession(mentor.page, { title: 'Layout clinic' });
    await hosts.showUp();
    const link = await hosts.copyLink();
    const learners = await joinSession(learner.page, link, TOMAS.name);
    const observers = await joinSession(third.page, link, 'Observer');
    await observers.sendChat('See you next week');
    const pass = async (seconds: number) => {
      await server.pass(seconds);
      for (const { page } of people) await page.clock.fastForward(seconds * 1_000);
    };
    await pass(1_800 - 300);
    await expect(hosts.prompt('The session ends in 5 minutes')).toBeVisible();
    await shoot(mentor.page, 'room-five-minutes');
    await shoot(third.page, 'room-five-minutes-guest');
    await hosts.prompt('The session ends in 5 minutes').getByRole('button', { name: 'Add 30 min' }).click();
    await pass(1_800);
    await mentor.page.goto('/');
    await pass(120);
    await expect(learners.prompt('The host has been away for a while')).toBeVisible();
    await shoot(learner.page, 'room-take-over');
    await learners.prompt('The host has been away for a while').getByRole('button').click();
    await hosts.page.goto(link);
    await hosts.expectInside();
    await learners.choose('Who can come in', 'Nobody');
    const late = await learner.context.newPage();
    await late.context().clearCookies();
    await late.goto(link);
    await shoot(late, 'locked');
    await hosts.change('Observer', 'Take out of the session');
    await mentor.page.getByRole('dialog').getByRole('button', { name: 'Take out' }).click();
    await expect(new State(third.page).heading).toHaveText('The host took you out of this session');
    await shoot(third.page, 'removed');
    await pass(1_800);
    const ended = new State(mentor.page);
    await expect(ended.heading).toHaveText('The session has ended');
    await shoot(mentor.page, 'ended-time-limit');
    await mentor.page.goto(link);
    await shoot(mentor.page, 'ended-time-limit-again');
  });
});

test('screenshots of shared screens', async ({ mentor, learner, third }) => {
  const { hosts, guests, link } = await meet(mentor, learner);
  const thirds = await joinSession(third.page, link, third.name);
  await hosts.shareScreen();
  await expectFramesToAdvance(guests.screenVideo('Mentor'));
  await shoot(mentor.page, 'screen-own');
  for (const [room, person, x] of [
    [guests, learner, 0.3],
    [thirds, third, 0.7],
  ] as const) {
    const screen = room.screen('Mentor');
    await screen.getByRole('button', { name: 'Draw', exact: true }).click();
    await screen.getByRole('button', { name: 'Keep lines' }).click();
    const box = await room.screenPicture('Mentor').boundingBox();
    if (!box) throw new Error('there is no picture');
    await person.page.mouse.move(box.x + box.width * x, box.y + box.height * 0.4);
    await person.page.mouse.down();
    await person.page.mouse.move(box.x + box.width * (x + 0.2), box.y + box.height * 0.45, { steps: 8 });
    await person.page.mouse.up();
    await screen.getByRole('button', { name: 'Point', exact: true }).click();
    await person.page.mouse.move(box.x + box.width * x, box.y + box.height * 0.6, { steps: 3 });
  }
  await expect(guests.stage.locator('.pointer')).toHaveCount(2);
  await shoot(learner.page, 'screen');
  await shoot(mentor.page, 'screen-own-marks');
  await guests.open('Chat');
  await shoot(learner.page, 'screen-chat');
  await guests.chat.click();
  await guests.screen('Mentor').getByRole('button', { name: 'Actual size' }).click();
  await shoot(learner.page, 'screen-actual-size');
  await guests.screen('Mentor').getByRole('button', { name: 'Actual size' }).click();
  await guests.screen('Mentor').getByRole('button', { name: 'Fill window' }).click();
  await shoot(learner.page, 'screen-filled');
  await learner.page.keyboard.press('Escape');
  await thirds.shareScreen();
  await expect(guests.stage.getByRole('combobox', { name: 'Which screen is large' })).toBeVisible();
  await shoot(learner.page, 'screen-two');
  await shoot(mentor.page, 'screen-own-and-theirs');
});
