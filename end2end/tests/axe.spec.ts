// No page and no state has a barrier, in light and in dark.

import { expect, test } from '../fixtures/index.ts';
import { Account } from '../pages/account.ts';
import { Admin } from '../pages/admin.ts';
import { Api } from '../pages/api.ts';
import { ADA, SignIn, SignUp, signUp, TOMAS } from '../pages/entry.ts';
import { Header } from '../pages/header.ts';
import { Appointment, LATER, planSession } from '../pages/appointment.ts';
import { Home } from '../pages/home.ts';
import { Join } from '../pages/join.ts';
import { meet } from '../pages/meeting.ts';
import { createSession, NewSession } from '../pages/new_session.ts';
import { Sessions } from '../pages/sessions.ts';
import { Settings } from '../pages/settings.ts';
import { SharedSession } from '../pages/shared_session.ts';
import { State } from '../pages/state.ts';
import { expectNoBarrier } from '../support/barriers.ts';

test('the start page has no barrier, nor when it says that something is wrong', async ({ mentor }) => {
  const home = await new Home(mentor.page).open();
  await expectNoBarrier(mentor.page, 'start');
  await home.find('tomorrow at five');
  await expect(home.wrong).not.toBeEmpty();
  await expectNoBarrier(mentor.page, 'start with a wrong code');
});

test('the page of the API has no barrier', async ({ mentor }) => {
  const api = await new Api(mentor.page).open();
  await api.showRefusals('Change a session');
  await expectNoBarrier(mentor.page, 'API');
});

test('shared sessions have no barrier, from the way in to the code in large', async ({ mentor }) => {
  const shared = await new SharedSession(mentor.page).open();
  await expectNoBarrier(mentor.page, 'shared sessions');
  await shared.box.fill('ABC-123');
  await shared.join.click();
  await expect(shared.wrong).toBeVisible();
  await expectNoBarrier(mentor.page, 'shared sessions with a wrong code');
  await shared.begin('Maya');
  await expectNoBarrier(mentor.page, 'shared session');
  await mentor.page.getByRole('button', { name: 'Show the code' }).click();
  await expect(shared.dialog).toBeVisible();
  await expectNoBarrier(mentor.page, 'shared session with its code');
});

test('the form for a new session has no barrier', async ({ mentor }) => {
  await new NewSession(mentor.page).open();
  await expectNoBarrier(mentor.page, 'new session');
});

test('the ways in have no barrier, nor when they say that something is wrong', async ({ mentor, learner }) => {
  const form = await new SignUp(mentor.page).open();
  await expectNoBarrier(mentor.page, 'first sign up');
  await form.signUp({ ...ADA, password: ADA.email });
  await expect(form.password).toHaveAttribute('aria-invalid', 'true');
  await expectNoBarrier(mentor.page, 'sign up with a wrong password');
  await signUp(mentor.page, ADA);
  await new Header(mentor.page).openMenu(ADA.name);
  await expectNoBarrier(mentor.page, 'menu of the account');

  const back = await new SignIn(learner.page).open();
  await expectNoBarrier(learner.page, 'sign in');
  await back.signIn({ ...ADA, password: 'a loud heron' });
  await expect(back.password).toHaveAttribute('aria-invalid', 'true');
  await expectNoBarrier(learner.page, 'sign in with a wrong password');
  await learner.page.goto('/signup');
  await expectNoBarrier(learner.page, 'sign up without an invitation');
});

test('account, people and settings have no barrier', async ({ mentor, learner }) => {
  await signUp(mentor.page, ADA);
  const admin = await new Admin(mentor.page).open();
  await signUp(learner.page, TOMAS, await admin.invite('Mentor'));
  await expectNoBarrier(mentor.page, 'admin with a new link');
  await admin.open();
  await admin.invite('Learner');
  await admin.done.click();
  await admin.change(TOMAS.name, 'Disable');
  await admin.person(TOMAS.name).getByRole('button', { name: `Change ${TOMAS.name}` }).click();
  await expectNoBarrier(mentor.page, 'admin with a menu');
  await admin.letSignUp('By invitation');
  await expectNoBarrier(mentor.page, 'admin, saved');

  const account = await new Account(mentor.page).open();
  await account.tokenName.fill('Calendar script');
  await account.makeToken.click();
  await expect(account.copyToken).toBeVisible();
  await expectNoBarrier(mentor.page, 'account with a new token');
  await account.done.click();
  await expect(account.token('Calendar script')).toBeVisible();
  await expectNoBarrier(mentor.page, 'account');
});

