// Two people at home: whatever their routers do with addresses, they see and hear each other.

import type { Path } from '../support/connections.ts';
import { expect, test, type Relay } from './fixtures.ts';
import type { HomeOptions } from './home.ts';
import { meetAgainAndAgain, tell } from './meetings.ts';

const ROUNDS = 2;

interface Story {
  title: string;
  /** How both live. */
  homes: HomeOptions;
  /** How their connection goes in the end. */
  way: (path: Path) => boolean;
  relay?: Relay;
}

const isRelayed = ({ ends }: Path) => ends.includes('relay');

const STORIES: Story[] = [
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

for (const { title, homes, way, relay = 'its own relay' } of STORIES) {
  test.describe(() => {
    test.use({ relay });

    test(title, async ({ internet, arrive }) => {
      const [hosts, guests] = [internet.home(homes), internet.home(homes)];
      const host = await arrive('Mentor', hosts);
      const outcome = await meetAgainAndAgain(host, (name) => arrive(name, guests), ROUNDS, way);
      tell(outcome);
      expect(outcome.failures).toEqual([]);
    });
  });
}
