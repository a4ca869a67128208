// A reload is no leaving: who comes back has their name, their place and everything that was written.

import { expect, test } from '../fixtures/index.ts';
import { joinSession } from '../pages/join.ts';
import { meet } from '../pages/meeting.ts';
import { expectFramesToAdvance, expectPictureToMove } from '../support/frames.ts';
import { expectSound } from '../support/sound.ts';

test('a reload keeps name and history, and leaves no second tile behind', async ({ mentor, learner }) => {
  const { hosts, guests } = await meet(mentor, learner);
  await hosts.sendChat('Written before the reload');
  await guests.expectMessage('Written before the reload');
  const cameNotice = await hosts.notices.count();

  await learner.page.reload();
  await guests.expectInside();
  await guests.expectPeople('Mentor');
  await hosts.expectPeople('Learner');
  await guests.expectMessage('Written before the reload');
  await expect((await guests.open('People')).getByRole('listitem').filter({ hasText: '(you)' })).toContainText('Learner');

  await guests.showUp();
  for (const picture of [guests.picture('Mentor'), hosts.picture('Learner')]) {
    await expectFramesToAdvance(picture);
    await expectPictureToMove(picture);
    await expectSound(picture);
  }
  await hosts.open('Chat');
  await expect(hosts.notices, 'nobody came and nobody went').toHaveCount(cameNotice);
});

test('the host stays the host after a reload', async ({ mentor, learner }) => {
  const { hosts, guests } = await meet(mentor, learner);
  await mentor.page.reload();
  await hosts.expectInside();
  await hosts.expectPeople('Learner');
  await hosts.open('Session');
  await expect(hosts.endButton).toBeVisible();
  await guests.open('Session');
  await expect(guests.endButton).toHaveCount(0);

  await hosts.showUp();
  await expectFramesToAdvance(guests.picture('Mentor'));
  await expectFramesToAdvance(hosts.picture('Learner'));
});

test('a person who comes in late finds what was written before', async ({ mentor, learner, third }) => {
  const { hosts, guests, link } = await meet(mentor, learner);
  await hosts.sendChat('One');
  await guests.sendChat('Two');

  const thirds = await joinSession(third.page, link, third.name);
  await thirds.expectMessage('One');
  await thirds.expectMessage('Two');
});
