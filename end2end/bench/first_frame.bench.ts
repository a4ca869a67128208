// How long the second person waits for the first picture of the first, with an empty cache, and what it takes on the
// wire.

import { expect, test, type Fixtures } from '../fixtures/index.ts';
import { Join } from '../pages/join.ts';
import { createSession } from '../pages/new_session.ts';
import { Room } from '../pages/room.ts';
import { BarePage } from './bare_page.ts';
import { line, median } from '../support/figures.ts';
import { momentsOf, startClock } from '../support/first_frame_clock.ts';
import { Traffic, type Total } from './traffic.ts';

const ROUNDS = 11;

/** The same on the least page that there can be: milliseconds from navigation to first remote frame, per round. */
async function bareRounds(arrive: Fixtures['arrive']): Promise<number[]> {
  const bare = await BarePage.start();
  try {
    const host = await arrive('Host of the bare page');
    await host.page.goto(bare.url('host'));
    await host.page.locator('body[data-ready]').waitFor();
    const rounds: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      const guest = await arrive(`Guest of the bare page ${round}`);
      await startClock(guest.context);
      await guest.page.goto(bare.url('guest'), { waitUntil: 'commit' });
      const { firstFrame, navigation } = await momentsOf(guest.page);
      rounds.push(firstFrame - navigation);
      await guest.context.close();
    }
    await host.context.close();
    return rounds;
  } finally {
    bare.stop();
  }
}

test('first-frame', async ({ server, mentor, arrive }) => {
  const bare = await bareRounds(arrive);

  const hosts = await createSession(mentor.page, { name: 'Mentor' });
  const link = await hosts.copyLink();
  await hosts.showUp();

  const afterClick: number[] = [];
  const afterNavigation: number[] = [];
  const totals: Total[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    // Somebody opens the link, sees themselves, and clicks.
    const newcomer = await arrive(`Learner ${round}`);
    await startClock(newcomer.context);
    const join = await new Join(newcomer.page).open(link);
    await expect(join.cameraOff).toBeVisible();
    await join.name.fill('Learner');
    await join.join.click();
    const first = await momentsOf(newcomer.page);
    if (first.click !== null) afterClick.push(first.firstFrame - first.click);
    const storageState = await newcomer.context.storageState();
    await newcomer.context.close();

    // The same person comes back with the ticket and nothing else.
    const back = await arrive(`Learner ${round} again`, { storageState });
    await startClock(back.context);
    const traffic = await Traffic.follow(back.page);
    await back.page.goto(link, { waitUntil: 'commit' });
    const moments = await momentsOf(back.page);
    afterNavigation.push(moments.firstFrame - moments.navigation);
    const room = new Room(back.page);
    await room.expectInside();
    totals.push(traffic.until(moments.firstFrame));
    await room.leave();
    await back.context.close();
    await hosts.expectPeople();
  }

  const own = new URL(server.address).host;
  const foreign = new Set(totals.flatMap(({ hosts }) => hosts).filter((host) => host !== own));
  console.log(line('click on Join to first remote frame', afterClick, 'ms'));
  console.log(line('navigation to first remote frame, with a ticket', afterNavigation, 'ms'));
  console.log(line('the same on a bare page without a product', bare, 'ms'));
  console.log(`${'navigation, as a multiple of the bare page'.padEnd(58)} ${(median(afterNavigation) / median(bare)).toFixed(2).padStart(9)}`);
  console.log(line('bytes on the wire to the first remote frame', totals.map(({ bytes }) => bytes), 'bytes'));
  console.log(line('requests to the first remote frame', totals.map(({ requests }) => requests), ''));
  console.log(line('signaling bytes to the first remote frame', totals.map(({ signalingBytes }) => signalingBytes), 'bytes'));
  console.log(line('signaling messages to the first remote frame', totals.map(({ signalingMessages }) => signalingMessages), ''));
  console.log(`other hosts that were asked: ${foreign.size === 0 ? 'none' : [...foreign].join(', ')}`);
});
