// The server goes away in the middle of a call. Sound and picture go from browser to browser and must not notice;
// what is written meanwhile waits, and arrives once.

import { expect, test } from '../fixtures/index.ts';
import { Join } from '../pages/join.ts';
import { meet, type Meeting } from '../pages/meeting.ts';
import { Room } from '../pages/room.ts';
import { expectFramesToAdvance, expectPictureToMove, pictureOf } from '../support/frames.ts';
import { expectSound } from '../support/sound.ts';
import type { Server } from '../support/server.ts';
import { tracksOf } from '../support/tracks.ts';
import { testimonyOf } from '../support/witness.ts';

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

test('rules, the line before the door and what was taken from somebody are after a crash as the host left them', async ({
  server,
  mentor,
  learner,
  third,
}) => {
  const { hosts, guests, link } = await meet(mentor, learner);
  await hosts.choose('Who is seen and heard', 'Only hosts');
  await hosts.change('Learner', 'Let them show their camera');
  await guests.prompt('You may show your camera now').getByRole('button', { name: 'Turn camera on' }).click();
  await expectFramesToAdvance(hosts.picture('Learner'));
  await hosts.choose('Who can come in', 'Ask first');
  const rail = await hosts.open('Session');
  await rail.getByRole('button', { name: 'Pause the chat' }).click();
  await guests.open('Chat');
  await expect(guests.rail('Chat')).toContainText('The host has paused the chat.');
  const join = await new Join(third.page).open(link);
  await join.name.fill('Observer');
  await join.knock.click();
  await hosts.open('People');
  await expect(hosts.knocker('Observer')).toBeVisible();

  await server.kill();
  await hosts.expectNoConnection();
  await guests.expectNoConnection();
  await server.startAgain();
  await hosts.expectConnected();
  await guests.expectConnected();

  await expect(hosts.knocker('Observer'), 'who waits still waits').toBeVisible();
  await expect(guests.rail('Chat')).toContainText('The host has paused the chat.');
  await hosts.open('Session');
  for (const [label, choice] of [
    ['Who can come in', 'Ask first'],
    ['Who is seen and heard', 'Only hosts'],
  ] as const) {
    await expect(
      rail.getByRole('group', { name: label }).getByRole('button', { name: choice, exact: true }),
    ).toHaveAttribute('aria-pressed', 'true');
  }
  await expect(rail.getByRole('button', { name: 'Go on with the chat' })).toBeVisible();
  await expectFramesToAdvance(hosts.picture('Learner'));
  expect(await tracksOf(hosts.picture('Learner'))).toEqual({ audio: 0, video: 1 });
  await expect(guests.camera).toHaveAttribute('aria-pressed', 'true');
  await expect(guests.microphone).toHaveCount(0);

  await hosts.open('People');
  await hosts.knocker('Observer').getByRole('button', { name: 'Let in Observer' }).click();
  const observers = new Room(third.page);
  await observers.expectInside();
  await expectFramesToAdvance(observers.picture('Learner'));
  expect((await testimonyOf(third.page)).running, 'who comes in later watches too').toEqual([]);
});
