// How long after the server is back a page has its socket again: from the server's ready line to the first message of
// the new socket. The server is killed each time; it stays away as long as a restart takes, and for some seconds.

import type { Page } from '@playwright/test';
import { setTimeout as sleep } from 'node:timers/promises';

import { test } from '../fixtures/index.ts';
import { meet } from '../pages/meeting.ts';
import { line, quantile } from '../support/figures.ts';

const ROUNDS = 11;
const OUTAGES_MS = [0, 3_000];

/** The moment of the first message that the next socket of this page receives. */
function nextAnswer(page: Page): Promise<number> {
  return new Promise((resolve) => {
    page.on('websocket', (socket) => socket.once('framereceived', () => resolve(performance.now())));
  });
}

test('reconnect', async ({ server, mentor, learner }) => {
  const { hosts, guests } = await meet(mentor, learner);
  for (const outage of OUTAGES_MS) {
    const waits: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      const answers = [mentor, learner].map(({ page }) => nextAnswer(page));
      await server.kill();
      await sleep(outage);
      await server.startAgain();
      const ready = performance.now();
      for (const answer of answers) waits.push((await answer) - ready);
      await hosts.expectConnected();
      await guests.expectConnected();
    }
    const away = outage === 0 ? 'a restart' : `${outage / 1_000} s away`;
    console.log(`${line(`socket back after ${away}`, waits, 'ms')}, p95 ${Math.round(quantile(waits, 0.95))} ms`);
  }
});
