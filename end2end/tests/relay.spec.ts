// Two people whose networks let nothing pass between them see and hear each other by the server's own relay.

import { expect, test } from '../fixtures/index.ts';
import { joinSession } from '../pages/join.ts';
import { meet } from '../pages/meeting.ts';
import { NewSession } from '../pages/new_session.ts';
import { keepConnections, pathOf } from '../support/connections.ts';
import { expectFramesToAdvance, expectPictureToMove, pictureOf } from '../support/frames.ts';
import { allowOnlyRelay, type Way } from '../support/relay_only.ts';
import { expectSound } from '../support/sound.ts';
import { testimonyOf } from '../support/witness.ts';

const RELAY = { VISAVIS_TURN_LISTEN: '127.0.0.1:0' };

test.describe('by the relay', () => {
  test.use({ settings: RELAY });

  for (const way of ['udp', 'tcp'] satisfies Way[]) {
    test(`two people who reach nothing but the relay over ${way} see and hear each other`, async ({
      mentor,
      learner,
    }) => {
      for (const { context } of [mentor, learner]) await allowOnlyRelay(context, way);
      const { hosts, guests } = await meet(mentor, learner);
      for (const picture of [hosts.picture('Learner'), guests.picture('Mentor')]) {
        await expectFramesToAdvance(picture);
        await expectPictureToMove(picture);
        await expectSound(picture);
      }
      for (const { page } of [mentor, learner]) {
        const path = await pathOf(page);
        expect(path?.ends).toEqual(['relay', 'relay']);
        expect(path?.relayProtocol).toBe(way);
        const { iceServers } = await testimonyOf(page);
        expect(
          iceServers.every((url) => url.startsWith('turn:127.0.0.1:')),
          'nobody else is asked',
        ).toBe(true);
      }
    });
  }

  test('where a session hides addresses, pages tell of none and go by the relay alone', async ({ mentor, learner }) => {
    const told: string[] = [];
    for (const { context, page } of [mentor, learner]) {
      await keepConnections(context);
      page.on('websocket', (socket) => {
        socket.on('framesent', ({ payload }) => told.push(String(payload)));
      });
    }
    const form = await new NewSession(mentor.page).open();
    await form.more.click();
    await mentor.page
      .getByLabel('Sound and picture go')
      .selectOption('By the server’s relay alone, which hides addresses');
    const hosts = await form.createSession({ name: 'Mentor' });
    const link = await hosts.copyLink();
    await hosts.showUp();
    const guests = await joinSession(learner.page, link, 'Learner');
    await expectFramesToAdvance(hosts.picture('Learner'));
    await expectFramesToAdvance(guests.picture('Mentor'));
    for (const { page } of [mentor, learner]) expect((await pathOf(page))?.ends).toEqual(['relay', 'relay']);
    const candidates = told.filter((text) => text.includes('"candidate:'));
    expect(candidates.length).toBeGreaterThan(0);
    for (const text of candidates) expect(text).toMatch(/ typ relay raddr 0\.0\.0\.0 rport 0 /);
    expect(told.some((text) => text.includes('a=candidate:'))).toBe(false);
  });

  test('a relayed call is there again after a restart of the server, with credentials of the new hour', async ({
    server,
    mentor,
    learner,
  }) => {
    for (const { context } of [mentor, learner]) await allowOnlyRelay(context, 'udp');
    const { hosts, guests } = await meet(mentor, learner);
    await expectFramesToAdvance(hosts.picture('Learner'));
    await server.pass(3_700);
    await hosts.expectConnected();
    await guests.expectConnected();
    await expectFramesToAdvance(hosts.picture('Learner'), 20);
    await expectFramesToAdvance(guests.picture('Mentor'), 20);
  });
});

test.describe('with credentials that run out soon', () => {
  test.use({ settings: { ...RELAY, VISAVIS_TURN_CREDENTIAL_SECONDS: '10' } });

  test('credentials are renewed in the middle of a call, which does not stop', async ({ mentor, learner }) => {
    for (const { context } of [mentor, learner]) await allowOnlyRelay(context, 'udp');
    const { hosts, guests } = await meet(mentor, learner);
    const pictures = [hosts.picture('Learner'), guests.picture('Mentor')];
    for (const picture of pictures) await expectFramesToAdvance(picture);
    const first = await pathOf(mentor.page);
    const before = await Promise.all(pictures.map(pictureOf));
    for (let renewals = 0, last = first?.usernames; renewals < 2; renewals += 1) {
      await expect.poll(async () => (await pathOf(mentor.page))?.usernames).not.toEqual(last);
      last = (await pathOf(mentor.page))?.usernames;
    }
    // The same connection carries the same call: an element that got a new stream counts from nought.
    for (const [at, picture] of pictures.entries()) {
      await expectFramesToAdvance(picture, 20);
      expect((await pictureOf(picture)).frames).toBeGreaterThan((before[at]?.frames ?? 0) + 40);
    }
    expect((await pathOf(mentor.page))?.ends).toEqual(first?.ends);
  });
});
