// Ways that lose packets, or are too narrow for a picture: people still hear each other, and see something.

import { heardBy } from '../support/connections.ts';
import { expectFramesToAdvance, expectPictureToMove } from '../support/frames.ts';
import { expectSound } from '../support/sound.ts';
import { expect, test } from './fixtures.ts';
import type { Home } from './home.ts';
import { meetFrom } from './meetings.ts';

interface Story {
  title: string;
  roughen: (home: Home) => void;
}

const STORIES: Story[] = [
  { title: 'where one packet in twenty is lost, people see and hear each other', roughen: (home) => home.lose(0.05) },
  { title: 'where 300 kbit/s get out, people see and hear each other', roughen: (home) => home.narrow(300) },
];

for (const { title, roughen } of STORIES) {
  test(title, async ({ internet, arrive }) => {
    const home = internet.home();
    const { host, hosts, guests, pictures } = await meetFrom(internet.home(), home, arrive);
    for (const picture of pictures) await expectFramesToAdvance(picture);

    roughen(home);
    const before = await heardBy(host.page);
    // Long enough for whatever is sent too much to have filled every queue.
    await Promise.all(pictures.map((picture) => expectFramesToAdvance(picture, 100)));
    for (const picture of pictures) {
      await expectPictureToMove(picture);
      await expectSound(picture);
    }
    for (const room of [hosts, guests]) await room.expectConnected();
    const after = await heardBy(host.page);
    expect(after.energy).toBeGreaterThan(before.energy);
    const madeUp = (after.concealed - before.concealed) / (after.samples - before.samples);
    console.log(`  ${title}: ${(madeUp * 100).toFixed(1)} % of the sound was made up`);
  });
}
