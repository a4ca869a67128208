// Codes that lead to a live session: when they are over, when they are guessed, and who can have one.

import { expect, test } from '../fixtures/index.ts';
import { Appointment, LATER, planSession } from '../pages/appointment.ts';
import { ADA, signUp, TOMAS, type Who } from '../pages/entry.ts';
import { Admin } from '../pages/admin.ts';
import { Home } from '../pages/home.ts';
import { Join } from '../pages/join.ts';
import { introduce } from '../pages/pair.ts';
import { Sessions } from '../pages/sessions.ts';

const HOUR = 60 * 60;
const NOOR: Who = { name: 'Noor Haddad', email: 'noor@example.org', password: 'four yellow pears' };
const WRONG = 'This code doesn’t open a session. Check it, or ask for a new one.';

test.describe('when time goes by', () => {
  // A session that nobody has entered yet must not end by itself meanwhile.
  test.use({ settings: { VISAVIS_EMPTY_SESSION_SECONDS: String(8 * HOUR) } });

  test('a code is over after its hour; its page says so, and the one who made it makes another', async ({
    server,
    mentor,
    third,
  }) => {
    await signUp(mentor.page, ADA);
    const sessions = await planSession(mentor.page, { title: 'Open hour', guests: true, meeting: 'Open' });
    const code = await sessions.startLive('Open hour');
    const home = await new Home(third.page).open();
    await home.find(code);
    await expect(new Join(third.page).title).toHaveText('Open hour');

    await server.pass(HOUR);
    await home.open();
    await home.find(code);
    await expect(home.wrong).toHaveText(WRONG);
    // Without JavaScript the same is a page.
    await third.page.goto(`/find?code=${code}`);
    await expect(third.page.getByRole('heading', { level: 1 })).toHaveText('This code doesn’t open a session');
    await expect(third.page.getByText('Check it, or ask for a new one.')).toBeVisible();

    await sessions.open();
    await expect(sessions.row('live', 'Open hour')).toContainText('It has no code now.');
    await sessions.live.getByRole('link', { name: 'Invite to Open hour' }).click();
    await sessions.makeCode.click();
    const fresh = await sessions.readCode();
    expect(fresh).not.toBe(code);
    await home.open();
    await home.find(fresh);
    await expect(new Join(third.page).title).toHaveText('Open hour');
  });
});

test('who tries too many wrong codes waits, and is told for how long and what works meanwhile', async ({
  mentor,
  third,
}) => {
  await signUp(mentor.page, ADA);
  const sessions = await planSession(mentor.page, { title: 'Open hour', guests: true, meeting: 'Open' });
  const code = await sessions.startLive('Open hour');
  await sessions.joinNow.click();
  await expect(new Join(mentor.page).title).toHaveText('Open hour');
  const link = mentor.page.url();

  const home = await new Home(third.page).open();
  const limited = home.wrong.filter({ hasText: 'Too many codes tried from here' });
  for (let guess = 0; guess < 20 && !(await limited.isVisible()); guess += 1) {
    await home.find(`2222-22${String(guess).padStart(2, '2')}`);
    await expect(home.wrong).not.toBeEmpty();
    await expect(home.join).toBeEnabled();
  }
  await expect(home.wrong).toHaveText('Too many codes tried from here. Wait a minute, or open a link.');
  // Not even the right one is looked at now; a link is.
  await home.find(code);
  await expect(limited).toBeVisible();
  await third.page.goto(link);
  await expect(new Join(third.page).title).toHaveText('Open hour');
});

test('nobody makes a code of a session that is not theirs', async ({ server, mentor, learner, arrive }) => {
  await introduce(mentor, learner);
  const invitation = await (await new Admin(mentor.page).open()).invite('Mentor');
  const noor = await arrive('Noor');
  await signUp(noor.page, NOOR, invitation);
  const sessions = await planSession(mentor.page, { title: 'Between two', people: [TOMAS.name] });
  await sessions.upcoming.getByRole('link', { name: 'Between two', exact: true }).click();
  await expect(mentor.page.getByRole('heading', { level: 1, name: 'Between two' })).toBeVisible();
  const id = new URL(mentor.page.url()).pathname.split('/')[2] ?? '';

  const hers = await new Sessions(noor.page).open();
  await expect(hers.upcoming).toContainText('Nothing planned yet');
  for (const page of ['', '/start', '/edit', '/cancel']) {
    expect((await noor.page.goto(`/sessions/${id}${page}`))?.status(), page).toBe(404);
  }
  // The link shows what it is, and none of its buttons.
  await noor.page.goto(`/join/${id}`);
  await expect(noor.page.getByRole('heading', { level: 1, name: 'Between two' })).toBeVisible();
  await expect(noor.page.getByRole('link', { name: 'Start live session' })).toHaveCount(0);
  const ask = async () =>
    noor.page.request.post(server.url('/api/start_live'), {
      form: { id },
      headers: { origin: server.address, accept: 'application/json' },
    });
  expect(await (await ask()).json()).toMatchObject({ code: 'not_allowed' });

  // Nor when it is live already.
  await sessions.open();
  const code = await sessions.startLive('Between two');
  expect(await (await ask()).json()).toMatchObject({ code: 'not_allowed' });
  const home = await new Home(learner.page).open();
  await home.find(code);
  await expect(new Join(learner.page).title).toHaveText('Between two');
});

test('an admin and a mentor hold an interview; a mentor asks nobody into one', async ({ mentor, learner, third }) => {
  await introduce(mentor, learner);
  const invitation = await (await new Admin(mentor.page).open()).invite('Mentor');
  await signUp(third.page, NOOR, invitation);
  const form = await new Appointment(mentor.page).open();
  await form.fill({ title: 'Getting to know you', starts: LATER, meeting: 'Interview' });
  await form.fill({ people: [TOMAS.name] });
  await form.plan.click();
  await expect(mentor.page.getByRole('alert')).not.toBeEmpty();

  const sessions = await planSession(mentor.page, {
    title: 'Getting to know you',
    people: [NOOR.name],
    meeting: 'Interview',
  });
  const code = await sessions.startLive('Getting to know you');
  const hers = await new Sessions(third.page).open();
  await expect(hers.join('Getting to know you')).toBeVisible();
  const home = await new Home(third.page).open();
  await home.find(code);
  await expect(new Join(third.page).title).toHaveText('Getting to know you');
  // A learner is not offered interviews.
  const learners = await new Appointment(learner.page).open();
  await expect(learners.meeting('Interview')).toHaveCount(0);
  await expect(learners.meeting('Mentoring')).toHaveCount(1);
});
