// A relay of another make, Debian's coturn: what people name to the server in the place of its own.

import { once } from 'node:events';
import { join } from 'node:path';

import type { Settings } from '../support/server.ts';
import { OTHER_RELAY, type Internet } from './internet.ts';

const SECRET = 'a secret of two programs';

/** The settings of a server that sends people to it. */
export const BY_COTURN: Settings = {
  VISAVIS_TURN_SERVERS: `turn:${OTHER_RELAY}:3478`,
  VISAVIS_TURN_SECRET: SECRET,
};

/** Starts it in the public network, which ends it. */
export async function startCoturn(internet: Internet): Promise<void> {
  const own = (name: string) => join(internet.folder, name);
  const child = internet.middle.spawn(
    'turnserver',
    [
      ['-n', '--no-cli', '--no-tls', '--no-dtls', '--log-file=stdout', '--simple-log'],
      [`--listening-ip=${OTHER_RELAY}`, `--relay-ip=${OTHER_RELAY}`, '--realm=visavis'],
      ['--use-auth-secret', `--static-auth-secret=${SECRET}`],
      [`--userdb=${own('turndb')}`, `--pidfile=${own('turnserver.pid')}`],
    ].flat(),
    { cwd: internet.folder, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  const ended = once(child, 'exit').then(() => Promise.reject(new Error('coturn ended at once')));
  const listens = new Promise<void>((resolve) => {
    let log = '';
    child.stdout?.on('data', (more: Buffer) => {
      log += more.toString();
      // The last that it does before it serves.
      if (log.includes('SQLite DB connection success')) resolve();
    });
  });
  await Promise.race([listens, ended]);
  // From here on it ends with its network.
  ended.catch(() => undefined);
}
