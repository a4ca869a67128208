// Whoever fears that a call will not work finds out before it: what works, what does not, and what to do.

import { expect, test } from '../fixtures/index.ts';
import { Check } from '../pages/check.ts';
import { Home } from '../pages/home.ts';
import { Join } from '../pages/join.ts';
import { createSession } from '../pages/new_session.ts';
import { expectNoBarrier } from '../support/barriers.ts';
import { expectPictureToMove } from '../support/frames.ts';
import { blockUdp } from '../support/no_udp.ts';
import { testimonyOf } from '../support/witness.ts';

const RELAY = { VISAVIS_TURN_LISTEN: '127.0.0.1:0' };

test.describe('with a relay', () => {
  test.use({ settings: RELAY });

  test('all is good, the devices are asked for by a click alone, and the result can be sent', async ({ learner }) => {
    const home = await new Home(learner.page).open();
    await home.page.getByRole('link', { name: 'Check your connection' }).click();
    const check = new Check(learner.page);
    await expect(check.title).toBeVisible();
    await check.expectDone();
    for (const step of ['Browser', 'Live connection to the server', 'Sound and picture by UDP', 'Sound and picture by TCP', 'Steadiness', 'Download', 'Upload']) {
      await expect(check.row(step), step).toContainText('Good');
    }
    await expect(check.row('Steadiness')).toContainText(/0 % lost, \d+ ms there and back/);
    await expect(check.row('Upload')).toContainText(/bit\/s, good for video/);
    await expect(check.verdict).toHaveText('Your connection is good. Check camera and microphone next');
    expect((await testimonyOf(learner.page)).questions, 'nobody was asked').toEqual([]);

    await check.devices.click();
    await expect(check.verdict).toHaveText('You can join: sound and picture will work');
    await expectPictureToMove(check.picture);
    await expect(learner.page.getByRole('meter', { name: 'Microphone level' })).not.toHaveAttribute('aria-valuenow', '0');
    await expectNoBarrier(learner.page, 'all is good');

    const pasted = await check.pasted();
    expect(pasted).toContain('You can join: sound and picture will work');
    for (const row of await check.rows.all()) {
      const title = await row.getByRole('heading').innerText();
      const sentence = await row.getByRole('paragraph').innerText();
      expect(pasted).toContain(`${title}: Good. ${sentence}`);
    }
    expect(pasted, 'no address').not.toMatch(/\d+\.\d+\.\d+\.\d+|candidate/);
    expect(pasted).toMatch(/^Check your connection, 20\d\d-\d\d-\d\d \d\d:\d\d UTC\n/);

    await check.turnOff.click();
    await expect(check.picture).toHaveCount(0);
    await expect.poll(async () => (await testimonyOf(learner.page)).running, 'the light is off').toEqual([]);
    await check.again.click();
    await expect(check.verdict).toHaveText('Looking…');
    await expect(check.verdict).toHaveText('You can join: sound and picture will work', { timeout: 60_000 });
  });

  test('where UDP is blocked, the other way is found and said', async ({ learner }) => {
    await blockUdp(learner.context);
    const check = await new Check(learner.page).open();
    await check.expectDone();
    await expect(check.row('Sound and picture by UDP')).toContainText('Another way does, so calls work.');
    await expect(check.row('Sound and picture by UDP')).toContainText('Weak');
    await expect(check.row('Sound and picture by TCP')).toContainText('Good');
    await expect(check.row('Steadiness'), 'it is measured by the way that there is').toContainText('Good');
    await expect(check.verdict).toHaveText('Your connection is good. Check camera and microphone next');
  });

  test('a relay that nobody reaches is a failure, and the other steps go on', async ({ learner }) => {
    await blockUdp(learner.context);
    await learner.page.route('**/api/trial_servers', async (route) => {
      const answer = await route.fetch();
      const told = (await answer.json()) as { iceServers: { urls: string[] }[] };
      for (const server of told.iceServers) server.urls = server.urls.filter((url) => url.endsWith('udp'));
      await route.fulfill({ response: answer, json: told });
    });
    const check = await new Check(learner.page).open();
    await check.expectDone();
    await expect(check.verdict).toHaveText('You can join and write, but sound and picture find no way through your network');
    await expect(check.row('Sound and picture by UDP')).toContainText('The relay does not answer.');
    await expect(check.row('Steadiness')).toContainText('Not known');
    await expect(check.row('Upload')).toContainText('Good');
    await expectNoBarrier(learner.page, 'a relay that nobody reaches');
  });
});

