// The cast of a test in networks of its own: a small internet with a server in it, and people each in a home.

import { test as base, chromium, type Browser } from '@playwright/test';

import type { Person } from '../fixtures/index.ts';
import { launchOptions } from '../support/chromium.ts';
import { attachIfFailed, complaintsOf } from '../support/complaints.ts';
import { keepConnections } from '../support/connections.ts';
import { startClock } from '../support/first_frame_clock.ts';
import { Server, type Settings } from '../support/server.ts';
import { BY_COTURN, startCoturn } from './coturn.ts';
import type { Home } from './home.ts';
import { Internet, SERVER } from './internet.ts';

/** Nobody else is on these networks, so that the server's address is known before it runs. */
const ORIGIN = `http://${SERVER}:3000`;

export type Relay = 'its own relay' | 'coturn';

const SETTINGS: Record<Relay, Settings> = {
  'its own relay': { VISAVIS_TURN_LISTEN: `${SERVER}:3478` },
  coturn: BY_COTURN,
};

interface Fixtures {
  /** Which relay the server sends people to; change it by `test.use({ relay: … })`. */
  relay: Relay;
  /** Further settings of the server. */
  settings: Settings;
  internet: Internet;
  server: Server;
  /** Brings somebody in, in a browser on the machine of this home. */
  arrive: (name: string, home: Home) => Promise<Person>;
}

export const test = base.extend<Fixtures>({
  relay: ['its own relay', { option: true }],
  settings: [{}, { option: true }],

  internet: async ({}, use) => {
    const internet = await Internet.make();
    await use(internet);
    await internet.dispose();
  },

  server: async ({ internet, relay, settings }, use, testInfo) => {
    if (relay === 'coturn') await startCoturn(internet);
    const server = await Server.start(
      { ...SETTINGS[relay], ...settings },
      {
        listen: new URL(ORIGIN).host,
        command: (program, ...args) => internet.middle.command(program, ...args),
      },
    );
    await use(server);
    await attachIfFailed(testInfo, 'server.log', server.log);
    await server.dispose();
  },

  arrive: async ({ server, internet }, use, testInfo) => {
    const browsers = new Map<Home, Promise<Browser>>();
    const complaints = new Map<string, string[]>();
    await use(async (name, home) => {
      const browser = await (browsers.get(home) ?? browsers.set(home, launch(home, internet)).get(home)!);
      const context = await browser.newContext({
        baseURL: server.address,
        permissions: ['camera', 'microphone', 'clipboard-read', 'clipboard-write'],
      });
      await keepConnections(context);
      await startClock(context);
      const page = await context.newPage();
      complaints.set(name, complaintsOf(page));
      return { name, context, page };
    });
    for (const [name, said] of complaints) await attachIfFailed(testInfo, `${name}.console`, said.join('\n'));
    for (const browser of browsers.values()) await (await browser).close();
  },
});

async function launch(home: Home, internet: Internet): Promise<Browser> {
  const { executablePath, args = [] } = launchOptions('camera and microphone');
  const program = executablePath ?? chromium.executablePath();
  return chromium.launch({
    executablePath: await home.machine.wrap(program, internet.folder),
    // Without https a browser gives no devices; certificates are for other tests.
    args: [...args, `--unsafely-treat-insecure-origin-as-secure=${ORIGIN}`],
  });
}

export { expect } from '@playwright/test';
