// People who have an account: how they come by one, go in and out, and look after what is theirs and after the others.

import { expect, test } from '../fixtures/index.ts';
import { Account } from '../pages/account.ts';
import { Admin } from '../pages/admin.ts';
import { ADA, SignIn, signIn, SignUp, signUp, TOMAS } from '../pages/entry.ts';
import { Header } from '../pages/header.ts';
import { Home } from '../pages/home.ts';
import { Join } from '../pages/join.ts';
import { createSession, NewSession } from '../pages/new_session.ts';
import { State } from '../pages/state.ts';
import { expectAlive } from '../support/hydration.ts';
import { press, tabTo, type } from '../support/keyboard.ts';

test('the first to sign up looks after the place', async ({ mentor, learner }) => {
  await new Home(mentor.page).open();
  await new Header(mentor.page).signIn.click();
  await new SignIn(mentor.page).signUp.click();
  const form = new SignUp(mentor.page);
  await expect(mentor.page.getByText('You are the first here')).toBeVisible();
  await form.signUp(ADA);
  const header = new Header(mentor.page);
  await header.openMenu(ADA.name);
  await expect(mentor.page.getByText(ADA.email)).toBeVisible();
  await header.admin.click();
  await expect(new Admin(mentor.page).person(ADA.name)).toContainText('Admin');

  await learner.page.goto('/signup');
  await expect(new State(learner.page).heading).toHaveText('New accounts are by invitation');
});

test('what is wrong with a new account is said at its field, and the rest stays typed', async ({ mentor }) => {
  const form = await new SignUp(mentor.page).open();
  await form.signUp({ ...ADA, password: ADA.email });
  await expect(form.password).toHaveAttribute('aria-invalid', 'true');
  await expect(form.password).toHaveAccessibleDescription(/neither your address nor your name/);
  await expect(form.password).toBeFocused();
  await expect(form.password).toHaveValue('');
  await expect(form.name).toHaveValue(ADA.name);
  await expect(form.email).toHaveValue(ADA.email);
  await form.password.fill(ADA.password);
  await form.make.click();
  await expect(new Header(mentor.page).initials(ADA.name)).toBeVisible();
});

test('somebody signs out and in again, and a wrong password is said at its field', async ({ mentor }) => {
  await signUp(mentor.page, ADA);
  const header = new Header(mentor.page);
  await header.openMenu(ADA.name);
  await header.signOut.click();
  await expect(header.signIn).toBeVisible();

  const form = await new SignIn(mentor.page).open();
  await form.signIn({ ...ADA, password: 'a loud heron' });
  await expect(form.password).toHaveAccessibleDescription(/don’t fit together/);
  await expect(form.password).toBeFocused();
  await expect(form.email).toHaveValue(ADA.email);
  await expectAlive(mentor.page);
  await form.password.fill(ADA.password);
  await form.showPassword.click();
  await expect(form.password).toHaveAttribute('type', 'text');
  await expect(form.password).toHaveValue(ADA.password);
  await form.enter.click();
  await expect(header.initials(ADA.name)).toBeVisible();
});

test('signing in leads back to the page that one came from, and nowhere else', async ({ mentor, learner }) => {
  await signUp(mentor.page, ADA);
  await new NewSession(mentor.page).open();
  await expect(new NewSession(mentor.page).name).toHaveValue(ADA.name);
  const link = await (await createSession(mentor.page, { title: 'Reading club' })).copyLink();

  await learner.page.goto(link);
  await new Header(learner.page).signIn.click();
  await new SignIn(learner.page).signIn(ADA);
  await expect(learner.page).toHaveURL(link);
  await expect(new Join(learner.page).name).toHaveValue(ADA.name);

  const header = new Header(learner.page);
  await header.openMenu(ADA.name);
  await header.signOut.click();
  await new SignIn(learner.page).open('/signin?next=%2F%2Fexample.org');
  await new SignIn(learner.page).signIn(ADA);
  await expect(new Home(learner.page).box).toBeVisible();
});

