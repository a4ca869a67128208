// One place at a time: a second tab takes it over, and the first says so.

import { expect, test } from '../fixtures/index.ts';
import { meet } from '../pages/meeting.ts';
import { Room } from '../pages/room.ts';
import { State } from '../pages/state.ts';
import { expectFramesToAdvance } from '../support/frames.ts';
import { testimonyOf } from '../support/witness.ts';

test('a second tab takes the place of the first, and the first says so and can take it back', async ({
  mentor,
  learner,
}) => {
  const { hosts, link } = await meet(mentor, learner);

  const secondTab = await learner.context.newPage();
  await secondTab.goto(link);
  const second = new Room(secondTab);
  await second.expectInside();
  const first = new State(learner.page);
  await expect(first.heading).toHaveText('You are in this session in another tab');
  await expect.poll(async () => (await testimonyOf(learner.page)).running, 'the first lets go of its devices').toEqual([]);

  await hosts.expectPeople('Learner');
  await second.showUp();
  await expectFramesToAdvance(hosts.picture('Learner'));
  await expectFramesToAdvance(second.picture('Mentor'));

  await first.goOnHere.click();
  await new Room(learner.page).expectInside();
  await expect(new State(secondTab).heading).toHaveText('You are in this session in another tab');
  await hosts.expectPeople('Learner');
});
