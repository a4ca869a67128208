// Without JavaScript there is no call; everything up to it works, and nothing looks broken.

import { expect, test } from '../fixtures/index.ts';
import { Home } from '../pages/home.ts';
import { Join } from '../pages/join.ts';
import { createSession, NewSession } from '../pages/new_session.ts';
import { State } from '../pages/state.ts';

test('the box on the start page leads to the session', async ({ mentor, arrive }) => {
  const hosts = await createSession(mentor.page, { title: 'Reading club', name: 'Mentor' });
  const link = await hosts.copyLink();
  const { page } = await arrive('Learner', { javaScriptEnabled: false });
  await page.goto('/');
  const home = new Home(page);
  await expect(home.headline).toContainText('Face to face');
  await home.find(`It is here: ${link}`);
  await expect(page).toHaveURL(link);

  const join = new Join(page);
  await expect(join.title).toHaveText('Reading club');
  await expect(page.getByText('with Mentor')).toBeVisible();
  await expect(page.getByText('A call needs JavaScript')).toBeVisible();
});

test('the box says on a page of its own that what it got opens no session', async ({ arrive }) => {
  const { page } = await arrive('Learner', { javaScriptEnabled: false });
  await page.goto('/');
  const answer = page.waitForResponse((response) => response.url().includes('/find?'));
  await new Home(page).find('tomorrow at five');
  expect((await answer).status()).toBe(404);
  const state = new State(page);
  await expect(state.heading).toHaveText('This code doesn’t open a session');
  await expect(state.box).toHaveValue('tomorrow at five');
});

test('the form makes a session and leads to its page', async ({ arrive, learner }) => {
  const { page } = await arrive('Mentor', { javaScriptEnabled: false });
  await page.goto('/new');
  const form = new NewSession(page);
  await form.fill({ title: 'Reading club', name: 'Mentor', kind: 'Audio only' });
  await form.create.click();
  await expect(page).toHaveURL(/\/join\/[0-9a-f-]{36}$/);
  await expect(page.getByRole('heading', { level: 1, name: 'Reading club' })).toBeVisible();

  const join = await new Join(learner.page).open(page.url());
  await expect(join.title).toHaveText('Reading club');
});

test('the join form gives a seat', async ({ mentor, arrive }) => {
  const hosts = await createSession(mentor.page, { name: 'Mentor' });
  const link = await hosts.copyLink();
  const { page } = await arrive('Learner', { javaScriptEnabled: false });
  await page.goto(link);
  const join = new Join(page);
  await join.name.fill('Learner');
  await join.join.click();
  await expect(page, 'back on the page of the session').toHaveURL(link);
  await expect(join.join, 'the seat is theirs').toHaveCount(0);
});

test('links that open nothing look right and say what to do next', async ({ mentor, arrive }) => {
  const hosts = await createSession(mentor.page, { name: 'Mentor' });
  const link = await hosts.copyLink();
  await hosts.end();
  const { page } = await arrive('Learner', { javaScriptEnabled: false });
  const state = new State(page);
  for (const [path, heading] of [
    ['/join/0b8e6f52-3c1d-4a7e-9d55-1f2c7a90be34', 'This link doesn’t open a session'],
    ['/join/not-an-id', 'This link doesn’t open a session'],
    ['/nowhere', 'There is nothing here'],
    [link, 'The session has ended'],
  ] as const) {
    await page.goto(path);
    await expect(state.heading).toHaveText(heading);
    await expect(state.backToStart).toBeVisible();
  }
});
