// What each of two, three and four people sends, and how many pictures their machine encodes for it, when everybody is
// seen and heard: by the browsers' own statistics of all connections, over some seconds in the middle of a call.

import { setTimeout as sleep } from 'node:timers/promises';

import { test, type Person } from '../fixtures/index.ts';
import { joinSession } from '../pages/join.ts';
import { createSession } from '../pages/new_session.ts';
import { keepConnections, sendingOf, type Sending } from '../support/connections.ts';
import { expectFramesToAdvance } from '../support/frames.ts';
import { line } from '../support/figures.ts';

/** Until senders have found out how much gets through, and what they make of it has settled. */
const SETTLE_MS = 25_000;
const MEASURE_MS = 15_000;
const NAMES = ['Mentor', 'Learner', 'Observer', 'Fourth'];

test('uplink', async ({ arrive }) => {
  const people: Person[] = [];
  let link = '';
  for (const name of NAMES) {
    const person = await arrive(name);
    await keepConnections(person.context);
    if (people.length === 0) {
      const hosts = await createSession(person.page, { name });
      link = await hosts.copyLink();
      await hosts.showUp();
    } else {
      const room = await joinSession(person.page, link, name);
      for (const other of people) await expectFramesToAdvance(room.picture(other.name));
    }
    people.push(person);
    if (people.length > 1) await measure(people);
  }
});

async function measure(people: Person[]): Promise<void> {
  await sleep(SETTLE_MS);
  const before = await Promise.all(people.map(({ page }) => sendingOf(page)));
  await sleep(MEASURE_MS);
  const after = await Promise.all(people.map(({ page }) => sendingOf(page)));
  const pairs = after.map((now, at): [Sending, Sending] => [before[at] ?? now, now]);
  const grown = (select: (sending: Sending) => number) => pairs.map(([then, now]) => select(now) - select(then));
  const seconds = pairs.map(([then, now]) => (now.at - then.at) / 1_000);
  const each = (values: number[]) => values.map((value, at) => value / (seconds[at] ?? Number.NaN));
  const encoders = pairs.map(
    ([then, now]) => [...now.encoded].filter(([id, { frames }]) => frames > (then.encoded.get(id)?.frames ?? 0)).length,
  );
  const frames = (sending: Sending) => [...sending.encoded.values()].reduce((sum, { frames }) => sum + frames, 0);
  const sizes = new Set(pairs.flatMap(([, { encoded }]) => [...encoded.values()].map(({ size }) => size)));

  const who = `${people.length} people`;
  console.log(line(`${who}: sent by each, everything included`, each(grown(({ bytes }) => bytes)), 'B/s', 'people'));
  console.log(line(`${who}: encoders of each`, encoders, '', 'people'));
  console.log(line(`${who}: frames encoded by each`, each(grown(frames)), '/s', 'people'));
  console.log(`${who}: pictures of ${[...sizes].join(', ')}`);
}
