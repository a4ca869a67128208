// Somebody comes into a call that is already going on.

import { expect, test } from '../fixtures/index.ts';
import { joinSession } from '../pages/join.ts';
import { meet } from '../pages/meeting.ts';
import { expectFramesToAdvance, expectPictureToMove, pictureOf } from '../support/frames.ts';
import { expectSound } from '../support/sound.ts';

test('a third person comes into a running call, and all three see and hear each other', async ({
  mentor,
  learner,
  third,
}) => {
  const { hosts, guests, link } = await meet(mentor, learner);
  await expectFramesToAdvance(guests.picture('Mentor'));
  const before = (await pictureOf(guests.picture('Mentor'))).frames;

  const thirds = await joinSession(third.page, link, third.name);
  await hosts.expectPeople('Learner', 'Observer');
  await guests.expectPeople('Mentor', 'Observer');
  await thirds.expectPeople('Mentor', 'Learner');
  const pictures = [
    hosts.picture('Learner'),
    hosts.picture('Observer'),
    guests.picture('Mentor'),
    guests.picture('Observer'),
    thirds.picture('Mentor'),
    thirds.picture('Learner'),
  ];
  for (const picture of pictures) {
    await expectFramesToAdvance(picture);
    await expectPictureToMove(picture);
    await expectSound(picture);
  }
  expect((await pictureOf(guests.picture('Mentor'))).frames, 'the running call was left alone').toBeGreaterThan(before);

  await thirds.leave();
  await hosts.expectPeople('Learner');
  await guests.expectPeople('Mentor');
  await expectFramesToAdvance(hosts.picture('Learner'));
});

test('somebody whose page is gone is shown as away, and is not forgotten at once', async ({ mentor, learner }) => {
  const { hosts } = await meet(mentor, learner);
  await learner.context.close();
  await expect(hosts.tile('Learner')).toContainText('Coming back…');
  await hosts.expectPeople('Learner');
});