test('a learner comes by an invitation, which is good once', async ({ mentor, learner, third }) => {
  await signUp(mentor.page, ADA);
  const admin = await new Admin(mentor.page).open();
  const link = await admin.invite('Learner');
  await admin.copyLink.click();
  expect(await mentor.page.evaluate(() => navigator.clipboard.readText())).toBe(link);
  await admin.done.click();
  await expect(admin.invitations.getByRole('listitem')).toHaveCount(1);
  await expect(admin.link, 'it is shown once').toHaveCount(0);

  await learner.page.goto(link);
  await expect(learner.page.getByText(`${ADA.name} invites you as a learner.`)).toBeVisible();
  await signUp(learner.page, TOMAS, link);
  await third.page.goto(link);
  await expect(new State(third.page).heading).toHaveText('This invitation doesn’t work any more');

  await admin.open();
  await expect(admin.person(TOMAS.name)).toContainText('Learner');
  await expect(admin.invitations.getByRole('listitem')).toHaveCount(0);
  const answer = await learner.page.goto('/admin');
  expect(answer?.status()).toBe(403);
  await expect(new State(learner.page).heading).toHaveText('This page is for admins');
});

test('somebody changes their name, their time zone and their password', async ({ mentor, arrive }) => {
  await signUp(mentor.page, ADA);
  const account = await new Account(mentor.page).open();
  await account.name.fill('Ada Lovelace');
  await account.timeZone.selectOption('Europe/Lisbon');
  await account.save.click();
  await expect(account.profile.getByRole('status')).toHaveText('Saved.');
  await expect(new Header(mentor.page).initials('Ada Lovelace')).toBeVisible();
  await expect(account.timeZone).toHaveValue('Europe/Lisbon');

  const { page } = await arrive('Elsewhere', { timezoneId: 'Asia/Tokyo' });
  await signIn(page, { ...ADA, name: 'Ada Lovelace' });
  const abroad = await new Account(page).open();
  await expect(abroad.profile).toContainText('Your browser is in Asia/Tokyo.');
  await abroad.takeZone.click();
  await expect(abroad.timeZone).toHaveValue('Asia/Tokyo');

  await account.presentPassword.fill('a loud heron');
  await account.newPassword.fill('four yellow pears');
  await account.changePassword.click();
  await expect(account.presentPassword).toHaveAccessibleDescription(/not your present password/);
  await expect(account.presentPassword).toBeFocused();
  await account.presentPassword.fill(ADA.password);
  await account.newPassword.fill('four yellow pears');
  await account.changePassword.click();
  await expect(account.password.getByRole('status')).toContainText('Your password is changed.');

  await page.reload();
  await expect(new SignIn(page).heading, 'signed out everywhere else').toBeVisible();
  await new SignIn(page).signIn({ email: ADA.email, password: 'four yellow pears' });
  await expect(new Account(page).heading, 'back where it came from').toBeVisible();
});

test('one device signs the other out, which is at its next click', async ({ mentor, arrive }) => {
  await signUp(mentor.page, ADA);
  const { page } = await arrive('Elsewhere');
  await signIn(page, ADA);
  const account = await new Account(mentor.page).open();
  await expect(account.devices.getByRole('listitem')).toHaveCount(2);
  await expect(account.devices.getByText('This device')).toHaveCount(1);
  await expect(account.devices.getByRole('listitem').first()).toContainText(/Last used today, \d\d:\d\d/);
  await account.others.click();
  await expect(account.devices.getByRole('listitem')).toHaveCount(1);

  const header = new Header(page);
  await header.openMenu(ADA.name);
  await header.account.click();
  await expect(new SignIn(page).heading).toBeVisible();
  await account.signOutEverywhere.click();
  await expect(new Header(mentor.page).signIn).toBeVisible();
});

