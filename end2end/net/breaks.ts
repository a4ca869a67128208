// Breaking the way out of a home in the middle of a call, and how long the pictures stand still by it.

import { expect, type Locator, type Page } from '@playwright/test';

import { pathOf } from '../support/connections.ts';
import { standstillSince, watchFrames } from '../support/standstill.ts';
import type { Home } from './home.ts';

/** The way out by which the call goes, as soon as it goes by one. */
async function uplinkInUse(home: Home, page: Page): Promise<number> {
  let address: string | undefined;
  await expect.poll(async () => (address = (await pathOf(page))?.address), { message: 'the call goes by an address' }).toBeDefined();
  return home.uplinkOf(address ?? '');
}

/**
 * Pulls the cable by which the call goes, and puts it back when the call goes by the other. Gives the milliseconds for
 * which the slower of the pictures stood still.
 */
export async function pullTheCableInUse(home: Home, page: Page, pictures: Locator[]): Promise<number> {
  for (const picture of pictures) await watchFrames(picture);
  const uplink = await uplinkInUse(home, page);
  const cut = Date.now();
  home.cut(uplink);
  const standstills = await Promise.all(pictures.map((picture) => standstillSince(picture, cut)));
  expect(await uplinkInUse(home, page), 'the call goes by the other way out').not.toBe(uplink);
  home.mend(uplink);
  return Math.max(...standstills.map(({ length }) => length));
}

/**
 * Lets the way beyond the router go dark until the browser misses its packets, and come back. Gives the milliseconds
 * from then on until the later of the pictures moved.
 */
export async function darkenAndLighten(home: Home, page: Page, pictures: Locator[]): Promise<number> {
  for (const picture of pictures) await watchFrames(picture);
  const dark = Date.now();
  home.darken();
  await expect.poll(async () => (await pathOf(page))?.state, { message: 'packets are missed' }).not.toBe('connected');
  home.lighten();
  const light = Date.now();
  const standstills = await Promise.all(pictures.map((picture) => standstillSince(picture, dark)));
  return Math.max(...standstills.map(({ over }) => over)) - light;
}
