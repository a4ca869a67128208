// People who come into a call from their homes; and those who come one after the other: how many got there, how soon.

import type { Locator } from '@playwright/test';

import { test, expect } from './fixtures.ts';
import type { Home } from './home.ts';
import type { Person } from '../fixtures/index.ts';
import { Join } from '../pages/join.ts';
import { meet } from '../pages/meeting.ts';
import { createSession } from '../pages/new_session.ts';
import type { Room } from '../pages/room.ts';
import { pathOf, type Path } from '../support/connections.ts';
import { median, quantile } from '../support/figures.ts';
import { momentsOf } from '../support/first_frame_clock.ts';
import { expectFramesToAdvance } from '../support/frames.ts';
import { expectSound } from '../support/sound.ts';

type Arrive = (name: string, home: Home) => Promise<Person>;

/** A call of two. */
export interface Call {
  host: Person;
  guest: Person;
  hosts: Room;
  guests: Room;
  /** The picture that each has of the other. */
  pictures: Locator[];
}

/** Brings two people into a call, each from a home of their own. */
export async function meetFrom(hostsHome: Home, guestsHome: Home, arrive: Arrive): Promise<Call> {
  const host = await arrive('Mentor', hostsHome);
  const guest = await arrive('Learner', guestsHome);
  const { hosts, guests } = await meet(host, guest);
  return { host, guest, hosts, guests, pictures: [hosts.picture('Learner'), guests.picture('Mentor')] };
}

export interface Outcome {
  rounds: number;
  /** Rounds in which both saw and heard each other. */
  connected: number;
  /** Milliseconds from the newcomer's click on Join to the first picture of the host, for rounds that connected. */
  firstFrames: number[];
  /** How the newcomer's connection went in the end. */
  paths: Path[];
  /** Why rounds did not connect. */
  failures: string[];
}

/**
 * `host` makes a session; then somebody comes, is seen and heard, and leaves, `rounds` times, each with an empty cache.
 * `settled` says of a path whether it is the one to wait for: the first to work need not be the last.
 */
export async function meetAgainAndAgain(
  host: Person,
  arrive: (name: string) => Promise<Person>,
  rounds: number,
  settled: (path: Path) => boolean,
): Promise<Outcome> {
  const outcome: Outcome = { rounds, connected: 0, firstFrames: [], paths: [], failures: [] };
  const hosts = await createSession(host.page, { name: host.name });
  const link = await hosts.copyLink();
  await hosts.showUp();
  for (let round = 1; round <= rounds; round += 1) {
    const guest = await arrive(`Learner ${round}`);
    try {
      const join = await new Join(guest.page).open(link);
      await join.cameraOff.waitFor();
      await join.microphoneOff.waitFor();
      const guests = await join.joinAs(guest.name);
      const { click, firstFrame } = await momentsOf(guest.page);
      for (const picture of [guests.picture(host.name), hosts.picture(guest.name)]) {
        await expectFramesToAdvance(picture);
        await expectSound(picture);
      }
      let path: Path | undefined;
      await expect
        .poll(async () => (path = await pathOf(guest.page)) && settled(path), { message: 'the way is found' })
        .toBe(true);
      if (path) outcome.paths.push(path);
      outcome.connected += 1;
      outcome.firstFrames.push(firstFrame - (click ?? Number.NaN));
      await leave(guests, hosts);
    } catch (error) {
      outcome.failures.push(error instanceof Error ? error.message : String(error));
    }
    await guest.context.close();
  }
  return outcome;
}

async function leave(guests: Room, hosts: Room): Promise<void> {
  await guests.leave();
  await hosts.expectPeople();
}

/** Says what came of it, in one line. */
export function tell({ rounds, connected, firstFrames, paths }: Outcome): void {
  const ways = new Set(paths.map(({ ends, relayProtocol }) => `${ends.join('/')}${relayProtocol ? ` by ${relayProtocol}` : ''}`));
  const [middle, slow] = [median(firstFrames), quantile(firstFrames, 0.95)].map(Math.round);
  const first = connected > 0 ? `first picture after ${middle} ms, p95 ${slow} ms` : 'no picture';
  console.log(`  ${test.info().title}: connected ${connected} of ${rounds}, ${first}; ${[...ways].join(', ')}`);
}
