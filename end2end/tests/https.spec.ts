// The server speaks https itself, and its relay TLS.

import { createHash, X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { expect, test, type Person } from '../fixtures/index.ts';
import { meet } from '../pages/meeting.ts';
import { launchOptions } from '../support/chromium.ts';
import { expectFramesToAdvance } from '../support/frames.ts';
import { pathOf } from '../support/connections.ts';
import { allowOnlyRelay } from '../support/relay_only.ts';
import { Server } from '../support/server.ts';
import { testimonyOf, watch } from '../support/witness.ts';

const SELF_SIGNED = { VISAVIS_TLS: 'self-signed' };

test.describe('with a certificate of its own', () => {
  test.use({ settings: SELF_SIGNED, ignoreHTTPSErrors: true });

  test('two people meet by https once they have let the certificate pass, through a restart too', async ({
    server,
    mentor,
    learner,
  }) => {
    expect(server.address).toMatch(/^https:/);
    const { hosts, guests, link } = await meet(mentor, learner);
    expect(link).toMatch(/^https:/);
    await expectFramesToAdvance(hosts.picture('Learner'));
    await expectFramesToAdvance(guests.picture('Mentor'));
    const cookies = await learner.context.cookies();
    expect(cookies.map(({ name, secure }) => [name.startsWith('__Host-'), secure])).toContainEqual([true, true]);
    await server.stop();
    await server.startAgain();
    await hosts.expectConnected();
    await guests.expectConnected();
    for (const { page } of [mentor, learner]) expect((await testimonyOf(page)).violations).toEqual([]);
  });
});

test('two people who reach nothing but the relay over TLS see each other', async ({ playwright }) => {
  // A certificate that this browser believes and no other: that of another server, known to it by its key.
  const maker = await Server.start(SELF_SIGNED);
  const file = join(maker.dataDir, 'data', 'self-signed.pem');
  const key = new X509Certificate(await readFile(file)).publicKey.export({ type: 'spki', format: 'der' });
  const believed = createHash('sha256').update(key).digest('base64');
  const server = await Server.start({
    VISAVIS_TLS_CERTIFICATE: file,
    VISAVIS_TLS_KEY: file,
    VISAVIS_TURN_LISTEN: '127.0.0.1:0',
  });
  const options = launchOptions('camera and microphone');
  const browser = await playwright.chromium.launch({
    ...options,
    args: [...(options.args ?? []), `--ignore-certificate-errors-spki-list=${believed}`],
  });
  const arrive = async (name: string): Promise<Person> => {
    const context = await browser.newContext({
      baseURL: server.address,
      permissions: ['camera', 'microphone', 'clipboard-read', 'clipboard-write'],
    });
    await watch(context);
    await allowOnlyRelay(context, 'tls');
    return { name, context, page: await context.newPage() };
  };
  try {
    const people = [await arrive('Mentor'), await arrive('Learner')] as const;
    const { hosts, guests } = await meet(...people);
    await expectFramesToAdvance(hosts.picture('Learner'));
    await expectFramesToAdvance(guests.picture('Mentor'));
    for (const { page } of people) {
      const path = await pathOf(page);
      expect(path?.ends).toEqual(['relay', 'relay']);
      expect(path?.relayProtocol).toBe('tls');
    }
  } finally {
    await browser.close();
    await server.dispose();
    await maker.dispose();
  }
});