test('the join page has no barrier, with devices and without', async ({ mentor, learner, arrive }) => {
  const link = await (await createSession(mentor.page, { title: 'Reading club' })).copyLink();
  const join = await new Join(learner.page).open(link);
  await expect(join.cameraOff).toBeVisible();
  await expectNoBarrier(learner.page, 'join');
  const settings = await new Settings(learner.page).openBefore();
  await expect(settings.level).toBeVisible();
  await expectNoBarrier(learner.page, 'join, devices');
  await settings.done();
  await join.cameraOff.click();
  await expect(join.cameraOn).toBeVisible();
  await expectNoBarrier(learner.page, 'join, camera off');

  const { page } = await arrive('Refused', { devices: 'refused' });
  const refused = await new Join(page).open(link);
  await expect(refused.trouble).toBeVisible();
  await expectNoBarrier(page, 'join, refused');
});

test('the pages of sessions have no barrier, empty and full, with a question and a code', async ({ mentor }) => {
  await signUp(mentor.page, ADA);
  const sessions = await new Sessions(mentor.page).open();
  await expectNoBarrier(mentor.page, 'sessions, empty');
  await new Appointment(mentor.page).open();
  await expectNoBarrier(mentor.page, 'new appointment');
  await planSession(mentor.page, { title: 'Weekly hour', weekly: true });
  await planSession(mentor.page, { title: 'Reading club' });
  await sessions.upcoming.getByRole('link', { name: 'Start live session: Reading club' }).click();
  await expect(sessions.start).toBeVisible();
  await expectNoBarrier(mentor.page, 'start?');
  await sessions.start.click();
  await sessions.readCode();
  await expectNoBarrier(mentor.page, 'code');
  await mentor.page.keyboard.press('Escape');
  await expect(sessions.join('Reading club')).toBeVisible();
  await expectNoBarrier(mentor.page, 'sessions');
  await sessions.choose('Weekly hour', 'Cancel session');
  await expect(mentor.page.getByRole('textbox', { name: 'Why?' })).toBeVisible();
  await expectNoBarrier(mentor.page, 'cancel?');
  await sessions.open();
  await sessions.upcoming.getByRole('link', { name: 'Weekly hour', exact: true }).click();
  await expect(mentor.page.getByRole('heading', { level: 1 })).toHaveText('Weekly hour');
  await expectNoBarrier(mentor.page, 'one session');
});

test('links that bring people in have no barrier, nor have the pages that they open', async ({ mentor, learner }) => {
  await signUp(mentor.page, ADA);
  const admin = await new Admin(mentor.page).open();
  await signUp(learner.page, TOMAS, await admin.invite('Learner'));
  await admin.open();
  await admin.change(TOMAS.name, 'Link for a new password');
  const password = await mentor.page.getByText(/^http\S+\/password\?reset=/).innerText();
  await expectNoBarrier(mentor.page, 'admin with a link for a new password');
  await learner.page.goto(password);
  await expectNoBarrier(learner.page, 'a new password');
  await learner.page.goto('/password?reset=none');
  await expectNoBarrier(learner.page, 'a link for a new password that is over');

  const form = await new Appointment(mentor.page).open();
  await form.fill({ title: 'Reading club', starts: LATER, newcomer: 'Noor' });
  await expectNoBarrier(mentor.page, 'new appointment with somebody new');
  await form.plan.click();
  const partner = await mentor.page.getByText(/^http\S+\/signup\?invitation=/).innerText();
  await expectNoBarrier(mentor.page, 'a session with a link for a partner');
  await learner.page.goto(partner);
  await expectNoBarrier(learner.page, 'an invitation for somebody with an account');
  await learner.context.clearCookies();
  await learner.page.goto(partner);
  await expectNoBarrier(learner.page, 'an invitation for somebody without one');
});

