// The networks that two people may be in, and the way that their connection finds.

import type { Path } from '../support/connections.ts';
import type { Relay } from './fixtures.ts';
import type { HomeOptions } from './home.ts';

export interface Story {
  title: string;
  /** How both live. */
  homes: HomeOptions;
  /** How their connection goes in the end. */
  way: (path: Path) => boolean;
  /** The server's own, if nothing is said. */
  relay?: Relay;
}

const isRelayed = ({ ends }: Path) => ends.includes('relay');

export const STORIES: Story[] = [
  {
    title: 'behind a router each, people reach each other without the relay',
    homes: { translation: 'port-restricted' },
    way: (path) => !isRelayed(path),
  },
  {
    title: 'behind routers that change ports for each destination, people reach each other by the relay',
    homes: { translation: 'symmetric' },
    way: isRelayed,
  },
  {
    title: 'behind such routers, people reach each other by coturn',
    homes: { translation: 'symmetric' },
    relay: 'coturn',
    way: isRelayed,
  },
  {
    title: 'where no UDP gets out, people reach each other by the relay over TCP',
    homes: { translation: 'symmetric', passes: 'tcp' },
    way: ({ ends, relayProtocol }) => ends.every((end) => end === 'relay') && relayProtocol === 'tcp',
  },
];
