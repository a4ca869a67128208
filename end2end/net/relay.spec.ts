// The relay and those who are no browsers: clients of another make, and those who mean it harm.

import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

import { keysOf, pathOf } from '../support/connections.ts';
import { expectFramesToAdvance } from '../support/frames.ts';
import { expectSound } from '../support/sound.ts';
import { expect, test } from './fixtures.ts';
import { SERVER, type Stranger } from './internet.ts';
import { meetFrom } from './meetings.ts';

const WAYS: Record<string, string[]> = {
  'over UDP, by channels': [],
  'over UDP, by indications': ['-s'],
  'over TCP, by channels': ['-t'],
  'over TCP, by indications': ['-t', '-s'],
};

test("coturn's own client gets everything back that it sends by our relay", async ({ internet, arrive }) => {
  const { guest } = await meetFrom(internet.home(), internet.home(), arrive);
  const { username, credential } = await keysOf(guest.page);
  const stranger = internet.stranger();
  const echo = internet.stranger();
  echo.namespace.spawn('turnutils_peer', ['-L', echo.address], { stdio: 'ignore' });
  for (const [way, options] of Object.entries(WAYS)) {
    const told = stranger.namespace.run(
      'timeout',
      ...['20', 'turnutils_uclient', '-c', '-n', '20', '-e', echo.address],
      ...['-u', username, '-w', credential, ...options, SERVER],
    );
    expect(told, way).toMatch(/tot_send_msgs=20, tot_recv_msgs=20/);
  }
});

test('storms of requests, from strangers and from somebody inside, leave a call by the relay alone', async ({ internet, arrive }) => {
  const homes = { translation: 'symmetric' } as const;
  const call = await meetFrom(internet.home(homes), internet.home(homes), arrive);
  const { guest, hosts, guests, pictures } = call;
  for (const picture of pictures) await expectFramesToAdvance(picture);

  const { username, credential } = await keysOf(guest.page);
  const greedy = internet.stranger().namespace.spawn(
    'timeout',
    ['10', 'turnutils_uclient', '-y', '-m', '100', '-n', '1000', '-u', username, '-w', credential, SERVER],
    { stdio: 'ignore' },
  );
  const greedyEnded = once(greedy, 'close');
  const storm = rage(internet.stranger(), 10);
  await Promise.all(pictures.map((picture) => expectFramesToAdvance(picture, 50)));
  for (const picture of pictures) await expectSound(picture);
  const { asked, heard } = await storm;
  await greedyEnded;
  expect(asked).toBeGreaterThan(50_000);
  // Nobody is made to answer a stranger who may not be where the packets say.
  expect(heard).toBeLessThan(asked / 10);
  expect((await pathOf(guest.page))?.ends).toContain('relay');
  for (const room of [hosts, guests]) await room.expectConnected();
  for (const picture of pictures) await expectFramesToAdvance(picture);
  console.log(`  ${asked} requests, ${heard} answers`);
});

/** Lets a stranger storm the relay for some seconds. */
async function rage({ namespace }: Stranger, seconds: number): Promise<{ asked: number; heard: number }> {
  const program = fileURLToPath(new URL('storm.mjs', import.meta.url));
  const child = namespace.spawn(process.execPath, [program, SERVER, String(seconds)], { stdio: ['ignore', 'pipe', 'inherit'] });
  let told = '';
  child.stdout?.on('data', (more: Buffer) => (told += more.toString()));
  await once(child, 'close');
  return JSON.parse(told);
}