test('the call has no barrier, whatever is open', async ({ mentor, learner }) => {
  const { hosts, guests } = await meet(mentor, learner, { title: 'Reading club' });
  await guests.sendChat('See https://example.org');
  for (const panel of ['Session', 'People', 'Chat'] as const) {
    await hosts.open(panel);
    await expectNoBarrier(mentor.page, `call with ${panel}`);
  }
  await guests.turnCamera('off');
  await expect(hosts.tile('Learner')).toContainText('Camera off');
  await expectNoBarrier(mentor.page, 'call, camera off');
  await mentor.page.keyboard.press('Escape');
  await mentor.page.keyboard.press('?');
  await expect(mentor.page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible();
  await expectNoBarrier(mentor.page, 'call, keys');
  await mentor.page.keyboard.press('Escape');
  const settings = await new Settings(mentor.page).openInCall();
  await expectNoBarrier(mentor.page, 'call, devices');
  await settings.done();
  await hosts.open('Session');
  await hosts.endButton.click();
  await expectNoBarrier(mentor.page, 'call, end?');
});

test('knocking, and what hosts are told of it, has no barrier', async ({ mentor, learner }) => {
  const hosts = await createSession(mentor.page, { name: 'Mentor' });
  const link = await hosts.copyLink();
  await hosts.choose('Who can come in', 'Ask first');
  const join = await new Join(learner.page).open(link);
  await expect(join.knock).toBeVisible();
  await expectNoBarrier(learner.page, 'join, ask first');
  await join.knock.click();
  await expect(learner.page.getByText('Mentor is being told that you are here.')).toBeVisible();
  await expectNoBarrier(learner.page, 'waiting');
  await expect(hosts.stage.getByRole('group', { name: 'wants to come in' })).toBeVisible();
  await expectNoBarrier(mentor.page, 'call, somebody knocks');
  await hosts.open('People');
  await expectNoBarrier(mentor.page, 'call, somebody waits');
});

test('what hosts do about people, and what those see, has no barrier', async ({ mentor, learner }) => {
  const { hosts, guests } = await meet(mentor, learner, { title: 'Reading club' });
  await hosts.open('People');
  await hosts.person('Learner').getByRole('button', { name: 'Change Learner' }).click();
  await expectNoBarrier(mentor.page, 'call, menu of somebody');
  await hosts.rail('People').getByRole('button', { name: 'Take out of the session' }).click();
  await expectNoBarrier(mentor.page, 'call, take out?');
  await mentor.page.keyboard.press('Escape');
  await hosts.change('Learner', 'Turn their microphone off');
  await expect(guests.bar.getByRole('button', { name: /^The host turned your microphone off/ })).toBeVisible();
  await guests.hand.click();
  await guests.react.click();
  await expectNoBarrier(learner.page, 'call, muted, hand up, signs');
});

test('what hosts decide for all, and what those see, has no barrier', async ({ mentor, learner }) => {
  const { hosts, guests } = await meet(mentor, learner, { title: 'Reading club' });
  await hosts.choose('Who is seen and heard', 'Only hosts');
  await hosts.rail('Session').getByRole('button', { name: 'Pause the chat' }).click();
  await guests.open('Chat');
  await expect(guests.rail('Chat')).toContainText('The host has paused the chat.');
  await expectNoBarrier(learner.page, 'call, chat paused');
});

test('the call has no barrier while the server is away', async ({ server, mentor }) => {
  const hosts = await createSession(mentor.page);
  await server.kill();
  await hosts.expectNoConnection();
  await expectNoBarrier(mentor.page, 'call without connection');
});

test('pages that let nobody in have no barrier', async ({ mentor, learner }) => {
  const hosts = await createSession(mentor.page, { name: 'Mentor' });
  const link = await hosts.copyLink();
  await learner.page.goto('/join/0b8e6f52-3c1d-4a7e-9d55-1f2c7a90be34');
  await expectNoBarrier(learner.page, 'unknown link');
  await learner.page.goto('/nowhere');
  await expectNoBarrier(learner.page, 'no page');
  await hosts.leave();
  await expectNoBarrier(mentor.page, 'left');
  await new State(mentor.page).goBackIn.click();
  await hosts.expectInside();
  await hosts.end();
  await expectNoBarrier(mentor.page, 'ended');
  await learner.page.goto(link);
  await expectNoBarrier(learner.page, 'link to an ended session');
});
