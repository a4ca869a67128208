// Everything comes from the one server, and the browser's console stays silent.

import { expect, test, type Person } from '../fixtures/index.ts';
import { Home } from '../pages/home.ts';
import { joinSession } from '../pages/join.ts';
import { State } from '../pages/state.ts';
import { expectFramesToAdvance } from '../support/frames.ts';
import { testimonyOf } from '../support/witness.ts';

interface Traces {
  hosts: Set<string>;
  complaints: string[];
}

/** Notes whom a page talks to and what it complains about. */
function follow({ page, context }: Person): Traces {
  const traces: Traces = { hosts: new Set(), complaints: [] };
  context.on('request', (request) => {
    const { protocol, host } = new URL(request.url());
    if (protocol === 'http:' || protocol === 'https:') traces.hosts.add(host);
  });
  page.on('websocket', (socket) => traces.hosts.add(new URL(socket.url()).host));
  page.on('pageerror', (error) => traces.complaints.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') traces.complaints.push(message.text());
  });
  return traces;
}

test('a whole call asks nobody but its server, breaks no rule of its own, and has nothing to complain about', async ({
  server,
  mentor,
  learner,
}) => {
  const traces = [follow(mentor), follow(learner)];

  const form = await (await new Home(mentor.page).open()).startNew();
  const hosts = await form.createSession({ title: 'Reading club', name: 'Mentor' });
  const link = await hosts.copyLink();
  await expect(mentor.page.getByRole('img', { name: 'QR code of the join link' })).toBeVisible();
  await hosts.showUp();
  const guests = await joinSession(learner.page, link, 'Learner');
  await expectFramesToAdvance(guests.picture('Mentor'));
  await expectFramesToAdvance(hosts.picture('Learner'));
  await guests.sendChat('See https://example.org');
  await hosts.expectMessage('See https://example.org');
  await hosts.open('People');
  for (const { page } of [mentor, learner]) {
    const { violations, iceServers } = await testimonyOf(page);
    expect(violations, 'the policy was not broken').toEqual([]);
    expect(iceServers, 'nobody is asked for an address').toEqual([]);
  }
  await guests.leave();
  await hosts.end();
  await expect(new State(mentor.page).heading).toBeVisible();

  for (const { hosts, complaints } of traces) {
    expect([...hosts]).toEqual([new URL(server.address).host]);
    expect(complaints).toEqual([]);
  }
});

test('every answer forbids what the product does not need', async ({ server, request }) => {
  const answer = await request.get(server.url('/'));
  const policy = answer.headers()['content-security-policy'] ?? '';
  expect(policy).toContain("default-src 'none'");
  expect(policy, 'only scripts of our own run').toMatch(/script-src 'self' 'nonce-[^']{16,}' 'wasm-unsafe-eval';/);
  expect(policy, 'no address but our own').not.toMatch(/https?:/);
  const again = (await request.get(server.url('/'))).headers()['content-security-policy'];
  expect(again, 'a nonce is used once').not.toBe(policy);
  expect(answer.headers()['permissions-policy']).toContain('camera=(self)');
  expect(answer.headers()['x-content-type-options']).toBe('nosniff');
});
