// Shared sessions: six characters lead in, everybody sees who is there, and after ten minutes it is over.

import { expect, test } from '../fixtures/index.ts';
import { SharedSession } from '../pages/shared_session.ts';

const TEN_MINUTES = 600;

test('one starts it, another comes by its code, and both see who comes and goes', async ({ mentor, learner }) => {
  const mayas = await new SharedSession(mentor.page).open();
  await mayas.begin('Maya');
  await expect(mayas.people).toHaveText([/Maya \(you\)\s*Creator/]);
  await expect(mayas.timeLeft).toHaveText(/^(10:00|9:5\d) left$/);
  const code = await mayas.copyCode();
  expect(code).toMatch(/^[0-9A-Z]{3}-[0-9A-Z]{3}$/);

  const toms = await new SharedSession(learner.page).open();
  await toms.enter(code.toLowerCase().replace('-', ' '), 'Tom');
  await expect(toms.people).toHaveText([/Maya\s*Creator/, /Tom \(you\)/]);
  await expect(mayas.people).toHaveText([/Maya \(you\)/, /Tom/]);
  await expect(mayas.notices).toContainText('Tom joined');

  await learner.page.reload();
  await toms.expectInside();
  await expect(mayas.people, 'a reload is neither coming nor going').toHaveCount(2);

  await toms.leave.click();
  await expect(toms.start).toBeVisible();
  await expect(mayas.people).toHaveCount(1);
  await expect(mayas.notices).toContainText('Tom left');
});

test('a wrong code is said at the box, and the link fills it', async ({ mentor, learner }) => {
  const mayas = await new SharedSession(mentor.page).open();
  await mayas.begin('Maya');
  const code = (await mayas.copyCode()).replace('-', '');
  const toms = await new SharedSession(learner.page).open();
  await toms.box.fill('ABC-123');
  await toms.join.click();
  await expect(toms.wrong).toBeVisible();
  await expect(toms.box).toHaveValue('ABC-123');
  await toms.open(`/shared-session?code=${code}`);
  await expect(toms.box).toHaveValue(code);
  await toms.name.fill('Tom');
  await toms.join.click();
  await toms.expectInside();
});

test('after ten minutes it is over for everybody, and so is its code', async ({ server, mentor, learner }) => {
  const mayas = await new SharedSession(mentor.page).open();
  await mayas.begin('Maya');
  const code = await mayas.copyCode();
  await server.pass(TEN_MINUTES);
  await expect(mayas.title).toHaveText(/The session is over|You are out of the session/);
  await mayas.again.click();
  await expect(mayas.start).toBeVisible();
  const toms = await new SharedSession(learner.page).open();
  await toms.box.fill(code);
  await toms.join.click();
  await expect(toms.wrong).toBeVisible();
});

test('it works without JavaScript too', async ({ arrive }) => {
  const { page } = await arrive('Tom', { javaScriptEnabled: false });
  const toms = new SharedSession(page);
  await page.goto('/shared-session');
  await toms.name.fill('Tom');
  await toms.start.click();
  await expect(toms.title).toHaveText('You are together');
  await expect(toms.people).toHaveText([/Tom \(you\)/]);
  await toms.leave.click();
  await expect(toms.start).toBeVisible();
});
