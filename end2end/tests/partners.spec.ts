// Partners without an account, and people who forgot their password: a link brings them in.

import { expect, test } from '../fixtures/index.ts';
import { Admin } from '../pages/admin.ts';
import { Appointment, LATER } from '../pages/appointment.ts';
import { ADA, SignIn, signIn, SignUp, signUp, TOMAS, type Who } from '../pages/entry.ts';
import { Header } from '../pages/header.ts';
import { introduce } from '../pages/pair.ts';
import { Sessions } from '../pages/sessions.ts';
import { State } from '../pages/state.ts';

const NOOR: Who = { name: 'Noor Haddad', email: 'noor@example.org', password: 'four yellow pears' };

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'with the program' : 'without JavaScript', () => {
    test('a partner without an account is planned with, and has the session once they sign up', async ({
      mentor,
      arrive,
    }) => {
      await signUp(mentor.page, ADA);
      const { page } = await arrive('Ada', { javaScriptEnabled });
      await signIn(page, ADA);
      const form = await new Appointment(page).open();
      await form.fill({ title: 'CSS layout clinic', starts: LATER, newcomer: 'Noor' });
      await form.plan.click();
      await expect(page.getByText('Send Noor this link.')).toBeVisible();
      const first = await page.getByText(/^http\S+\/signup\?invitation=/).innerText();
      const invited = page.getByRole('region', { name: 'Invited' });
      await invited.getByRole('button', { name: 'New link for Noor' }).click();
      const link = await page.getByText(/^http\S+\/signup\?invitation=/).innerText();
      expect(link).not.toBe(first);
      await page.goto('/sessions');
      const sessions = new Sessions(page);
      await expect(sessions.row('upcoming', 'CSS layout clinic')).toContainText('with Noor (invited)');

      const noor = await arrive('Noor', { javaScriptEnabled });
      await noor.page.goto(first);
      await expect(new State(noor.page).heading).toHaveText('This invitation doesn’t work any more');
      await noor.page.goto(link);
      await expect(noor.page.getByText('Ada Okafor invites you to “CSS layout clinic”.')).toBeVisible();
      await expect(noor.page.getByText(/^It begins: .*15 Jan.*15:00/)).toBeVisible();
      const signing = new SignUp(noor.page);
      await expect(signing.name).toHaveValue('Noor');
      await signing.signUp(NOOR);
      await expect(noor.page.getByRole('heading', { level: 1, name: 'CSS layout clinic' })).toBeVisible();
      await noor.page.goto('/sessions');
      await expect(new Sessions(noor.page).row('upcoming', 'CSS layout clinic')).toContainText(`with ${ADA.name}`);
      await page.goto('/sessions');
      await expect(sessions.row('upcoming', 'CSS layout clinic')).toContainText(`with ${NOOR.name}`);
    });

    test('who forgot their password gets a link from an admin, and is signed in with a new one', async ({
      mentor,
      learner,
      arrive,
    }) => {
      await introduce(mentor, learner);
      const { page } = await arrive('Tomás', { javaScriptEnabled });
      await new SignIn(page).open();
      await expect(page.getByText('Ask the person who runs this place for a link.')).toBeVisible();

      const admin = await new Admin(mentor.page).open();
      await admin.change(TOMAS.name, 'Link for a new password');
      await expect(mentor.page.getByText(`Send ${TOMAS.name} this link`)).toBeVisible();
      const link = await mentor.page.getByText(/^http\S+\/password\?reset=/).innerText();

      await page.goto(link);
      await expect(page.getByText(`For the account of ${TOMAS.name}`)).toBeVisible();
      const password = page.getByLabel('New password', { exact: true });
      await password.fill(TOMAS.email);
      await page.getByRole('button', { name: 'Save and sign in' }).click();
      await expect(password).toHaveAccessibleDescription(/neither your address nor your name/);
      await password.fill('six green apples');
      await page.getByRole('button', { name: 'Save and sign in' }).click();
      await expect(page.getByText('Your password is changed.')).toBeVisible();
      await expect(new Header(page).initials(TOMAS.name)).toBeVisible();
      await learner.page.goto('/account');
      await expect(new SignIn(learner.page).heading).toBeVisible();
      await page.goto(link);
      await expect(new State(page).heading).toHaveText('This link doesn’t work any more');
    });
  });
}

test('somebody who has an account takes part by the link', async ({ mentor, learner }) => {
  await introduce(mentor, learner);
  const form = await new Appointment(mentor.page).open();
  await form.fill({ title: 'CSS layout clinic', starts: LATER, newcomer: 'Noor' });
  await form.plan.click();
  const link = await mentor.page.getByText(/^http\S+\/signup\?invitation=/).innerText();
  await learner.page.goto(link);
  await learner.page.getByRole('button', { name: `Take part as ${TOMAS.name}` }).click();
  await expect(learner.page.getByRole('heading', { level: 1, name: 'CSS layout clinic' })).toBeVisible();
});

test('without JavaScript a session is begun, and its code is shown', async ({ mentor, arrive }) => {
  await signUp(mentor.page, ADA);
  const { page } = await arrive('Ada', { javaScriptEnabled: false });
  await signIn(page, ADA);
  const form = await new Appointment(page).open();
  await form.fill({ title: 'Open hour', starts: LATER, meeting: 'Open', guests: true });
  await form.plan.click();
  const sessions = new Sessions(page);
  await sessions.upcoming.getByRole('link', { name: 'Start live session: Open hour' }).click();
  await page.getByRole('button', { name: 'Start live session' }).click();
  const code = await sessions.readCode();
  expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/);
  await page.goto(`/find?code=${code}`);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Open hour');
});
