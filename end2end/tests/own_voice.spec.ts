// The own voice and picture when something keeps them away: it is said, with what to do about it.

import { expect, test } from '../fixtures/index.ts';
import { Join } from '../pages/join.ts';
import { meet } from '../pages/meeting.ts';
import { createSession } from '../pages/new_session.ts';
import { Settings } from '../pages/settings.ts';
import { keepConnections } from '../support/connections.ts';
import { expectFramesToAdvance } from '../support/frames.ts';
import { addOwnSound, speak } from '../support/own_sound.ts';
import { expectSilence, expectSound, expectSoundToArrive } from '../support/sound.ts';
import { testimonyOf } from '../support/witness.ts';

const MUTED = 'You are talking, and your microphone is off';
const NOTHING = /^We hear nothing from your microphone\./;

test('who talks while muted is told, turns the microphone on by it, or is not told again', async ({ mentor, learner }) => {
  await addOwnSound(mentor.context);
  const { hosts, guests } = await meet(mentor, learner);
  await speak(mentor.page, 0.3);
  await expectSound(guests.picture('Mentor'));
  await expect(hosts.prompt(MUTED)).toHaveCount(0);
  await hosts.turnMicrophone('off');
  await expect(hosts.prompt(MUTED)).toBeVisible();
  await expectSilence(guests.picture('Mentor'));
  await hosts.prompt(MUTED).getByRole('button', { name: 'Turn microphone on' }).click();
  await expect(hosts.prompt(MUTED)).toHaveCount(0);
  await expectSound(guests.picture('Mentor'));

  await hosts.turnMicrophone('off');
  await hosts.prompt(MUTED).getByRole('button', { name: 'Don’t tell me again' }).click();
  await expect(hosts.prompt(MUTED)).toHaveCount(0);
  await hosts.turnMicrophone('on');
  await hosts.turnMicrophone('off');
  await speak(mentor.page, 0);
  // The other sentence is said after five seconds of the same measuring, and this one would have been said long before.
  await hosts.turnMicrophone('on');
  await expect(hosts.prompt(MUTED).or(hosts.stage.getByRole('group', { name: NOTHING }))).toHaveAccessibleName(NOTHING);
});

test('a microphone that gives nothing at all is noticed, and heard of again when it does', async ({ mentor, learner }) => {
  await addOwnSound(mentor.context);
  const { hosts } = await meet(mentor, learner);
  const nothing = hosts.stage.getByRole('group', { name: NOTHING });
  await expect(nothing).toBeVisible();
  await nothing.getByRole('button', { name: 'Choose a microphone' }).click();
  const settings = new Settings(mentor.page);
  await expect(settings.dialog.getByText(NOTHING)).toBeVisible();
  await speak(mentor.page, 0.3);
  await expect(settings.level).toBeVisible();
  await settings.done();
  await expect(nothing).toHaveCount(0);
});

test('a refusal in the call says what to do in this browser, and ends with another try', async ({ mentor, learner }) => {
  const hosts = await createSession(mentor.page, { name: 'Mentor' });
  await hosts.showUp();
  // A browser that answers its question by itself asks no settings; so this page refuses as one with settings would.
  await learner.context.addInitScript(() => {
    const settings = globalThis as typeof globalThis & { __refuses?: boolean };
    settings.__refuses = true;
    const ask = MediaDevices.prototype.getUserMedia;
    MediaDevices.prototype.getUserMedia = function (wanted) {
      if (!settings.__refuses) return ask.call(this, wanted);
      return Promise.reject(new DOMException('Permission denied', 'NotAllowedError'));
    };
  });
  const join = await new Join(learner.page).open(await hosts.copyLink());
  await expect(join.trouble).toHaveText('Your browser is blocking the camera and microphone');
  const learners = await join.joinAs('Learner');
  await hosts.expectPeople('Learner');
  await expect(learners.stage.getByText('Your browser is blocking'), 'who knows it is not told again').toHaveCount(0);

  await learners.microphone.click();
  const prompt = learners.prompt('Your browser is blocking the microphone. Allow it in the settings of this page.');
  await prompt.getByRole('button', { name: 'What to do' }).click();
  const settings = new Settings(learner.page);
  await expect(settings.dialog.getByRole('heading', { name: 'Your browser is blocking the microphone' })).toBeVisible();
  await expect(settings.dialog.getByRole('listitem')).toHaveCount(6);
  await learner.page.evaluate(() => Object.assign(globalThis, { __refuses: false }));
  await settings.dialog.getByRole('button', { name: 'Try again' }).first().click();
  await expect(settings.dialog.getByRole('listitem')).toHaveCount(0);
  await settings.done();
  await expectFramesToAdvance(hosts.picture('Learner'));
  await expectSound(hosts.picture('Learner'));
});

test('a page that nobody looks at goes on talking and listening', async ({ mentor, learner }) => {
  await keepConnections(learner.context);
  // Chromium without a window shows every page. So this one is told that it is hidden, is never asked to draw, and
  // has its timers held back as browsers hold back those of hidden pages.
  await learner.context.addInitScript(() => {
    const hide = () => {
      Object.defineProperty(document, 'hidden', { get: () => true });
      Object.defineProperty(document, 'visibilityState', { get: () => 'hidden' });
      document.dispatchEvent(new Event('visibilitychange'));
      globalThis.requestAnimationFrame = () => 0;
      const { setTimeout } = globalThis;
      globalThis.setTimeout = ((then: TimerHandler, wait = 0, ...rest: unknown[]) =>
        setTimeout(then, Math.max(wait, 60_000), ...rest)) as typeof globalThis.setTimeout;
      // Those that were set before run once a minute too: for a test that is never.
      for (let id = 1; id < 10_000; id += 1) clearInterval(id);
    };
    Object.assign(globalThis, { __hide: hide });
  });
  const { hosts, guests } = await meet(mentor, learner);
  await guests.expectPeople('Mentor');
  await learner.page.evaluate(() => (globalThis as typeof globalThis & { __hide: () => void }).__hide());

  await expectSound(hosts.picture('Learner'));
  await expectFramesToAdvance(hosts.picture('Learner'));
  expect((await testimonyOf(learner.page)).audible).toBe(1);
  await expectSoundToArrive(learner.page);
});
