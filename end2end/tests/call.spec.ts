// The main story: start a session, send the link, join, see and hear each other, write, leave.

import { expect, test } from '../fixtures/index.ts';
import { Home } from '../pages/home.ts';
import { Join, joinSession } from '../pages/join.ts';
import { meet } from '../pages/meeting.ts';
import { createSession } from '../pages/new_session.ts';
import { State } from '../pages/state.ts';
import { expectFramesToAdvance, expectPictureToMove } from '../support/frames.ts';
import { expectSilence, expectSound } from '../support/sound.ts';
import { testimonyOf } from '../support/witness.ts';

test('a mentor starts a session, a learner opens the link, and the two see, hear and write to each other', async ({
  server,
  mentor,
  learner,
}) => {
  const home = await new Home(mentor.page).open();
  const form = await home.startNew();
  const mentors = await form.createSession({ title: 'Portfolio review', name: 'Mentor', kind: 'Video' });
  await expect(mentors.title).toHaveText('Portfolio review');

  const link = await mentors.copyLink();
  expect(link).toMatch(new RegExp(`^${server.address}/join/[0-9a-f-]{36}$`));
  await expect(mentors.rail('Session')).toContainText(link.slice(-36));
  await expect(mentors.page.getByRole('img', { name: 'QR code of the join link' })).toBeVisible();
  await mentors.showUp();

  const join = await new Join(learner.page).open(link);
  await expect(join.title).toHaveText('Portfolio review');
  await expect(join.page.getByText('with Mentor')).toBeVisible();
  await expect(join.page.getByText('Mentor is inside')).toBeVisible();
  await expectPictureToMove(join.picture);
  await expect(join.level).toBeVisible();
  const learners = await join.joinAs('Learner');

  await mentors.expectPeople('Learner');
  await learners.expectPeople('Mentor');
  for (const picture of [mentors.picture('Learner'), learners.picture('Mentor')]) {
    await expectFramesToAdvance(picture);
    await expectPictureToMove(picture);
    await expectSound(picture);
  }

  for (const { page } of [mentor, learner]) expect((await testimonyOf(page)).audible, 'the other is heard').toBe(1);

  // The stream of the preview is the call's: nobody was asked twice.
  const { questions } = await testimonyOf(learner.page);
  expect(questions).toEqual([{ audio: true, video: true }]);

  await mentors.sendChat('Shall we begin?');
  await learners.expectMessage('Shall we begin?');
  await learners.sendChat('Yes, one moment');
  await mentors.expectMessage('Yes, one moment');
});

test('a microphone that is turned off is silent to the other, who sees that it is off', async ({ mentor, learner }) => {
  const { hosts, guests } = await meet(mentor, learner);
  const mentorAtLearners = guests.picture('Mentor');
  await expectSound(mentorAtLearners);

  await hosts.turnMicrophone('off');
  await expect(guests.tile('Mentor')).toContainText('Microphone off');
  await expectSilence(mentorAtLearners);

  await hosts.turnMicrophone('on');
  await expect(guests.tile('Mentor')).not.toContainText('Microphone off');
  await expectSound(mentorAtLearners);
});

test('a camera that is turned off shows initials to the other, and its picture comes back', async ({ mentor, learner }) => {
  const { hosts, guests } = await meet(mentor, learner);
  await expectFramesToAdvance(hosts.picture('Learner'));

  await guests.turnCamera('off');
  await expect(hosts.tile('Learner')).toContainText('Camera off');
  await expect(hosts.tile('Learner').getByText('L', { exact: true })).toBeVisible();
  await expect(hosts.picture('Learner'), 'no frozen picture stays behind').toBeHidden();

  await guests.turnCamera('on');
  await expect(hosts.tile('Learner')).not.toContainText('Camera off');
  await expectFramesToAdvance(hosts.picture('Learner'));
});

test('who leaves is gone from the stage, and their camera and microphone stop', async ({ mentor, learner }) => {
  const { hosts, guests, link } = await meet(mentor, learner);
  await hosts.open('Chat');
  expect((await testimonyOf(learner.page)).running.sort()).toEqual(['audio', 'video']);

  await guests.leave();
  await expect.poll(async () => (await testimonyOf(learner.page)).running, 'every light is out').toEqual([]);
  await hosts.expectPeople();
  await expect(hosts.notices.filter({ hasText: 'Learner left' })).toHaveCount(1);

  await new State(learner.page).goBackIn.click();
  await expect(learner.page).toHaveURL(link);
});

test('the host ends the session for all three, and the chat can still be read', async ({ mentor, learner, third }) => {
  const { hosts, guests, link } = await meet(mentor, learner);
  await joinSession(third.page, link, third.name);
  await guests.sendChat('Thank you, this helped');
  await guests.expectPeople('Mentor', 'Observer');

  await hosts.end();
  for (const { page } of [mentor, learner, third]) {
    const ended = new State(page);
    await expect(ended.heading).toHaveText('The session has ended');
    await expect(page.getByText('Mentor ended it for everyone.')).toBeVisible();
    await expect.poll(async () => (await testimonyOf(page)).running, 'every light is out').toEqual([]);
    await ended.readTheChat.click();
    await expect(ended.messages.getByText('Thank you, this helped')).toBeVisible();
  }
});

test('messages that come while the chat is closed are counted', async ({ mentor, learner }) => {
  const { hosts, guests } = await meet(mentor, learner);
  await hosts.open('People');
  await guests.sendChat('First');
  await guests.sendChat('Second');
  await expect(hosts.chat).toHaveAccessibleName('Chat, 2 new');
  await hosts.open('Chat');
  await expect(hosts.chat).toHaveAccessibleName('Chat');
});

test('a link in a message can be clicked, and markup in it is only text', async ({ mentor, learner }) => {
  const { hosts, guests } = await meet(mentor, learner);
  await guests.write('<img src=x onerror=alert(1)> see https://example.org/a?b=c.');
  await hosts.open('Chat');
  const line = hosts.messages.getByRole('listitem').filter({ hasText: '<img src=x onerror=alert(1)>' });
  await expect(line).toHaveCount(1);
  const address = line.getByRole('link');
  await expect(address).toHaveAttribute('href', 'https://example.org/a?b=c');
  await expect(address).toHaveAttribute('rel', /noopener/);
});

test('who gives no name is a guest with three digits', async ({ mentor, learner }) => {
  const hosts = await createSession(mentor.page);
  const guests = await joinSession(learner.page, await hosts.copyLink(), '');
  const people = (await guests.open('People')).getByRole('listitem');
  await expect(people).toHaveCount(2);
  const names = await people.locator('.person-name').allInnerTexts();
  for (const name of names) expect(name).toMatch(/^Guest\d{3}\b/);
  expect(new Set(names.map((name) => name.slice(0, 8))).size, 'no two guests have one name').toBe(2);
});
