// Time goes by: the last minutes of a session, a session in which nobody does anything, a host who stays away. The
// server's clock is put ahead, and where a page counts by itself its browser's too.

import { expect, test, type Person } from '../fixtures/index.ts';
import { Join, joinSession } from '../pages/join.ts';
import { meet } from '../pages/meeting.ts';
import { createSession } from '../pages/new_session.ts';
import { introduce } from '../pages/pair.ts';
import { State } from '../pages/state.ts';
import { expectFramesToAdvance } from '../support/frames.ts';
import type { Server } from '../support/server.ts';
import { testimonyOf } from '../support/witness.ts';

const MINUTE = 60;
const HOUR = 60 * MINUTE;

/** That many seconds go by, for the server and in front of these people's browsers, whose clocks are to be installed. */
async function pass(server: Server, people: Person[], seconds: number): Promise<void> {
  await server.pass(seconds);
  for (const { page } of people) await page.clock.fastForward(seconds * 1_000);
}

test.describe('a session of half an hour', () => {
  const LIFE = 30 * MINUTE;
  test.use({ settings: { VISAVIS_MAX_SESSION_SECONDS: String(LIFE) } });

  test('says when five minutes and one are left, is made longer by the host, and ends in the end', async ({
    server,
    mentor,
    learner,
  }) => {
    const people = [mentor, learner];
    for (const { page } of people) await page.clock.install();
    const began = Date.now();
    const { hosts, guests } = await meet(mentor, learner);
    await guests.sendChat('Thank you, this helped');
    let gone = 0;
    const leaveOf = async (life: number, left: number) => {
      const seconds = Math.round(life - left - gone - (Date.now() - began) / 1_000);
      gone += seconds;
      await pass(server, people, seconds);
    };

    await leaveOf(LIFE, 4.9 * MINUTE);
    const warnings = [hosts, guests].map((room) => room.prompt('The session ends in 5 minutes'));
    for (const warning of warnings) await expect(warning).toBeVisible();
    await expect(guests.prompt('The session ends in 5 minutes').getByRole('button')).toHaveText(['All right']);
    // On a phone and on a tablet the open panel lies over the call; what wants an answer is not behind it.
    await expect(hosts.rail('Session')).toBeVisible();
    for (const size of [{ width: 768, height: 1024 }, { width: 390, height: 844 }]) {
      await mentor.page.setViewportSize(size);
      await hosts.prompt('The session ends in 5 minutes').getByRole('button', { name: 'Add 30 min' }).click({ trial: true });
    }
    await hosts.prompt('The session ends in 5 minutes').getByRole('button', { name: 'Add 30 min' }).click();
    for (const warning of warnings) await expect(warning).toHaveCount(0);
    await mentor.page.setViewportSize({ width: 1280, height: 720 });
    await expect(await hosts.open('Session')).toContainText(/3[34] minutes/);

    await leaveOf(2 * LIFE, 4.9 * MINUTE);
    for (const warning of warnings) await expect(warning).toBeVisible();
    await guests.prompt('The session ends in 5 minutes').getByRole('button', { name: 'All right' }).click();
    await expect(guests.prompt('The session ends in 5 minutes')).toHaveCount(0);
    await leaveOf(2 * LIFE, 0.9 * MINUTE);
    for (const room of [hosts, guests]) await expect(room.prompt('The session ends in 1 minute')).toBeVisible();
    await expectFramesToAdvance(guests.picture('Mentor'));

    await pass(server, people, MINUTE);
    for (const { page } of people) {
      const ended = new State(page);
      await expect(ended.heading).toHaveText('The session has ended');
      await expect(page.getByText('Its time was over.')).toBeVisible();
      await expect(page.getByText(/^The chat is kept until .+\. Sound and picture are never kept\.$/)).toBeVisible();
      await expect.poll(async () => (await testimonyOf(page)).running, 'every light is out').toEqual([]);
      await ended.readTheChat.click();
      await expect(ended.messages.getByText('Thank you, this helped')).toBeVisible();
    }
  });
});

test('a session in which nobody does anything ends, and a conversation goes on', async ({
  server,
  mentor,
  learner,
  arrive,
}) => {
  const { hosts, guests } = await meet(mentor, learner);
  const silent = await arrive('Silent', { devices: 'none' });
  const still = await arrive('Still', { devices: 'none' });
  const silents = await createSession(silent.page, { name: 'Silent' });
  const stills = await (await new Join(still.page).open(await silents.copyLink())).joinAs('Still');
  await silents.expectPeople('Still');

  await server.pass(HOUR - MINUTE);
  await stills.sendChat('Anybody?');
  await server.pass(HOUR - MINUTE);
  await expectFramesToAdvance(hosts.picture('Learner'));
  await silents.expectPeople('Still');
  await server.pass(MINUTE);
  for (const { page } of [silent, still]) {
    await expect(new State(page).heading).toHaveText('The session has ended');
    await expect(page.getByText('Nobody was inside, or did anything, any more.')).toBeVisible();
  }
  await hosts.expectPeople('Learner');
  for (const picture of [hosts.picture('Learner'), guests.picture('Mentor')]) await expectFramesToAdvance(picture);
  await guests.sendChat('We are still here');
});

test('when the host stays away somebody with an account takes over, and nobody else can', async ({
  server,
  mentor,
  learner,
  third,
}) => {
  await introduce(mentor, learner);
  await learner.page.clock.install();
  await third.page.clock.install();
  const hosts = await createSession(mentor.page, { title: 'Reading club' });
  const link = await hosts.copyLink();
  const learners = await joinSession(learner.page, link, 'Tomás Rivera');
  const guests = await joinSession(third.page, link, 'Observer');
  await hosts.expectPeople('Tomás Rivera', 'Observer');
  const offer = 'The host has been away for a while';

  await mentor.page.goto('about:blank');
  await expect(learners.tile('Ada Okafor')).toContainText('Coming back…');
  await pass(server, [learner, third], MINUTE);
  await expectFramesToAdvance(learners.picture('Observer'));
  await expect(learners.tile('Ada Okafor'), 'the seat is kept').toContainText('Coming back…');
  await expect(learners.prompt(offer)).toHaveCount(0);
  await pass(server, [learner, third], MINUTE);
  await learners.expectPeople('Observer');
  await learners.prompt(offer).getByRole('button', { name: 'Take over as host' }).click();
  await expect(learners.prompt(offer)).toHaveCount(0);
  await learners.open('People');
  await expect(learners.person('Tomás Rivera')).toContainText('Host');
  await expect(guests.prompt(offer), 'a guest was never asked').toHaveCount(0);

  await learners.choose('Who is seen and heard', 'Only hosts');
  await expect(guests.microphone).toHaveCount(0);
  await expectFramesToAdvance(guests.picture('Tomás Rivera'));
});
