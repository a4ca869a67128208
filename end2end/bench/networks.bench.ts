// How often and how fast people reach each other through networks of every kind, and how soon a call is back when its
// way breaks. The networks are made for it; needs what `cargo xtask test --net` needs.

import { darkenAndLighten, pullTheCableInUse } from '../net/breaks.ts';
import { test } from '../net/fixtures.ts';
import { meetAgainAndAgain, meetFrom, tell } from '../net/meetings.ts';
import { STORIES } from '../net/stories.ts';
import { line, quantile } from '../support/figures.ts';
import { expectFramesToAdvance } from '../support/frames.ts';

const ROUNDS = 20;

for (const { title, homes, way, relay = 'its own relay' } of STORIES) {
  test.describe(() => {
    test.use({ relay });

    test(`networks: ${title}`, async ({ internet, arrive }) => {
      const [hosts, guests] = [internet.home(homes), internet.home(homes)];
      const host = await arrive('Mentor', hosts);
      const outcome = await meetAgainAndAgain(host, (name) => arrive(name, guests), ROUNDS, way);
      tell(outcome);
      for (const failure of outcome.failures) console.log(failure);
    });
  });
}

test('recovery: one of two ways out is cut', async ({ internet, arrive }) => {
  const home = internet.home({ uplinks: 2 });
  const { guest, hosts, guests, pictures } = await meetFrom(internet.home(), home, arrive);
  const waits: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    waits.push(await pullTheCableInUse(home, guest.page, pictures));
    for (const room of [hosts, guests]) await room.expectConnected();
  }
  say('one of two ways out is cut: the picture stands still', waits);
});

test('recovery: the way goes dark and comes back', async ({ internet, arrive }) => {
  const home = internet.home();
  const { guest, hosts, guests, pictures } = await meetFrom(internet.home(), home, arrive);
  const waits: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const picture of pictures) await expectFramesToAdvance(picture);
    waits.push(await darkenAndLighten(home, guest.page, pictures));
    for (const room of [hosts, guests]) await room.expectConnected();
  }
  say('the way is back after it was dark: the picture moves', waits);
});

function say(what: string, waits: number[]): void {
  console.log(`${line(what, waits, 'ms')}, p95 ${Math.round(quantile(waits, 0.95))} ms`);
}
