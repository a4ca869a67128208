// Who cannot come in as they want to does not have to say so: the host sees it, live, until it is over.

import type { BrowserContext } from '@playwright/test';

import { expect, test } from '../fixtures/index.ts';
import { Join } from '../pages/join.ts';
import { createSession } from '../pages/new_session.ts';

/** Has the system keep camera and microphone from this person's browser. Comes before the first page is opened. */
async function blockDevices(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    const ask = MediaDevices.prototype.getUserMedia;
    const here = globalThis as typeof globalThis & { __allowed?: boolean };
    MediaDevices.prototype.getUserMedia = function (wanted) {
      if (here.__allowed) return ask.call(this, wanted);
      return Promise.reject(new DOMException('Permission denied by system', 'NotAllowedError'));
    };
  });
}

test('the host reads beside who waits what keeps their devices away, until it does not', async ({ mentor, learner }) => {
  const hosts = await createSession(mentor.page, { name: 'Mentor' });
  const link = await hosts.copyLink();
  await hosts.choose('Who can come in', 'Ask first');
  await blockDevices(learner.context);
  const join = await new Join(learner.page).open(link);
  await expect(join.trouble).toBeVisible();
  await hosts.open('People');
  const atDoor = hosts.rail('People').getByRole('region', { name: 'Trouble at the door' });
  await expect(atDoor).toContainText('Somebody at the door');
  await expect(atDoor).toContainText('camera and microphone blocked by the system');

  await join.name.fill('Ana');
  await join.knock.click();
  await expect(hosts.knocker('Ana')).toContainText('camera and microphone blocked by the system');
  await expect(atDoor, 'who waits is not at the door any more').toHaveCount(0);
  await mentor.page.keyboard.press('Escape');
  await expect(hosts.prompt('Ana wants to come in (camera and microphone blocked by the system)')).toBeVisible();

  await learner.page.evaluate(() => Object.assign(globalThis, { __allowed: true }));
  await join.tryAgain.click();
  await expect(hosts.prompt('Ana wants to come in')).toBeVisible();
  await hosts.open('People');
  await expect(hosts.knocker('Ana')).not.toContainText('blocked');
});

test('whose line does not open is seen by the host, by the name of their seat, until they are in', async ({
  mentor,
  learner,
}) => {
  const hosts = await createSession(mentor.page, { name: 'Mentor' });
  const link = await hosts.copyLink();
  let blocked = true;
  await learner.page.routeWebSocket(/\/ws\/sessions\//, (socket) => {
    if (blocked) void socket.close({ code: 4100 });
    else socket.connectToServer();
  });
  const join = await new Join(learner.page).open(link);
  await join.name.fill('Ana');
  await join.join.click();
  await hosts.open('People');
  const atDoor = hosts.rail('People').getByRole('region', { name: 'Trouble at the door' });
  await expect(atDoor).toContainText('Ana, at the door');
  await expect(atDoor).toContainText('no connection to the session');
  blocked = false;
  await hosts.expectPeople('Ana');
  await expect(atDoor).toHaveCount(0);
});
