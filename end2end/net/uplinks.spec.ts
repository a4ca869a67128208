// The way out breaks in the middle of a call: the cable is pulled, or the line goes dark and comes back.

import { unaskedPicturesOf } from '../support/connections.ts';
import { expectSound } from '../support/sound.ts';
import { darkenAndLighten, pullTheCableInUse } from './breaks.ts';
import { expect, test } from './fixtures.ts';
import { meetFrom } from './meetings.ts';

test('with two ways out, a call goes on by the other when the one in use is cut', async ({ internet, arrive }) => {
  const home = internet.home({ uplinks: 2 });
  const { host, guest, hosts, guests, pictures } = await meetFrom(internet.home(), home, arrive);
  const unasked = () => Promise.all([host, guest].map(({ page }) => unaskedPicturesOf(page)));
  const waits: number[] = [];
  for (let round = 0; round < 2; round += 1) {
    const before = await unasked();
    waits.push(await pullTheCableInUse(home, guest.page, pictures));
    // Nobody has to wait until they notice what they have missed.
    for (const [at, after] of (await unasked()).entries()) expect(after).toBeGreaterThan(before[at] ?? 0);
    for (const picture of pictures) await expectSound(picture);
    for (const room of [hosts, guests]) await room.expectConnected();
  }
  console.log(`  the picture stood still for ${waits.map(Math.round).join(' and ')} ms`);
});

test('a line that goes dark and comes back takes the call with it', async ({ internet, arrive }) => {
  const home = internet.home();
  const { guest, hosts, guests, pictures } = await meetFrom(internet.home(), home, arrive);
  const wait = await darkenAndLighten(home, guest.page, pictures);
  for (const picture of pictures) await expectSound(picture);
  for (const room of [hosts, guests]) await room.expectConnected();
  console.log(`  the picture moves ${Math.round(wait)} ms after the line is back`);
});
