// Who may be seen and heard: what the host gives and takes, at those who send and at those who receive.

import { expect, test } from '../fixtures/index.ts';
import { comeByRoleLink, Join } from '../pages/join.ts';
import { meet } from '../pages/meeting.ts';
import { createSession } from '../pages/new_session.ts';
import { expectFramesToAdvance, expectPictureToMove } from '../support/frames.ts';
import { expectSound } from '../support/sound.ts';
import { tracksOf } from '../support/tracks.ts';
import { testimonyOf } from '../support/witness.ts';

test('in a presentation only the host is seen and heard, until the host lets somebody else', async ({
  mentor,
  learner,
  third,
}) => {
  const hosts = await createSession(mentor.page, { name: 'Mentor', title: 'Layout clinic' });
  await hosts.showUp();
  await hosts.choose('Who is seen and heard', 'Only hosts');
  await hosts.makeRoleLinks();

  const learnersJoin = await comeByRoleLink(learner.page, await hosts.copyRoleLink('collaborator'));
  await expect(learnersJoin.preview).toContainText('You watch and listen');
  const learners = await learnersJoin.joinAs('Learner');
  const observersJoin = await comeByRoleLink(third.page, await hosts.copyRoleLink('viewer'));
  await expect(observersJoin.preview).toContainText('You watch and listen');
  const observers = await observersJoin.joinAs('Observer');
  await hosts.expectPeople('Learner', 'Observer');
  await hosts.open('People');
  await expect(hosts.person('Learner')).toContainText('Collaborator');
  await expect(hosts.person('Observer')).toContainText('Viewer');

  for (const room of [learners, observers]) {
    await expectFramesToAdvance(room.picture('Mentor'));
    await expectSound(room.picture('Mentor'));
    await expect(room.camera).toHaveCount(0);
    await expect(room.microphone).toHaveCount(0);
  }
  for (const room of [hosts, observers]) {
    expect(await tracksOf(room.picture('Learner'))).toEqual({ audio: 0, video: 0 });
  }
  for (const { page } of [learner, third]) {
    expect((await testimonyOf(page)).questions, 'nobody was asked for a device').toEqual([]);
  }

  await hosts.change('Learner', 'Let them speak');
  await hosts.change('Learner', 'Let them show their camera');
  const invitation = learners.prompt('You may speak and be seen now');
  await expect(invitation).toBeVisible();
  expect((await testimonyOf(learner.page)).questions, 'one’s own click asks, not the host’s').toEqual([]);
  await invitation.getByRole('button', { name: 'Turn camera on' }).click();
  await learners.prompt('You may speak now').getByRole('button', { name: 'Turn microphone on' }).click();
  for (const room of [hosts, observers]) {
    await expectFramesToAdvance(room.picture('Learner'));
    await expectPictureToMove(room.picture('Learner'));
    await expectSound(room.picture('Learner'));
  }

  await hosts.change('Learner', 'Turn their camera off');
  for (const room of [hosts, observers]) {
    await expect.poll(() => tracksOf(room.picture('Learner'))).toEqual({ audio: 1, video: 0 });
    await expect(room.tile('Learner')).toContainText('Camera off');
  }
  await expectSound(observers.picture('Learner'));
  await hosts.change('Learner', 'Make viewer');
  for (const room of [hosts, observers]) {
    await expect.poll(() => tracksOf(room.picture('Learner'))).toEqual({ audio: 0, video: 0 });
  }
  await expect(learners.camera).toHaveCount(0);
  await expect(learners.microphone).toHaveCount(0);
  await expect
    .poll(async () => (await testimonyOf(learner.page)).running, { message: 'the devices are let go of' })
    .toEqual([]);
  await expectFramesToAdvance(observers.picture('Mentor'));
  expect((await testimonyOf(third.page)).questions, 'a viewer was never asked for a device').toEqual([]);
});

test('who was muted is told so, cannot undo it, and speaks again by their own click', async ({ mentor, learner }) => {
  const { hosts, guests } = await meet(mentor, learner);
  await expectSound(hosts.picture('Learner'));

  await hosts.change('Learner', 'Ask to turn the microphone off');
  const request = guests.prompt('Mentor asks you to turn your microphone off');
  await request.getByRole('button', { name: 'Turn microphone off' }).click();
  await expect(request).toHaveCount(0);
  await expect(hosts.tile('Learner')).toContainText('Microphone off');
  await guests.turnMicrophone('on');
  await expectSound(hosts.picture('Learner'));

  await hosts.change('Learner', 'Turn their microphone off');
  const muted = guests.bar.getByRole('button', { name: /^The host turned your microphone off/ });
  await expect(muted).toHaveAttribute('aria-disabled', 'true');
  await expect(hosts.person('Learner')).toContainText('Microphone turned off by the host');
  await expect.poll(() => tracksOf(hosts.picture('Learner'))).toEqual({ audio: 0, video: 1 });
  await learner.page.keyboard.press('m');
  await expect(hosts.tile('Learner')).toContainText('Microphone off');

  await hosts.change('Learner', 'Let them speak');
  await guests.prompt('You may speak now').getByRole('button', { name: 'Turn microphone on' }).click();
  await expectSound(hosts.picture('Learner'));
  await expectFramesToAdvance(hosts.picture('Learner'));
});

test('hands stand first in the order in which they were raised, and the host takes one down', async ({
  mentor,
  learner,
  third,
}) => {
  const { hosts, guests, link } = await meet(mentor, learner);
  const thirds = await (await new Join(third.page).open(link)).joinAs('Observer');
  await hosts.open('People');
  const names = hosts.rail('People').getByRole('list', { name: 'In the session' }).locator('.person-name');
  await expect(names).toHaveText([/Mentor/, /Learner/, /Observer/]);

  await thirds.hand.click();
  await expect(thirds.hand).toHaveAttribute('aria-pressed', 'true');
  await expect(hosts.tile('Observer')).toContainText('Hand raised');
  await expect(names).toHaveText([/Observer/, /Mentor/, /Learner/]);
  await learner.page.keyboard.press('h');
  await expect(names).toHaveText([/Observer/, /Learner/, /Mentor/]);

  await hosts.change('Observer', 'Take their hand down');
  await expect(thirds.hand).toHaveAttribute('aria-pressed', 'false');
  await expect(names).toHaveText([/Learner/, /Mentor/, /Observer/]);

  await guests.react.click();
  await learner.page.getByRole('button', { name: 'Applause' }).click();
  await expect(hosts.tile('Learner').getByRole('img', { name: 'Applause' })).toBeVisible();
  await thirds.page.keyboard.press('3');
  await expect(hosts.tile('Observer').getByRole('img', { name: 'Heart' })).toBeVisible();
});

test('the host hands the session over, and leads it no more', async ({ mentor, learner }) => {
  const { hosts, guests } = await meet(mentor, learner);
  await hosts.change('Learner', 'Hand over to them');
  await mentor.page.getByRole('dialog', { name: 'Hand the session over to Learner?' }).getByRole('button', { name: 'Hand over' }).click();
  await guests.open('People');
  await expect(guests.person('Learner')).toContainText('Host');
  await expect(guests.person('Mentor')).toContainText('Collaborator');
  await expect(guests.person('Mentor').getByRole('button', { name: 'Change Mentor' })).toBeVisible();
  await expect(hosts.person('Learner').getByRole('button')).toHaveCount(0);
});
