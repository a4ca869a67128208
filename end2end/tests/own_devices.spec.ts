// One's own devices, before the call and in it: chosen, tried out, pulled out and plugged in again, without the others
// missing anything.

import { expect, test, type Person } from '../fixtures/index.ts';
import { Join } from '../pages/join.ts';
import { meet } from '../pages/meeting.ts';
import { createSession } from '../pages/new_session.ts';
import { Room } from '../pages/room.ts';
import { Settings } from '../pages/settings.ts';
import { expectFrames, expectFramesToAdvance } from '../support/frames.ts';
import { addPlugs, plug, pull } from '../support/plugs.ts';
import { Signals } from '../support/signals.ts';
import { expectSound } from '../support/sound.ts';
import { runningSettings, testimonyOf } from '../support/witness.ts';

test('another camera and microphone in the middle of a call: nothing is negotiated, and they are remembered', async ({
  learner,
  arrive,
}) => {
  const mentor = await arrive('Mentor', { devices: 'several' });
  const signals = Signals.follow(mentor.page);
  const { link, hosts, guests } = await meet(mentor, learner);
  await expectFramesToAdvance(guests.picture('Mentor'));
  const before = signals.count;
  expect(before, 'there was something to negotiate').toBeGreaterThan(0);

  const settings = await new Settings(mentor.page).openInCall();
  await settings.camera.selectOption({ label: 'fake_device_2' });
  await settings.microphone.selectOption({ label: 'Fake Audio Input 2' });
  await expect.poll(() => settings.used('camera')).toBe('fake_device_2');
  await expect
    .poll(async () => (await testimonyOf(mentor.page)).running.length, 'what was used before is off')
    .toBe(2);
  const [camera] = await runningSettings(mentor.page, 'video');
  await expect(settings.camera).toHaveValue(String(camera?.deviceId));
  const [microphone] = await runningSettings(mentor.page, 'audio');
  await expect(settings.microphone).toHaveValue(String(microphone?.deviceId));
  await settings.done();

  await expectFrames(guests.picture('Mentor'));
  await expectSound(guests.picture('Mentor'));
  expect(signals.count, 'nothing was negotiated').toBe(before);

  // Browsers change the ids: with other cookies, for example.
  await hosts.leave();
  await mentor.page.evaluate(() => {
    for (const key of ['camera', 'microphone']) {
      localStorage.setItem(key, String(localStorage.getItem(key)).replace(/^.*/, 'an id of last week'));
    }
  });
  await new Join(mentor.page).open(link);
  const again = await new Settings(mentor.page).openBefore();
  await expect.poll(() => again.used('camera')).toBe('fake_device_2');
  await expect.poll(() => again.used('microphone')).toBe('Fake Audio Input 2');
  await expect.poll(async () => (await testimonyOf(mentor.page)).running.length, 'what was given first is off').toBe(2);
});

/** The camera that comes and goes. Chromium's second one measures depth, and gives no picture. */
const PLUGGED = 'fake_device_2';

async function meetWithPlugs(mentor: Person, learner: Person) {
  await addPlugs(mentor.context);
  const signals = Signals.follow(mentor.page);
  const { guests } = await meet(mentor, learner);
  await expectFramesToAdvance(guests.picture(mentor.name));
  const settings = await new Settings(mentor.page).openInCall();
  await settings.camera.selectOption({ label: PLUGGED });
  await expect.poll(() => settings.used('camera')).toBe(PLUGGED);
  return { signals, settings, guests, before: signals.count };
}

test('a camera that is pulled out gives way to another, and comes back with its plug', async ({ learner, arrive }) => {
  const mentor = await arrive('Mentor', { devices: 'several' });
  const { signals, settings, guests, before } = await meetWithPlugs(mentor, learner);

  await pull(mentor.page, PLUGGED);
  await expect(mentor.page.getByText('Camera now: fake_device_0').first()).toBeAttached();
  await expect(settings.camera.getByRole('option')).toHaveText(['fake_device_0', 'fake_device_1']);
  await expect.poll(() => settings.used('camera')).toBe('fake_device_0');
  await expectFramesToAdvance(guests.picture('Mentor'));

  await plug(mentor.page, PLUGGED);
  await expect(mentor.page.getByText(`Camera now: ${PLUGGED}`).first()).toBeAttached();
  await expect.poll(() => settings.used('camera')).toBe(PLUGGED);
  await expect.poll(async () => (await runningSettings(mentor.page, 'video')).length).toBe(1);
  await expectFrames(guests.picture('Mentor'));
  expect(signals.count, 'nothing was negotiated').toBe(before);
});

test('with the last microphone gone it is said, and it goes on when one is plugged in, muted if it was', async ({
  mentor,
  learner,
}) => {
  await addPlugs(mentor.context);
  const { hosts, guests } = await meet(mentor, learner);
  await expectSound(guests.picture('Mentor'));
  const labels = await mentor.page.evaluate(async () =>
    (await navigator.mediaDevices.enumerateDevices()).filter(({ kind }) => kind === 'audioinput').map(({ label }) => label),
  );
  const pullAll = async () => {
    for (const label of labels) await pull(mentor.page, label);
  };
  const plugAll = async () => {
    for (const label of labels) await plug(mentor.page, label);
  };

  await pullAll();
  await expect(mentor.page.getByText('Your microphone is gone. Plug it in and it goes on').first()).toBeAttached();
  await expect(guests.tile('Mentor')).toContainText('Microphone off');
  await plugAll();
  await expect(hosts.microphone).toHaveAccessibleName('Turn microphone off');
  await expectSound(guests.picture('Mentor'));

  await hosts.turnMicrophone('off');
  await pullAll();
  await plugAll();
  await expect.poll(async () => (await runningSettings(mentor.page, 'audio')).length).toBe(1);
  await expect(hosts.microphone).toHaveAccessibleName('Turn microphone on');
  await expect(guests.tile('Mentor')).toContainText('Microphone off');
});

