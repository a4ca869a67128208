// The server goes away in the middle of a call. Sound and picture go from browser to browser and must not notice;
// what is written meanwhile waits, and arrives once.

import { expect, test } from '../fixtures/index.ts';
import { meet, type Meeting } from '../pages/meeting.ts';
import { expectFramesToAdvance, expectPictureToMove, pictureOf } from '../support/frames.ts';
import { expectSound } from '../support/sound.ts';
import type { Server } from '../support/server.ts';

/** A call goes through an outage of the server; `away` takes it away. */
async function goThroughOutage(server: Server, { hosts, guests }: Meeting, away: () => Promise<void>): Promise<void> {
  await hosts.sendChat('Before the outage');
  await guests.expectMessage('Before the outage');
  const notices = [await hosts.notices.allInnerTexts(), await guests.notices.allInnerTexts()];
  const pictures = [hosts.picture('Learner'), guests.picture('Mentor')];
  for (const picture of pictures) await expectFramesToAdvance(picture);
  const before = await Promise.all(pictures.map(pictureOf));

  await away();
  await hosts.expectNoConnection();
  await guests.expectNoConnection();
  for (const picture of pictures) {
    await expectFramesToAdvance(picture, 20);
    await expectPictureToMove(picture);
    await expectSound(picture);
  }
  await guests.write('During the outage');
  await expect(guests.message('During the outage')).toContainText('Sending…');
  await hosts.write('So do I');
  await expect(hosts.message('So do I')).toContainText('Sending…');

  await server.startAgain();
  await hosts.expectConnected();
  await guests.expectConnected();
  for (const room of [hosts, guests]) {
    await room.expectMessage('During the outage');
    await room.expectMessage('So do I');
    await room.expectMessage('Before the outage');
  }
  await guests.sendChat('After the outage');
  await hosts.expectMessage('After the outage');
  await expect(hosts.message('During the outage'), 'it arrived once').toHaveCount(1);

  // The connections from before still carry the call: an element that got a new stream counts from nought.
  for (const [at, picture] of pictures.entries()) {
    await expectFramesToAdvance(picture);
    expect((await pictureOf(picture)).frames).toBeGreaterThan((before[at]?.frames ?? 0) + 20);
  }
  await hosts.turnCamera('off');
  await expect(guests.tile('Mentor')).toContainText('Camera off');
  await hosts.expectPeople('Learner');
  await guests.expectPeople('Mentor');
  expect([await hosts.notices.allInnerTexts(), await guests.notices.allInnerTexts()], 'nobody came or went').toEqual(
    notices,
  );
}

test('a call goes on while the server is killed and started again, and nothing is lost or doubled', async ({
  server,
  mentor,
  learner,
}) => {
  const meeting = await meet(mentor, learner);
  await goThroughOutage(server, meeting, () => server.kill());
});

test('a call goes on while the server is told to go and started again, and nothing is lost or doubled', async ({
  server,
  mentor,
  learner,
}) => {
  const meeting = await meet(mentor, learner);
  await goThroughOutage(server, meeting, async () => {
    expect(await server.stop(), 'it goes in order').toBe(0);
  });
});
