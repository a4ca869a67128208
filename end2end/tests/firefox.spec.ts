// One of two sits in front of Firefox: they see, hear and read each other, whoever begins.

import { test as base, type Person } from '../fixtures/index.ts';
import { meet } from '../pages/meeting.ts';
import { keepConnections } from '../support/connections.ts';
import { FIREFOX, firefoxOptions } from '../support/firefox.ts';
import { expectFramesToAdvance, expectPictureToMove } from '../support/frames.ts';
import { expectSoundToArrive } from '../support/sound.ts';

const test = base.extend<{ fox: Person }>({
  fox: async ({ server, playwright }, use, testInfo) => {
    const browser = await playwright.firefox.launch(firefoxOptions());
    const context = await browser.newContext({ baseURL: server.address });
    await keepConnections(context);
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on('pageerror', (error) => complaints.push(`error: ${error.stack ?? error.message}`));
    page.on('console', (message) => complaints.push(`${message.type()}: ${message.text()}`));
    await use({ name: 'Fox', context, page });
    if (testInfo.status !== testInfo.expectedStatus) {
      await testInfo.attach('Fox.console', { body: complaints.join('\n'), contentType: 'text/plain' });
    }
    await browser.close();
  },
});

test.skip(!FIREFOX, 'VISAVIS_FIREFOX names no Firefox');

for (const begins of ['Firefox', 'Chromium'] as const) {
  test(`people in Firefox and Chromium see, hear and read each other when ${begins} begins`, async ({ fox, learner }) => {
    await keepConnections(learner.context);
    const [host, guest] = begins === 'Firefox' ? [fox, learner] : [learner, fox];
    const { hosts, guests } = await meet(host, guest);
    for (const picture of [hosts.picture(guest.name), guests.picture(host.name)]) {
      await expectFramesToAdvance(picture);
      await expectPictureToMove(picture);
    }
    for (const { page } of [host, guest]) await expectSoundToArrive(page);
    await hosts.sendChat('From one browser');
    await guests.expectMessage('From one browser');
    await guests.sendChat('to the other');
    await hosts.expectMessage('to the other');
    await guests.leave();
    await hosts.expectPeople();
    await hosts.end();
  });
}
