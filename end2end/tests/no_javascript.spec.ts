// Without JavaScript there is no call; everything up to it works, and nothing looks broken.

import { expect, test } from '../fixtures/index.ts';
import { Account } from '../pages/account.ts';
import { ADA, SignIn, SignUp } from '../pages/entry.ts';
import { Header } from '../pages/header.ts';
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

test('somebody signs up, out and in, and hears what is wrong', async ({ arrive }) => {
  const { page } = await arrive('Ada', { javaScriptEnabled: false });
  const header = new Header(page);
  const form = await new SignUp(page).open();
  await form.signUp({ ...ADA, password: ADA.email });
  await expect(form.password).toHaveAccessibleDescription(/neither your address nor your name/);
  await expect(form.email).toHaveValue(ADA.email);
  await form.signUp(ADA);
  await header.openMenu(ADA.name);
  await header.signOut.click();

  await header.signIn.click();
  const back = new SignIn(page);
  await back.signIn({ ...ADA, password: 'a loud heron' });
  await expect(back.password).toHaveAccessibleDescription(/don’t fit together/);
  await expect(back.password).toBeFocused();
  await back.signIn(ADA);
  await header.openMenu(ADA.name);
  await header.account.click();

  const account = new Account(page);
  await account.name.fill('Ada Lovelace');
  await account.save.click();
  await expect(account.profile.getByRole('status')).toHaveText('Saved.');
  await expect(header.initials('Ada Lovelace')).toBeVisible();
});
