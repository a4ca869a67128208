// Who comes in, and who goes out for good.

import { expect, test } from '../fixtures/index.ts';
import { Home } from '../pages/home.ts';
import { comeByRoleLink, Join } from '../pages/join.ts';
import { meet } from '../pages/meeting.ts';
import { createSession } from '../pages/new_session.ts';
import { Room } from '../pages/room.ts';
import { State } from '../pages/state.ts';
import { expectFramesToAdvance, expectPictureToMove } from '../support/frames.ts';
import { expectAlive } from '../support/hydration.ts';
import { testimonyOf } from '../support/witness.ts';

test('who knocks sees what is going on, keeps their picture and their place, and comes in when they are let in', async ({
  mentor,
  learner,
  third,
}) => {
  const hosts = await createSession(mentor.page, { name: 'Mentor', title: 'Reading club' });
  const link = await hosts.copyLink();
  await hosts.showUp();
  await hosts.choose('Who can come in', 'Ask first');

  const join = await new Join(learner.page).open(link);
  await join.name.fill('Learner');
  await join.knock.click();
  const said = learner.page.getByRole('main').getByRole('status').filter({ hasText: 'Mentor is being told that you are here.' });
  await expect(said).toBeVisible();
  await expect(join.title).toHaveText('Reading club');
  await expectPictureToMove(join.picture);
  await expect(hosts.prompt('Learner wants to come in')).toBeVisible();

  await hosts.open('People');
  await hosts.knocker('Learner').getByRole('button', { name: 'Write to Learner' }).click();
  await hosts.knocker('Learner').getByRole('textbox', { name: 'Write to Learner' }).fill('Two more minutes');
  await hosts.knocker('Learner').getByRole('button', { name: 'Send' }).click();
  await expect(learner.page.getByText('The host writes: Two more minutes')).toBeVisible();

  await learner.page.reload();
  await expect(learner.page.getByText('The host writes: Two more minutes'), 'the place is kept').toBeVisible();
  await hosts.knocker('Learner').getByRole('button', { name: 'Let in Learner' }).click();
  const guests = new Room(learner.page);
  await guests.expectInside();
  await hosts.expectPeople('Learner');
  await expectFramesToAdvance(guests.picture('Mentor'));
  await expectFramesToAdvance(hosts.picture('Learner'));

  const late = await new Join(third.page).open(link);
  await late.name.fill('Observer');
  await late.knock.dblclick();
  await mentor.page.reload();
  await hosts.expectInside();
  await expect(hosts.prompt('Observer wants to come in'), 'who leads anew still sees who waits').toBeVisible();
  await third.page.getByRole('button', { name: 'Stop waiting' }).click();
  const waited = new State(third.page);
  await expect(waited.heading).toHaveText('You stopped waiting');
  await expect(hosts.prompt('Observer wants to come in')).toHaveCount(0);
  await third.page.getByRole('link', { name: 'Ask again' }).click();
  await hosts.open('People');
  await hosts.knocker('Observer').getByRole('button', { name: 'Turn away Observer' }).click();
  const denied = new State(third.page);
  await expect(denied.heading).toHaveText('The host did not let you in');
  await third.page.reload();
  await expect(denied.heading).toHaveText('The host did not let you in');
});

test('who was taken out comes back neither by reload, nor by a link or its code, nor in a second tab', async ({
  mentor,
  learner,
  third,
}) => {
  const { hosts, link } = await meet(mentor, learner);
  await hosts.makeRoleLinks();
  const roleLink = await hosts.copyRoleLink('collaborator');
  await hosts.change('Learner', 'Take out of the session');
  const question = mentor.page.getByRole('dialog', { name: 'Take Learner out?' });
  await question.getByRole('switch', { name: 'Do not let them in again' }).check();
  await question.getByRole('button', { name: 'Take out' }).click();
  await hosts.expectPeople();

  const state = new State(learner.page);
  const out = 'The host took you out of this session';
  await expect(state.heading).toHaveText(out);
  await expect.poll(async () => (await testimonyOf(learner.page)).running, 'every light is out').toEqual([]);
  await learner.page.reload();
  await expect(state.heading).toHaveText(out);
  await learner.page.goto(link);
  await expect(state.heading).toHaveText(out);
  await learner.page.goto(roleLink);
  await expectAlive(learner.page);
  await new Home(learner.page).join.click();
  await expect(state.heading).toHaveText(out);
  const secondTab = await learner.context.newPage();
  await secondTab.goto(link);
  await expect(new State(secondTab).heading).toHaveText(out);
  await hosts.expectPeople();

  // A guest who comes as somebody else is nobody that the session knows: since the ban a host decides.
  const join = await comeByRoleLink(third.page, roleLink);
  await join.name.fill('Learner again');
  await join.knock.click();
  await hosts.open('People');
  await expect(hosts.knocker('Learner again')).toBeVisible();
  await hosts.expectPeople();
});

test('a locked session keeps out who is new, and lets back in who was inside', async ({ mentor, learner, third }) => {
  const { hosts, guests, link } = await meet(mentor, learner);
  await hosts.choose('Who can come in', 'Nobody');
  await third.page.goto(link);
  await expect(new State(third.page).heading).toHaveText('This session is locked');
  await learner.page.reload();
  await guests.expectInside();
  await hosts.expectPeople('Learner');
});

test('the host changes the title, makes the session longer and lets the chat rest', async ({ mentor, learner }) => {
  const { hosts, guests } = await meet(mentor, learner, { title: 'Draft' });
  await guests.sendChat('Is there homework?');

  const rail = await hosts.open('Session');
  await rail.getByRole('textbox', { name: 'Title' }).fill('Second lesson');
  await rail.getByRole('button', { name: 'Save' }).click();
  await expect(guests.title).toHaveText('Second lesson');

  await expect(rail).toContainText('7 h 59 min');
  await rail.getByRole('button', { name: 'Add 30 min' }).click();
  await expect(rail).toContainText('8 h 29 min');

  await rail.getByRole('button', { name: 'Pause the chat' }).click();
  await expect(guests.rail('Chat')).toContainText('The host has paused the chat.');
  await expect(guests.composer).toHaveCount(0);

  await hosts.open('Chat');
  const question = { hasText: 'Is there homework?' };
  const atHosts = hosts.messages.getByRole('listitem').filter(question);
  const atGuests = guests.messages.getByRole('listitem').filter(question);
  await atHosts.hover();
  await atHosts.getByRole('button', { name: 'Change this message' }).click();
  await hosts.rail('Chat').getByRole('button', { name: 'Make an announcement' }).click();
  await expect(atGuests).toContainText('Announcement');
  await atHosts.hover();
  await atHosts.getByRole('button', { name: 'Change this message' }).click();
  await hosts.rail('Chat').getByRole('button', { name: 'Remove message' }).click();
  await expect(atGuests).toHaveCount(0);
  await expect(guests.messages).toContainText('This message was deleted');
});
