// What happens to laptops and phones in the middle of a call: they sleep, and pages crash. Nobody presses anything for
// the call to be there again.

import { setTimeout as wait } from 'node:timers/promises';

import { expect, test } from '../fixtures/index.ts';
import { meet } from '../pages/meeting.ts';
import { Room } from '../pages/room.ts';
import { expectFramesToAdvance, expectPictureToMove } from '../support/frames.ts';
import { Machine } from '../support/machine.ts';
import { expectSound } from '../support/sound.ts';

/** How long the sleep goes on after the other side has noticed it; longer ones are looked at by hand. */
const SLEEP_MORE_MS = 1_000 * Number(process.env.VISAVIS_SLEEP_SECONDS ?? 0);

test('a machine that slept in the middle of a call is seen and heard again without a click', async ({
  mentor,
  arrive,
}) => {
  const machine = await Machine.start();
  try {
    const learner = await arrive('Learner', { browser: machine.browser });
    const { hosts, guests } = await meet(mentor, learner);
    const pictures = [hosts.picture('Learner'), guests.picture('Mentor')];
    for (const picture of pictures) await expectFramesToAdvance(picture);
    await hosts.open('Chat');
    const notices = await hosts.notices.count();

    machine.sleep();
    await expect(hosts.tile('Learner')).toContainText('Coming back…');
    await wait(SLEEP_MORE_MS);
    machine.wake();
    const woke = performance.now();
    await expect(hosts.tile('Learner')).not.toContainText('Coming back…');
    for (const picture of pictures) await expectFramesToAdvance(picture, 3);
    const back = Math.round(performance.now() - woke);
    test.info().annotations.push({ type: 'back after', description: `${back} ms` });

    for (const picture of pictures) {
      await expectPictureToMove(picture);
      await expectSound(picture);
    }
    await guests.expectConnected();
    await guests.sendChat('Good morning');
    await hosts.expectMessage('Good morning');
    await expect(hosts.notices, 'nobody came and nobody went').toHaveCount(notices);
  } finally {
    await machine.dispose();
  }
});

test('a page that crashed is in its seat again after a reload', async ({ mentor, arrive }) => {
  const machine = await Machine.start();
  try {
    const learner = await arrive('Learner', { browser: machine.browser });
    const { hosts } = await meet(mentor, learner);
    await expectFramesToAdvance(hosts.picture('Learner'));
    await hosts.open('Chat');
    const notices = await hosts.notices.count();

    const crashed = learner.page.waitForEvent('crash');
    const control = await learner.context.newCDPSession(learner.page);
    // Never answered: who would answer is gone.
    void control.send('Page.crash').catch(() => undefined);
    await crashed;
    await expect(hosts.tile('Learner')).toContainText('Coming back…');

    // What the browser offers in its place: to load the page again. Playwright drives no tab that has crashed.
    const { page } = learner;
    const address = page.url();
    const again = await learner.context.newPage();
    await again.goto(address);
    const returned = new Room(again);
    await returned.expectInside();
    await returned.expectPeople('Mentor');
    await hosts.expectPeople('Learner');
    for (const picture of [hosts.picture('Learner'), returned.picture('Mentor')]) {
      await expectFramesToAdvance(picture);
      await expectSound(picture);
    }
    await expect(hosts.notices, 'nobody came and nobody went').toHaveCount(notices);
  } finally {
    await machine.dispose();
  }
});

test('the screen stays on in a call, and not after it', async ({ mentor, learner }) => {
  await learner.context.addInitScript(() => {
    const seen = { held: 0 };
    Object.assign(globalThis, { __screen: seen });
    const request = WakeLock.prototype.request;
    WakeLock.prototype.request = async function (type) {
      const sentinel = await request.call(this, type);
      seen.held += 1;
      sentinel.addEventListener('release', () => (seen.held -= 1));
      return sentinel;
    };
  });
  const held = () => learner.page.evaluate(() => (globalThis as unknown as { __screen: { held: number } }).__screen.held);
  const { guests } = await meet(mentor, learner);
  await expect.poll(held).toBe(1);
  await guests.leave();
  await expect.poll(held).toBe(0);
});
