// Somebody's own rules: saved on the account's page, chosen for a session, and in a call. Links by role that come with a
// presentation.

import { expect, test } from '../fixtures/index.ts';
import { ADA, signUp } from '../pages/entry.ts';
import { Join } from '../pages/join.ts';
import { NewSession, createSession } from '../pages/new_session.ts';
import { Presets } from '../pages/presets.ts';
import { expectAlive } from '../support/hydration.ts';

test('saved rules hold in the session that begins by them', async ({ mentor, learner }) => {
  await signUp(mentor.page, ADA);
  await new Presets(mentor.page).saveQuiet('Reading club');
  const form = await new NewSession(mentor.page).open();
  await form.preset('Reading club').check();
  const hosts = await form.createSession({ title: 'Chapter one' });
  const join = await new Join(learner.page).open(await hosts.copyLink());
  await expect(join.preview).toContainText('You watch and listen');
  await join.name.fill('Learner');
  await join.knock.click();
  await hosts.open('People');
  await hosts.knocker('Learner').getByRole('button', { name: 'Let in Learner' }).click();
  await hosts.expectPeople('Learner');
});

test('a host gives a call their own rules, and nobody takes over', async ({ mentor, learner }) => {
  await signUp(mentor.page, ADA);
  await new Presets(mentor.page).saveQuiet('Quiet hour');
  const hosts = await createSession(mentor.page);
  const learners = await (await new Join(learner.page).open(await hosts.copyLink())).joinAs('Learner');
  await expect(learners.microphone).toHaveCount(1);
  const panel = await hosts.open('Session');
  await panel.getByRole('button', { name: 'Use the rules “Quiet hour”' }).click();
  await expect(learners.microphone).toHaveCount(0);
  await expect(panel.getByText('Rules of your own')).toBeVisible();
  await panel.getByRole('button', { name: 'Don’t let anyone take over' }).click();
  await expect(panel.getByText('nobody becomes host')).toBeVisible();
});

test('a presentation begins with both links, and one session has rules of its own', async ({ mentor, learner }) => {
  const form = await new NewSession(mentor.page).open();
  await form.preset('Only hosts').check();
  await form.more.click();
  await mentor.page.getByRole('combobox', { name: 'How many people?' }).selectOption('Up to 5');
  const hosts = await form.createSession({ name: 'Mentor', title: 'Layout clinic' });
  const link = await hosts.copyRoleLink('viewer');
  await expect(hosts.rail('Session')).toContainText('of 5');
  await learner.page.goto(link);
  await expectAlive(learner.page);
  await expect(learner.page.getByRole('textbox')).not.toHaveValue('');
  await mentor.page.reload();
  await hosts.expectInside();
  await hosts.open('Session');
  await expect(hosts.rail('Session').getByRole('button', { name: 'Make links' }), 'they were shown once').toBeVisible();
});
