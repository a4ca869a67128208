// A small internet: one public network, and homes behind routers that translate addresses.
//
// Its addresses look public (RFC 5737 keeps them for examples), because the relay sends to nobody inside a private
// network; they exist in these namespaces only.

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { Home, type HomeOptions } from './home.ts';
import { Namespace } from './namespaces.ts';

/** Where our server and its relay listen. */
export const SERVER = '198.51.100.1';
/** Where a relay of another make listens. */
export const OTHER_RELAY = '198.51.100.2';

const BRIDGE = 'middle';

export interface Stranger {
  namespace: Namespace;
  address: string;
}

export class Internet {
  readonly #homes: Home[] = [];
  readonly #strangers: Stranger[] = [];

  private constructor(
    /** The public network, with the server's addresses in it. */
    readonly middle: Namespace,
    /** For what programs inside leave on disk. */
    readonly folder: string,
  ) {}

  static async make(): Promise<Internet> {
    const folder = await mkdtemp(join(tmpdir(), 'visavis-net-'));
    const middle = Namespace.make('middle');
    middle.ip('link', 'add', BRIDGE, 'type', 'bridge');
    for (const address of [SERVER, OTHER_RELAY]) middle.ip('address', 'add', `${address}/24`, 'dev', BRIDGE);
    middle.ip('link', 'set', BRIDGE, 'up');
    leadIntoTheWorld(middle, BRIDGE);
    return new Internet(middle, folder);
  }

  /** One more home, with a router for each of its ways out. */
  home(options: HomeOptions = {}): Home {
    const number = this.#homes.length + 1;
    const home = new Home(number, options, (router, uplink) => {
      this.#plugIn(router, `home${number}-${uplink}`, `198.51.100.${number * 10 + uplink}`);
    });
    this.#homes.push(home);
    return home;
  }

  /** One more machine in the public network, that nobody knows. */
  stranger(): Stranger {
    const number = this.#strangers.length + 1;
    const namespace = Namespace.make(`stranger${number}`);
    const address = `198.51.100.${200 + number}`;
    this.#plugIn(namespace, `stranger${number}`, address);
    const stranger = { namespace, address };
    this.#strangers.push(stranger);
    return stranger;
  }

  async dispose(): Promise<void> {
    for (const home of this.#homes) home.dispose();
    for (const { namespace } of this.#strangers) namespace.dispose();
    this.middle.dispose();
    await rm(this.folder, { recursive: true, force: true });
  }

  /** Gives `namespace` a line called `outside` into the public network, with this address. */
  #plugIn(namespace: Namespace, line: string, address: string): void {
    namespace.connect('outside', this.middle, line);
    this.middle.ip('link', 'set', line, 'master', BRIDGE);
    namespace.ip('address', 'add', `${address}/24`, 'dev', 'outside');
    leadIntoTheWorld(namespace, 'outside');
  }
}

/**
 * The rest of the world is there, and does not answer: without a way to it programs would hear of errors that they hear
 * of nowhere else.
 */
function leadIntoTheWorld(namespace: Namespace, device: string): void {
  const beyond = '198.51.100.254';
  namespace.ip('neighbour', 'add', beyond, 'lladdr', '02:00:00:00:00:fe', 'dev', device, 'nud', 'permanent');
  namespace.ip('route', 'add', 'default', 'via', beyond, 'dev', device);
}
