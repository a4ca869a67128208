// Two people at home: whatever their routers do with addresses, they see and hear each other.

import { expect, test } from './fixtures.ts';
import { meetAgainAndAgain, tell } from './meetings.ts';
import { STORIES } from './stories.ts';

const ROUNDS = 2;

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