test('a token is made, shown once, and revoked', async ({ mentor }) => {
  await signUp(mentor.page, ADA);
  const account = await new Account(mentor.page).open();
  await account.tokenName.fill('Calendar script');
  await account.tokens.getByRole('switch', { name: 'Read your sessions' }).uncheck();
  await account.makeToken.click();
  await expect(account.tokens.getByRole('alert')).toContainText('Choose at least one thing');
  await account.tokens.getByRole('switch', { name: 'Make and change sessions' }).check();
  await account.makeToken.click();
  await account.copyToken.click();
  const token = await mentor.page.evaluate(() => navigator.clipboard.readText());
  expect(token.length).toBeGreaterThan(30);
  await expect(account.tokens.getByText(token)).toBeVisible();
  await account.done.click();

  const row = account.token('Calendar script');
  await expect(row).toContainText('Make and change sessions');
  await expect(row).toContainText('never used');
  expect(await mentor.page.content(), 'it is shown once').not.toContain(token);
  await row.getByRole('button', { name: 'Revoke Calendar script' }).click();
  await expect(row).toHaveCount(0);
});

test('an admin makes somebody a mentor, disables them, and they are out', async ({ mentor, learner }) => {
  await signUp(mentor.page, ADA);
  const admin = await new Admin(mentor.page).open();
  await signUp(learner.page, TOMAS, await admin.invite('Learner'));
  await admin.open();
  await admin.change(TOMAS.name, 'Make mentor');
  await expect(admin.person(TOMAS.name)).toContainText('Mentor');
  await admin.change(TOMAS.name, 'Disable');
  await expect(admin.person(TOMAS.name)).toContainText('Disabled');

  await learner.page.goto('/account');
  const form = new SignIn(learner.page);
  await form.signIn(TOMAS);
  await expect(learner.page.getByRole('alert')).toContainText('This account can’t be used now.');
  await admin.change(TOMAS.name, 'Enable');
  await expect(admin.person(TOMAS.name)).not.toContainText('Disabled');
  await form.signIn(TOMAS);
  await expect(new Account(learner.page).heading).toBeVisible();

  await admin.change(ADA.name, 'Disable');
  await expect(admin.people.getByRole('alert')).toContainText('Nobody else looks after this server.');
  await expect(admin.people.getByRole('alert')).toBeFocused();
});

test('settings hold at once', async ({ mentor, learner }) => {
  await signUp(mentor.page, ADA);
  const admin = await new Admin(mentor.page).open();
  await admin.guestsMayBegin.uncheck();
  await admin.letSignUp('Everyone');
  await learner.page.goto('/new');
  await expect(new State(learner.page).heading).toHaveText('Sign in to begin a session');
  await learner.page.getByRole('main').getByRole('link', { name: 'Sign in' }).click();
  await new SignIn(learner.page).signUp.click();
  await new SignUp(learner.page).signUp(TOMAS);
  // It leads back to what they wanted.
  const form = new NewSession(learner.page);
  await expect(form.create).toBeVisible();
  await expectAlive(learner.page);
  await form.createSession();
});

test('an account is made, left and entered by keyboard alone', async ({ mentor }) => {
  const { page } = mentor;
  const form = await new SignUp(page).open();
  await expectAlive(page);
  await type(page, form.name, ADA.name);
  await type(page, form.email, ADA.email);
  await type(page, form.password, ADA.password);
  await page.keyboard.press('Enter');

  const header = new Header(page);
  await press(page, header.initials(ADA.name));
  await expect(header.signOut).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(header.signOut).toBeHidden();
  await expect(header.initials(ADA.name), 'the focus goes back').toBeFocused();
  await page.keyboard.press('Enter');
  await press(page, header.signOut);

  await press(page, header.signIn);
  const back = new SignIn(page);
  await type(page, back.email, ADA.email);
  await type(page, back.password, ADA.password);
  await expectAlive(page);
  await press(page, back.showPassword, 'Space');
  await expect(back.password).toHaveAttribute('type', 'text');
  await press(page, back.enter);
  await press(page, header.initials(ADA.name));
  await press(page, header.account);

  const account = new Account(page);
  await tabTo(page, account.name);
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.type('Ada Lovelace');
  await page.keyboard.press('Enter');
  await expect(header.initials('Ada Lovelace')).toBeVisible();
});
