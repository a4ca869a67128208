// Links by role: the host makes one for who takes part and one for who watches, and each leads in by the box of the home
// page.

import { expect, test } from '../fixtures/index.ts';
import { Home } from '../pages/home.ts';
import { comeByRoleLink } from '../pages/join.ts';
import { createSession } from '../pages/new_session.ts';
import { expectAlive } from '../support/hydration.ts';

test('each link fills the box, and leads in with its part', async ({ mentor, learner, third }) => {
  const hosts = await createSession(mentor.page, { title: 'Reading club', name: 'Mentor' });
  await hosts.makeRoleLinks();
  const links = {
    collaborator: await hosts.copyRoleLink('collaborator'),
    viewer: await hosts.copyRoleLink('viewer'),
  };
  for (const [who, role] of [
    [learner, 'collaborator'],
    [third, 'viewer'],
  ] as const) {
    const join = await comeByRoleLink(who.page, links[role]);
    await expect(join.title).toHaveText('Reading club');
    await join.joinAs(role);
  }
  await hosts.expectPeople('collaborator', 'viewer');
});

test('new links end the ones before, in one sentence', async ({ mentor, learner }) => {
  const hosts = await createSession(mentor.page, { name: 'Mentor' });
  await hosts.makeRoleLinks();
  const old = await hosts.copyRoleLink('collaborator');
  await hosts.newRoleLinks.click();
  await expect.poll(() => hosts.copyRoleLink('collaborator')).not.toBe(old);
  await learner.page.goto(old);
  await expectAlive(learner.page);
  const home = new Home(learner.page);
  await home.join.click();
  await expect(home.wrong).toContainText('doesn’t open a session');
});

test('the home page works empty, and with one half of a link', async ({ learner }) => {
  for (const path of ['/', '/?sessionId=', '/?code=', '/?sessionId=nonsense&code=nonsense']) {
    await learner.page.goto(path);
    await expectAlive(learner.page);
    await expect(new Home(learner.page).box).toBeEditable();
  }
});
