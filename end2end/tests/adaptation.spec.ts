// Nobody sends more than is looked at and than the ways take in; and people are told, in plain words.

import { expect, test, type Person } from '../fixtures/index.ts';
import { Join, joinSession } from '../pages/join.ts';
import { meet } from '../pages/meeting.ts';
import { createSession } from '../pages/new_session.ts';
import { Settings } from '../pages/settings.ts';
import { keepConnections } from '../support/connections.ts';
import { expectFramesToAdvance } from '../support/frames.ts';
import { canBeNarrow, narrow } from '../support/narrow.ts';
import { encodersOf } from '../support/sending.ts';
import { expectSound } from '../support/sound.ts';
import { show } from '../support/visibility.ts';

/** What the whole uplink may be at four people, in bits a second. */
const UPLINK = 1_500_000;
/** What every packet carries besides, and what is sent again, in percent. */
const BESIDES = 25;

async function keep(...people: Person[]): Promise<void> {
  for (const { context } of people) await keepConnections(context);
}

test('a picture that nobody looks at is not sent, and is there again at once', async ({ mentor, learner }) => {
  await keep(mentor, learner);
  const { hosts, guests } = await meet(mentor, learner);
  await expectFramesToAdvance(guests.picture('Mentor'));
  const camera = async () => (await encodersOf(mentor.page))[0];
  await expect.poll(async () => (await camera())?.active).toBe(true);

  await show(learner.page, false);
  await expect.poll(async () => (await camera())?.active, 'nobody looks').toBe(false);
  await expectSound(guests.picture('Mentor'));
  expect((await encodersOf(learner.page))[0]?.active, 'the other looks still').toBe(true);
  await expectFramesToAdvance(hosts.picture('Learner'));

  await show(learner.page, true);
  await expect.poll(async () => (await camera())?.active, 'somebody looks').toBe(true);
  await expectFramesToAdvance(guests.picture('Mentor'));
});

test('four people divide one uplink, and the sound of none of them is left out', async ({
  mentor,
  learner,
  third,
  arrive,
}) => {
  const fourth = await arrive('Fourth');
  await keep(mentor, learner, third, fourth);
  const { hosts, link } = await meet(mentor, learner);
  await joinSession(third.page, link, third.name);
  await joinSession(fourth.page, link, fourth.name);
  await hosts.expectPeople('Learner', 'Observer', 'Fourth');
  await expect.poll(async () => (await encodersOf(mentor.page)).length).toBe(3);
  const uplink = async () => {
    const encoders = await encodersOf(mentor.page);
    // One that has not been told yet takes what it likes.
    if (encoders.some(({ maxBitrate, soundBitrate }) => !maxBitrate || !soundBitrate)) return Infinity;
    const bits = encoders.reduce((sum, encoder) => sum + encoder.maxBitrate + encoder.soundBitrate, 0);
    return (bits * (100 + BESIDES)) / 100;
  };
  await expect.poll(uplink).toBeLessThan(UPLINK);
  for (const name of ['Learner', 'Observer', 'Fourth']) await expectSound(hosts.picture(name));
});

test('who chooses audio only neither sends nor gets a picture, also after a reload, and hears everybody', async ({
  mentor,
  learner,
}) => {
  await keep(mentor, learner);
  const { hosts, guests } = await meet(mentor, learner);
  await expectFramesToAdvance(guests.picture('Mentor'));

  await guests.chooseQuality('Audio only');
  await expect(hosts.tile('Learner')).toContainText('Camera off');
  await expect(guests.picture('Mentor'), 'no picture stands still').toBeHidden();
  await expect.poll(async () => (await encodersOf(mentor.page))[0]?.active).toBe(false);
  await expectSound(guests.picture('Mentor'));
  await expectSound(hosts.picture('Learner'));

  await learner.page.reload();
  await guests.expectInside();
  await guests.expectPeople('Mentor');
  await expect(guests.camera).toHaveAttribute('aria-pressed', 'false');
  await expect.poll(async () => (await encodersOf(mentor.page))[0]?.active).toBe(false);

  await guests.chooseQuality('Automatic');
  await expectFramesToAdvance(guests.picture('Mentor'));
  await guests.turnCamera('on');
  await expectFramesToAdvance(hosts.picture('Learner'));
});

test('where there is no room for a picture it gives way to the sound, says so, and comes back with the room', async ({
  mentor,
  learner,
}) => {
  await keep(mentor, learner);
  await canBeNarrow(learner.context);
  const { hosts, guests } = await meet(mentor, learner);
  await expectFramesToAdvance(hosts.picture('Learner'));
  const camera = async () => (await encodersOf(learner.page))[0];

  await narrow(learner.page, 60);
  await expect.poll(async () => (await camera())?.active, 'the picture gives way').toBe(false);
  await expect(guests.stage.getByText('Your connection is weak. Picture paused').first()).toBeVisible();
  await expect(hosts.tile('Learner')).toContainText('Picture paused');
  await expectSound(hosts.picture('Learner'));

  await narrow(learner.page, undefined);
  await expect.poll(async () => (await camera())?.active, 'the picture is back').toBe(true);
  await expect(hosts.picture('Learner')).toBeVisible();
});

test('audio only can be chosen before the call, and holds in it', async ({ mentor, learner }) => {
  const hosts = await createSession(mentor.page, { name: 'Mentor' });
  const join = await new Join(learner.page).open(await hosts.copyLink());
  const settings = await new Settings(learner.page).openBefore();
  await settings.choose('Audio only');
  await settings.done();
  const guests = await join.joinAs('Learner');
  await expect(guests.camera).toHaveAttribute('aria-pressed', 'false');
  await expect(hosts.tile('Learner')).toContainText('Camera off');
  await expectSound(hosts.picture('Learner'));
});

test('who saves data sends little and is sent little', async ({ mentor, learner }) => {
  await keep(mentor, learner);
  const { guests } = await meet(mentor, learner);
  await guests.chooseQuality('Save data');
  for (const { page } of [mentor, learner]) {
    await expect.poll(async () => (await encodersOf(page))[0]?.maxBitrate).toBeLessThanOrEqual(300_000);
  }
  await expect.poll(async () => (await encodersOf(mentor.page))[0]?.height).toBeLessThanOrEqual(180);
  await expectFramesToAdvance(guests.picture('Mentor'));
});

test('people see how they are connected, and can copy the figures without an address in them', async ({
  mentor,
  learner,
}) => {
  const { hosts } = await meet(mentor, learner);
  await hosts.open('People');
  await expect(hosts.person('Learner')).toContainText('direct, UDP');
  await expect(hosts.tile('Learner')).toContainText('Good connection');

  const figures = await hosts.openStatistics();
  const learners = figures.getByRole('region', { name: 'Learner' });
  await expect(learners).toContainText('direct, UDP');
  await expect(learners).toContainText(/There and back\s*\d+ ms/);
  await expect(learners).toContainText(/VP8 \d+ × \d+, \d+ frames\/s/);
  await expect(learners).toContainText(/sound opus/);
  await figures.getByRole('button', { name: 'Copy the figures' }).click();
  const copied = await mentor.page.evaluate(() => navigator.clipboard.readText());
  expect(copied).toContain('Way: direct, UDP');
  expect(copied).not.toMatch(/\d+\.\d+\.\d+\.\d+|[0-9a-f]+:[0-9a-f]+:|Learner|\.local/);
});