test('without a relay the page says so, and looks at what there is', async ({ learner }) => {
  const check = await new Check(learner.page).open();
  await check.expectDone();
  await expect(check.row('Way for sound and picture')).toContainText('This server has no relay');
  await expect(check.verdict).toHaveText('Your connection is good. Check camera and microphone next');
});

test('whose camera is blocked reads the steps of their browser, and tries again when it is allowed', async ({ learner }) => {
  await learner.context.addInitScript(() => {
    const ask = MediaDevices.prototype.getUserMedia;
    const here = globalThis as typeof globalThis & { __allowed?: boolean };
    MediaDevices.prototype.getUserMedia = function (wanted) {
      if (here.__allowed) return ask.call(this, wanted);
      return Promise.reject(new DOMException('Permission denied', 'NotAllowedError'));
    };
  });
  const check = await new Check(learner.page).open();
  await check.devices.click();
  await check.expectDone();
  await expect(check.row('Microphone')).toContainText('Your browser is blocking the microphone.');
  await expect(check.row('Microphone').getByRole('listitem')).toHaveCount(3);
  await expect(check.verdict).toHaveText('You can join, listen and write, but camera and microphone don’t work yet');
  await expectNoBarrier(learner.page, 'a blocked camera');
  await learner.page.evaluate(() => Object.assign(globalThis, { __allowed: true }));
  await check.tryAgain.click();
  await expect(check.row('Camera')).toContainText('Good');
  await expect(check.verdict).toHaveText('You can join: sound and picture will work');
});

test('a socket that does not get through keeps somebody out, and nothing else stops', async ({ learner }) => {
  await learner.page.routeWebSocket('**/ws/check', (socket) => socket.close());
  const check = await new Check(learner.page).open();
  await check.expectDone();
  await expect(check.verdict).toHaveText('You can’t join from this network: live connections don’t get through');
  await expect(check.row('Live connection to the server')).toContainText('may block WebSockets');
  await expect(check.row('Download')).toContainText('Good');
});

test('a slow line is told in figures and in words', async ({ learner }) => {
  const slow = await learner.context.newCDPSession(learner.page);
  const check = new Check(learner.page);
  await check.open();
  await check.expectDone();
  // 20 kB/s up; the way for packets is another.
  await slow.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: 0,
    downloadThroughput: -1,
    uploadThroughput: 20_000,
  });
  await check.again.click();
  await expect(check.verdict).toHaveText(/^Sound will work, pictures will be few: your upload is slow, \d+ kbit\/s$/, { timeout: 60_000 });
  await expect(check.row('Upload')).toContainText('Weak');
  await expect(check.row('Download')).toContainText('Good');
});

test('what the server has no time for is not known, and no failure', async ({ learner }) => {
  await learner.page.route('**/check/transfer/*', (route) => route.fulfill({ status: 429 }));
  const check = await new Check(learner.page).open();
  await check.expectDone();
  await expect(check.row('Download')).toContainText('Not known');
  await expect(check.verdict).toHaveText('Your connection is good. Check camera and microphone next');
});

test('the join page and the trouble with devices lead there, and stay', async ({ mentor, arrive }) => {
  const link = await (await createSession(mentor.page, { name: 'Mentor' })).copyLink();
  const refused = await arrive('Refused', { devices: 'refused' });
  const join = await new Join(refused.page).open(link);
  await expect(join.trouble).toBeVisible();
  const ways = refused.page.getByRole('main').getByRole('link', { name: 'Check your connection' });
  await expect(ways).toHaveCount(2);
  const opened = refused.context.waitForEvent('page');
  await ways.first().click();
  await expect(new Check(await opened).title).toBeVisible();
  await expect(join.name).toBeVisible();
});

test('without JavaScript the page says the truth and shows nothing that would never come', async ({ arrive }) => {
  const { page } = await arrive('Learner', { javaScriptEnabled: false });
  await page.goto('/test');
  const check = new Check(page);
  await expect(check.title).toBeVisible();
  await expect(page.getByText('Calls need JavaScript, and this browser has it turned off')).toBeVisible();
  await expect(check.rows.first()).toBeHidden();
  await expect(check.devices).toBeHidden();
});
