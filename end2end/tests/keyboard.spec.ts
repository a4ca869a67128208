// The whole way without a mouse.

import { expect, test } from '../fixtures/index.ts';
import { Home } from '../pages/home.ts';
import { Join } from '../pages/join.ts';
import { meet } from '../pages/meeting.ts';
import { createSession, NewSession } from '../pages/new_session.ts';
import { Room } from '../pages/room.ts';
import { State } from '../pages/state.ts';
import { expectFramesToAdvance } from '../support/frames.ts';
import { press, tabTo, type } from '../support/keyboard.ts';

test('a session is made, shared, joined, talked in and left by keyboard alone', async ({ mentor, learner }) => {
  const home = await new Home(mentor.page).open();
  await press(mentor.page, home.newSession);
  const form = new NewSession(mentor.page);
  await type(mentor.page, form.about, 'Reading club');
  await type(mentor.page, form.name, 'Mentor');
  await tabTo(mentor.page, form.kind('Video'));
  await mentor.page.keyboard.press('ArrowRight');
  await expect(form.kind('Audio only')).toBeChecked();
  await mentor.page.keyboard.press('ArrowLeft');
  await expect(form.kind('Video')).toBeChecked();
  await press(mentor.page, form.create);

  const mentors = new Room(mentor.page);
  await mentors.expectInside();
  if (!(await mentors.rail('Session').isVisible())) await mentor.page.keyboard.press('i');
  await press(mentor.page, mentors.copyLinkButton);
  await expect(mentors.page.getByRole('status').filter({ hasText: 'Link copied' })).toHaveCount(1);
  await mentors.showUp();
  for (const state of ['on', 'off']) {
    await mentor.page.keyboard.press('v');
    await expect(mentors.camera).toHaveAccessibleName(`Turn camera ${state}`);
    await mentor.page.keyboard.press('m');
    await expect(mentors.microphone).toHaveAccessibleName(`Turn microphone ${state}`);
  }

  const learnersHome = await new Home(learner.page).open();
  await tabTo(learner.page, learnersHome.box);
  await learner.page.keyboard.type(await mentor.page.evaluate(() => navigator.clipboard.readText()));
  await learner.page.keyboard.press('Enter');
  const join = new Join(learner.page);
  await expect(join.cameraOff).toBeVisible();
  await press(learner.page, join.cameraOff, 'Space');
  await expect(join.cameraOn).toBeFocused();
  await learner.page.keyboard.press('Space');
  await expect(join.cameraOff).toBeVisible();
  await type(learner.page, join.name, 'Learner');
  await learner.page.keyboard.press('Enter');

  const learners = new Room(learner.page);
  await learners.expectInside();
  await expectFramesToAdvance(learners.picture('Mentor'));
  await expectFramesToAdvance(mentors.picture('Learner'));

  await learner.page.keyboard.press('c');
  await expect(learners.composer).toBeFocused();
  await learner.page.keyboard.type('Keys only, see: m v c');
  await learner.page.keyboard.press('Shift+Enter');
  await learner.page.keyboard.type('and a second line');
  await learner.page.keyboard.press('Enter');
  await expect(learners.messages).toContainText('and a second line');
  await expect(learners.microphone, 'letters in a message are letters').toHaveAccessibleName('Turn microphone off');
  await learner.page.keyboard.press('Escape');
  await expect(learners.rail('Chat')).toHaveCount(0);
  await expect(learners.chat, 'the focus goes back to where it came from').toBeFocused();

  await press(learner.page, learners.leaveButton);
  await expect(new State(learner.page).heading).toHaveText('You left the session');
});

test('the list of keys is opened by ? and the keys can be turned off', async ({ mentor, learner }) => {
  const { guests } = await meet(mentor, learner);
  const { keyboard } = learner.page;
  await keyboard.press('?');
  const help = learner.page.getByRole('dialog', { name: 'Keyboard shortcuts' });
  await expect(help).toBeVisible();
  await press(learner.page, help.getByRole('switch'), 'Space');
  await keyboard.press('Escape');
  await expect(help).toBeHidden();

  await keyboard.press('m');
  await keyboard.press('p');
  await expect(guests.rail('People')).toHaveCount(0);
  await expect(guests.microphone).toHaveAccessibleName('Turn microphone off');
});

test('F6 goes from part to part, and the arrows from tab to tab and corner to corner', async ({ mentor, learner }) => {
  const { guests } = await meet(mentor, learner);
  const { keyboard } = learner.page;
  await keyboard.press('p');
  await expect(guests.rail('People')).toBeVisible();
  await keyboard.press('F6');
  await expect(guests.stage).toBeFocused();
  await keyboard.press('F6');
  await expect(guests.bar).toBeFocused();
  await keyboard.press('F6');
  await expect(guests.rail('People')).toBeFocused();

  await tabTo(learner.page, learner.page.getByRole('tab', { name: /^People/ }));
  await keyboard.press('ArrowRight');
  await expect(guests.rail('Session')).toBeVisible();
  await expect(learner.page.getByRole('tab', { name: 'Session' })).toBeFocused();

  await guests.ownTile.focus();
  const before = await guests.ownTile.boundingBox();
  await keyboard.press('ArrowLeft');
  await expect.poll(async () => (await guests.ownTile.boundingBox())?.x).toBeLessThan(before?.x ?? 0);
});

test('the question about the end starts on Cancel and gives the focus back', async ({ mentor, learner }) => {
  const { hosts } = await meet(mentor, learner);
  await hosts.open('Session');
  await press(mentor.page, hosts.endButton);
  const cancel = hosts.endDialog.getByRole('button', { name: 'Cancel' });
  await expect(cancel).toBeFocused();
  await mentor.page.keyboard.press('Enter');
  await expect(hosts.endDialog).toBeHidden();
  await expect(hosts.endButton).toBeFocused();
});

test('a host mutes somebody and lets them speak again with keys alone, and a hand goes up by one', async ({
  mentor,
  learner,
}) => {
  const { hosts, guests } = await meet(mentor, learner);
  await learner.page.keyboard.press('h');
  await expect(hosts.tile('Learner')).toContainText('Hand raised');

  await mentor.page.keyboard.press('Escape');
  await mentor.page.keyboard.press('p');
  const button = hosts.person('Learner').getByRole('button', { name: 'Change Learner' });
  await press(mentor.page, button);
  await press(mentor.page, hosts.rail('People').getByRole('button', { name: 'Turn their microphone off' }));
  await expect(guests.bar.getByRole('button', { name: /^The host turned your microphone off/ })).toBeVisible();
  await press(mentor.page, button);
  await press(mentor.page, hosts.rail('People').getByRole('button', { name: 'Let them speak' }));
  await press(learner.page, guests.prompt('You may speak now').getByRole('button', { name: 'Turn microphone on' }));
  await expect(guests.microphone).toHaveAttribute('aria-pressed', 'true');
});

test('in a dialog and in a menu keys are theirs: Escape closes nothing besides', async ({ mentor }) => {
  const room = await createSession(mentor.page, { name: 'Mentor' });
  const people = await room.open('People');
  const figures = await room.openStatistics();
  await mentor.page.keyboard.press('c');
  await mentor.page.keyboard.press('Escape');
  await expect(figures).toBeHidden();
  await expect(people).toBeVisible();

  await room.more.click();
  const item = room.bar.getByRole('button', { name: 'Connection', exact: true });
  await expect(item).toBeVisible();
  await mentor.page.keyboard.press('Escape');
  await expect(item).toBeHidden();
  await expect(people).toBeVisible();
});
