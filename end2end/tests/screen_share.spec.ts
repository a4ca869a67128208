// Shared screens: who sees them, how they end, and how close one can look.

import { expect, test } from '../fixtures/index.ts';
import { Join, joinSession } from '../pages/join.ts';
import { meet } from '../pages/meeting.ts';
import { createSession } from '../pages/new_session.ts';
import { expectFramesToAdvance, expectScreenToAdvance, pictureOf } from '../support/frames.ts';
import { expectSilence, expectSound } from '../support/sound.ts';

// Screens are large, and each of these tests shares several: two at once are more than two cores encode.
test.describe.configure({ mode: 'default' });

test('a shared screen is seen and heard by the others, and by whoever comes later', async ({
  mentor,
  learner,
  third,
}) => {
  const { hosts, guests, link } = await meet(mentor, learner);
  await expectFramesToAdvance(guests.picture('Mentor'));
  await hosts.shareScreen();
  await expectScreenToAdvance(guests.screenVideo('Mentor'));
  await expectSound(guests.screenVideo('Mentor'));
  expect((await pictureOf(guests.screenVideo('Mentor'))).width, 'the screen keeps its size').toBeGreaterThan(640);
  await expectFramesToAdvance(guests.picture('Mentor'));
  await expect(hosts.screen('Mentor'), 'nobody sees their own screen large').toHaveCount(0);
  await expectScreenToAdvance(hosts.ownScreen.locator('video'));

  const thirds = await joinSession(third.page, link, third.name);
  await expectScreenToAdvance(thirds.screenVideo('Mentor'));
  await expectFramesToAdvance(thirds.picture('Mentor'));

  await hosts.ownScreen.getByRole('button', { name: 'Stop sharing' }).click();
  for (const room of [hosts, guests, thirds]) await room.expectNoScreen();
  await expectFramesToAdvance(guests.picture('Mentor'));

  // What was made for the first share does for the next one, in the other direction too.
  await guests.shareScreen();
  await expectScreenToAdvance(hosts.screenVideo('Learner'));
  await expectScreenToAdvance(thirds.screenVideo('Learner'));
});

test('two share at once, and everybody chooses which is large', async ({ mentor, learner, third }) => {
  const { hosts, guests, link } = await meet(mentor, learner);
  const thirds = await joinSession(third.page, link, third.name);
  await thirds.expectPeople('Mentor', 'Learner');
  await Promise.all([hosts.shareScreen(), guests.shareScreen()]);
  await expectScreenToAdvance(hosts.screenVideo('Learner'));
  await expectScreenToAdvance(guests.screenVideo('Mentor'));
  const choice = thirds.stage.getByRole('combobox', { name: 'Which screen is large' });
  await choice.selectOption('Learner’s screen');
  await expectScreenToAdvance(thirds.screenVideo('Learner'));
  await choice.selectOption('Mentor’s screen');
  await expectScreenToAdvance(thirds.screenVideo('Mentor'));
});

test('a share that the browser ends is over for everybody', async ({ mentor, learner }) => {
  const { hosts, guests } = await meet(mentor, learner);
  await hosts.shareScreen();
  await expect(guests.screen('Mentor')).toBeVisible();
  // As the browser's own bar does it: the track is over without the page having asked.
  await hosts.ownScreen.locator('video').evaluate((video) => {
    const [track] = ((video as HTMLVideoElement).srcObject as MediaStream).getVideoTracks();
    track?.stop();
    track?.dispatchEvent(new Event('ended'));
  });
  await hosts.expectNoScreen();
  await guests.expectNoScreen();
  await expect(hosts.share).toHaveAttribute('aria-pressed', 'false');
});