test('a device that is pulled out while the other is busy is asked for once, and again with the next plug', async ({
  learner,
  arrive,
}) => {
  const mentor = await arrive('Mentor', { devices: 'several' });
  const { guests } = await meetWithPlugs(mentor, learner);
  const asked = async () => (await testimonyOf(mentor.page)).questions.length;
  const before = await asked();
  await mentor.page.evaluate(() => {
    const ask = MediaDevices.prototype.getUserMedia;
    const busy = globalThis as typeof globalThis & { __busy?: boolean };
    busy.__busy = true;
    MediaDevices.prototype.getUserMedia = async function (wanted) {
      const stream = await ask.call(this, wanted);
      if (!busy.__busy) return stream;
      stream.getTracks().forEach((track) => track.stop());
      throw new DOMException('Could not start video source', 'NotReadableError');
    };
  });
  await pull(mentor.page, PLUGGED);
  await expect(guests.tile('Mentor')).toContainText('Camera off');
  await expect.poll(asked).toBeGreaterThan(before);
  // Whatever would be asked again and again is asked while somebody else does something.
  await guests.sendChat('Can you see me?');
  expect(await asked(), 'nobody is asked again and again').toBeLessThanOrEqual(before + 2);
  await mentor.page.evaluate(() => Object.assign(globalThis, { __busy: false }));
  await plug(mentor.page, PLUGGED);
  await expect(guests.tile('Mentor')).not.toContainText('Camera off');
  await expectFrames(guests.picture('Mentor'));
});

test('the first camera of all is there without a reload, and is turned on by nobody but its owner', async ({
  mentor,
  learner,
}) => {
  const hosts = await createSession(mentor.page, { name: 'Mentor' });
  await addPlugs(learner.context);
  await learner.context.addInitScript(() => {
    (globalThis as typeof globalThis & { __plugs?: { pulled: Set<string> } }).__plugs?.pulled.add('fake_device_0');
  });
  const join = await new Join(learner.page).open(await hosts.copyLink());
  await expect(join.preview.getByText('No camera found. You can join without one.')).toBeVisible();
  const learners = await join.joinAs('Learner');
  await expect(hosts.tile('Learner')).toContainText('Camera off');
  await plug(learner.page, 'fake_device_0');
  const settings = await new Settings(learner.page).openInCall();
  await expect(settings.camera.getByRole('option')).toHaveText(['fake_device_0']);
  await settings.done();
  expect((await testimonyOf(learner.page)).running, 'it does not turn itself on').toEqual(['audio']);
  await learners.turnCamera('on');
  await expectFramesToAdvance(hosts.picture('Learner'));
});

test('the speaker is chosen and tried out, and everybody is heard there', async ({ mentor, learner }) => {
  const { guests } = await meet(mentor, learner);
  await expectSound(guests.picture('Mentor'));
  const settings = await new Settings(learner.page).openInCall();
  await settings.test.click();
  await expect.poll(async () => (await testimonyOf(learner.page)).speakers, 'the mentor, and the sound').toEqual(['', '']);
  await expect(settings.test, 'it ends by itself').toHaveText('Test sound');

  await settings.speaker.selectOption({ label: 'Fake Audio Output 1' });
  const id = await settings.speaker.inputValue();
  expect(id).not.toBe('');
  await expect.poll(async () => (await testimonyOf(learner.page)).speakers).toEqual([id, '']);
  await settings.test.click();
  await expect.poll(async () => (await testimonyOf(learner.page)).speakers).toEqual([id, '', id]);
  await settings.done();

  await learner.page.reload();
  const back = new Room(learner.page);
  await back.expectInside();
  await expect.poll(async () => (await testimonyOf(learner.page)).speakers).toEqual([id]);
});

test('what is done to the own voice is switched in a call, without negotiating, and remembered', async ({
  mentor,
  learner,
}) => {
  const signals = Signals.follow(mentor.page);
  const { guests } = await meet(mentor, learner);
  await expectSound(guests.picture('Mentor'));
  const before = signals.count;
  const settings = await new Settings(mentor.page).openInCall();
  await expect(settings.level).toBeVisible();
  const noise = settings.switch('Take out noise');
  await expect(noise).toBeChecked();
  await noise.click();
  await expect(noise).not.toBeChecked();
  await expect
    .poll(async () => (await runningSettings(mentor.page, 'audio')).map((track) => track.noiseSuppression))
    .toEqual([false]);
  expect((await runningSettings(mentor.page, 'audio'))[0]?.echoCancellation).toBe(true);
  await settings.done();
  await expectSound(guests.picture('Mentor'));
  expect(signals.count, 'nothing was negotiated').toBe(before);

  await mentor.page.reload();
  await new Room(mentor.page).expectInside();
  await expect
    .poll(async () => (await runningSettings(mentor.page, 'audio')).map((track) => track.noiseSuppression))
    .toEqual([false]);
});
