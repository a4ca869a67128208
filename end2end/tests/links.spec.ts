// Links that lead somewhere, and links that don't: each says what is the matter and what to do next, by its page and
// by its HTTP status.

import type { Page } from '@playwright/test';

import { expect, test } from '../fixtures/index.ts';
import { Home } from '../pages/home.ts';
import { Join } from '../pages/join.ts';
import { createSession } from '../pages/new_session.ts';
import { State } from '../pages/state.ts';
import { expectAlive } from '../support/hydration.ts';
import { takeSeats } from '../support/seats.ts';

const UNKNOWN_ID = '0b8e6f52-3c1d-4a7e-9d55-1f2c7a90be34';

/** Opens a path and gives the status of the answer. */
async function statusOf(page: Page, path: string): Promise<number | undefined> {
  return (await page.goto(path))?.status();
}

test('a link to a session that does not exist says so with 404 and offers the box again', async ({ learner }) => {
  expect(await statusOf(learner.page, `/join/${UNKNOWN_ID}`)).toBe(404);
  const state = new State(learner.page);
  await expect(state.heading).toHaveText('This link doesn’t open a session');
  await expect(state.box).toBeVisible();
  await state.backToStart.click();
  await expect(new Home(learner.page).box).toBeVisible();
});

test('a malformed link says the same with 400', async ({ learner }) => {
  expect(await statusOf(learner.page, '/join/not-an-id')).toBe(400);
  await expect(new State(learner.page).heading).toHaveText('This link doesn’t open a session');
});

test('an address that is no page says so with 404', async ({ learner }) => {
  expect(await statusOf(learner.page, '/nowhere')).toBe(404);
  await expect(new State(learner.page).heading).toHaveText('There is nothing here');
});

test('the link of a session that was ended says so with 410', async ({ mentor, learner }) => {
  const hosts = await createSession(mentor.page, { name: 'Mentor' });
  const link = await hosts.copyLink();
  await hosts.end();
  expect(await statusOf(learner.page, link)).toBe(410);
  const state = new State(learner.page);
  await expect(state.heading).toHaveText('The session has ended');
  await expect(learner.page.getByText('Mentor ended it for everyone.')).toBeVisible();
  await expect(state.readTheChat, 'the chat is for those who were inside').toHaveCount(0);
  await expect(state.backToStart).toBeVisible();
});

test('the box takes a link in the middle of a sentence', async ({ mentor, learner }) => {
  const hosts = await createSession(mentor.page, { title: 'Reading club', name: 'Mentor' });
  const link = await hosts.copyLink();
  const home = await new Home(learner.page).open();
  await home.find(`Hi, are you coming? → ${link}. See you soon`);
  await expect(learner.page).toHaveURL(link);
  await expect(new Join(learner.page).title).toHaveText('Reading club');
});

test('the box goes on by itself when a link is pasted', async ({ mentor, learner }) => {
  const hosts = await createSession(mentor.page, { name: 'Mentor' });
  const link = await hosts.copyLink();
  const home = await new Home(learner.page).open();
  await learner.page.evaluate((link) => navigator.clipboard.writeText(link), link);
  await home.box.focus();
  await learner.page.keyboard.press('ControlOrMeta+V');
  await expect(learner.page).toHaveURL(link);
});

test('the box says in place that what it got opens no session', async ({ learner }) => {
  const home = await new Home(learner.page).open();
  for (const text of ['tomorrow at five', UNKNOWN_ID]) {
    await home.find(text);
    await expect(home.wrong).toHaveText('This code doesn’t open a session. Check it, or ask for a new one.');
    await expect(home.box).toHaveAttribute('aria-invalid', 'true');
    await expect(home.box).toHaveValue(text);
    await expect(home.box).toBeFocused();
  }
});

test.describe('a session whose seats are all taken', () => {
  test.use({ settings: { VISAVIS_ADDRESS_LIMITS: 'false' } });

  test('says so with 409, also to who had the page open before, and lets the next one in when somebody leaves', async ({
    server,
    mentor,
    learner,
    third,
  }) => {
    const hosts = await createSession(mentor.page, { name: 'Mentor' });
    const link = await hosts.copyLink();
    await takeSeats(server, link, 8);
    const late = await new Join(third.page).open(link);
    await takeSeats(server, link, 1);
    await late.join.click();
    await expect(new State(third.page).heading).toHaveText('This session is full');
    expect(await statusOf(learner.page, link)).toBe(409);
    const state = new State(learner.page);
    await expect(state.heading).toHaveText('This session is full');
    await expect(learner.page.getByText('All 10 seats are taken.')).toBeVisible();

    await hosts.leave();
    await state.tryAgain.click();
    await expect(new Join(learner.page).join).toBeVisible();
  });

  test('is looked for again without a hand, and is left as soon as a seat is free', async ({ server, mentor, learner }) => {
    const hosts = await createSession(mentor.page, { name: 'Mentor' });
    const link = await hosts.copyLink();
    await takeSeats(server, link, 9);
    await learner.page.clock.install();
    expect(await statusOf(learner.page, link)).toBe(409);
    await expectAlive(learner.page);
    const looked = learner.page.waitForResponse((response) => response.url().includes('/view_session'));
    await learner.page.clock.fastForward(10_000);
    expect(await (await looked).json()).toMatchObject({ state: 'full' });
    await expect(new State(learner.page).heading).toHaveText('This session is full');

    await hosts.leave();
    await learner.page.clock.fastForward(10_000);
    const join = new Join(learner.page);
    await expect(join.join).toBeVisible();
    await expectAlive(learner.page);
    await expect((await join.joinAs('Learner')).ownTile).toBeVisible();
  });
});

test.describe('a session with a short life', () => {
  test.use({ settings: { VISAVIS_MAX_SESSION_SECONDS: '5' } });

  test('ends by itself for those inside, and its link says so with 410', async ({ mentor, learner }) => {
    const hosts = await createSession(mentor.page, { name: 'Mentor' });
    const link = await hosts.copyLink();
    await expect(new State(mentor.page).heading).toHaveText('The session has ended', { timeout: 30_000 });
    await expect(mentor.page.getByText('Its time was over.')).toBeVisible();
    expect(await statusOf(learner.page, link)).toBe(410);
    await expect(learner.page.getByText('Its time was over.')).toBeVisible();
  });
});