test('a share ends with its grant, and does not begin again by itself', async ({ mentor, learner }) => {
  const { hosts, guests } = await meet(mentor, learner);
  await guests.shareScreen();
  await expectScreenToAdvance(hosts.screenVideo('Learner'));
  await hosts.change('Learner', 'Turn their screen sharing off');
  await guests.expectNoScreen();
  await hosts.expectNoScreen();
  await expect(guests.share).toHaveCount(0);
  await hosts.change('Learner', 'Let them share their screen');
  await expect(guests.share).toBeVisible();
  await guests.expectNoScreen();
  await guests.shareScreen();
  await expectScreenToAdvance(hosts.screenVideo('Learner'));
});

test('whoever closes the browser’s question shares nothing and hears of no error', async ({ mentor, learner }) => {
  await mentor.context.addInitScript(() => {
    MediaDevices.prototype.getDisplayMedia = () => Promise.reject(new DOMException('Permission denied', 'NotAllowedError'));
  });
  const { hosts } = await meet(mentor, learner);
  await hosts.share.click();
  await expect(hosts.share).toHaveAttribute('aria-busy', 'false');
  await hosts.expectNoScreen();
  await expect(mentor.page.locator('.toast').filter({ hasText: /screen/i })).toHaveCount(0);
});

test('a reload ends a share, and everybody is told', async ({ mentor, learner }) => {
  const { hosts, guests } = await meet(mentor, learner);
  await hosts.shareScreen();
  await expectScreenToAdvance(guests.screenVideo('Mentor'));
  await mentor.page.reload();
  await hosts.expectInside();
  await guests.expectNoScreen();
  await hosts.expectNoScreen();
  await expectFramesToAdvance(guests.picture('Mentor'));
});

test('in a call of sound only a screen is shared too, and whoever is muted does not speak through it', async ({
  mentor,
  learner,
}) => {
  const hosts = await createSession(mentor.page, { name: 'Mentor', kind: 'Audio only' });
  const join = await new Join(learner.page).open(await hosts.copyLink());
  const guests = await join.joinAs('Learner');
  await guests.turnMicrophone('on');
  await guests.shareScreen();
  await expectScreenToAdvance(hosts.screenVideo('Learner'));
  await expectSound(hosts.screenVideo('Learner'));
  await hosts.change('Learner', 'Turn their microphone off');
  await expectSilence(hosts.screenVideo('Learner'));
  await expectScreenToAdvance(hosts.screenVideo('Learner'));
});

test('a screen is looked at in its actual size and fills the window until Escape', async ({ mentor, learner }) => {
  const { hosts, guests } = await meet(mentor, learner);
  await hosts.shareScreen();
  await expectScreenToAdvance(guests.screenVideo('Mentor'));
  const screen = guests.screen('Mentor');
  const width = async () => (await guests.screenPicture('Mentor').boundingBox())?.width ?? 0;
  const { width: real } = await pictureOf(guests.screenVideo('Mentor'));
  const fits = await width();
  await screen.getByRole('button', { name: 'Actual size' }).click();
  await expect.poll(width).toBeCloseTo(real, 0);
  await screen.getByRole('button', { name: 'Actual size' }).click();
  await expect.poll(width).toBeCloseTo(fits, 0);

  await screen.getByRole('button', { name: 'Fill window' }).click();
  await expect(guests.bar).toBeHidden();
  await expect.poll(width).toBeGreaterThan(fits);
  await learner.page.keyboard.press('Escape');
  await expect(guests.bar).toBeVisible();
  await expect.poll(width).toBeCloseTo(fits, 0);
});

test('the key S shares, and a browser that cannot says so where one would look', async ({ mentor, learner }) => {
  await learner.context.addInitScript(() => {
    delete (MediaDevices.prototype as { getDisplayMedia?: unknown }).getDisplayMedia;
  });
  const { hosts, guests } = await meet(mentor, learner);
  await expect(guests.share).toHaveCount(0);
  await guests.more.click();
  await expect(guests.bar.getByText('This browser can’t share a screen')).toBeVisible();
  await mentor.page.locator('body').press('s');
  await expect(hosts.ownScreen).toBeVisible();
  await mentor.page.locator('body').press('s');
  await hosts.expectNoScreen();
});
