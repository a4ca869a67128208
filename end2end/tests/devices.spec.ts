// Whatever devices somebody has, and whatever they allow: they can always go in.

import { expect, test } from '../fixtures/index.ts';
import { Join, joinSession } from '../pages/join.ts';
import { createSession } from '../pages/new_session.ts';
import { Room } from '../pages/room.ts';
import { expectFramesToAdvance } from '../support/frames.ts';
import { expectSound } from '../support/sound.ts';
import { testimonyOf } from '../support/witness.ts';

test('with no device at all one goes in, sees and hears the others, and writes', async ({ mentor, arrive }) => {
  const hosts = await createSession(mentor.page, { name: 'Mentor' });
  const link = await hosts.copyLink();
  await hosts.showUp();

  const learner = await arrive('Learner', { devices: 'none' });
  const join = await new Join(learner.page).open(link);
  await expect(join.trouble).toHaveText('No camera or microphone found');
  await expect(join.preview.getByRole('paragraph').filter({ hasText: 'You can take part without one.' })).toBeVisible();
  await expect(join.join).toHaveAccessibleName('Join without camera or mic');
  const learners = await join.joinAs('Learner');

  await hosts.expectPeople('Learner');
  await expect(hosts.tile('Learner')).toContainText('Microphone and camera off');
  await expectFramesToAdvance(learners.picture('Mentor'));
  await expectSound(learners.picture('Mentor'));
  await learners.sendChat('I can only write');
  await hosts.expectMessage('I can only write');
});

test('a refusal says what to do, and one goes in all the same', async ({ mentor, arrive }) => {
  const hosts = await createSession(mentor.page, { name: 'Mentor' });
  const link = await hosts.copyLink();
  await hosts.showUp();

  const learner = await arrive('Learner', { devices: 'refused' });
  const join = await new Join(learner.page).open(link);
  await expect(join.trouble).toHaveText('Your browser is blocking the camera and microphone');
  await expect(join.preview.getByRole('listitem')).toHaveCount(3);
  await join.tryAgain.click();
  await expect(join.trouble, 'it is still refused').toHaveText('Your browser is blocking the camera and microphone');
  const learners = await join.joinAs('Learner');

  await hosts.expectPeople('Learner');
  await expectFramesToAdvance(learners.picture('Mentor'));
});

test('two people without any device are in one call and write to each other', async ({ arrive }) => {
  const mentor = await arrive('Mentor', { devices: 'none' });
  const learner = await arrive('Learner', { devices: 'none' });
  const hosts = await createSession(mentor.page, { name: 'Mentor' });
  const join = await new Join(learner.page).open(await hosts.copyLink());
  await expect(join.trouble).toBeVisible();
  const learners = await join.joinAs('Learner');
  await hosts.expectPeople('Learner');
  await hosts.sendChat('Can you read me?');
  await learners.expectMessage('Can you read me?');
});

test('an audio only session asks for no camera and offers none', async ({ mentor, learner }) => {
  const hosts = await createSession(mentor.page, { name: 'Mentor', kind: 'Audio only' });
  const link = await hosts.copyLink();
  await hosts.turnMicrophone('on');
  const join = await new Join(learner.page).open(link);
  await expect(join.microphoneOff).toBeVisible();
  await expect(join.cameraOff.or(join.cameraOn)).toHaveCount(0);
  const learners = await join.joinAs('Learner');
  await learners.expectPeople('Mentor');
  await expect(learners.camera).toHaveCount(0);
  await expectSound(learners.picture('Mentor'));
  await expectSound(hosts.picture('Learner'));
  for (const { page } of [mentor, learner]) {
    const { questions, running } = await testimonyOf(page);
    expect(questions.filter(({ video }) => video), 'nobody was asked for a camera').toEqual([]);
    expect(running).toEqual(['audio']);
  }
});

test('what is off on the join page is off inside, and can be turned on there', async ({ mentor, learner }) => {
  const hosts = await createSession(mentor.page, { name: 'Mentor' });
  const join = await new Join(learner.page).open(await hosts.copyLink());
  await join.cameraOff.click();
  await join.microphoneOff.click();
  await expect(join.cameraOn).toBeVisible();
  await expect(join.microphoneOn).toBeVisible();
  await expect(join.picture).toBeHidden();
  const learners = await join.joinAs('Learner');
  await expect(learners.camera).toHaveAccessibleName('Turn camera on');
  await expect(learners.microphone).toHaveAccessibleName('Turn microphone on');
  await expect(hosts.tile('Learner')).toContainText('Microphone and camera off');

  await learners.showUp();
  await expectFramesToAdvance(hosts.picture('Learner'));
  await expectSound(hosts.picture('Learner'));
});

test('without a camera there is still a microphone, and the page says which is missing', async ({ mentor, arrive }) => {
  const hosts = await createSession(mentor.page, { name: 'Mentor' });
  const learner = await arrive('Learner', { devices: 'microphone only' });
  const join = await new Join(learner.page).open(await hosts.copyLink());
  await expect(join.preview.getByText('No camera found. You can join without one.')).toBeVisible();
  await expect(join.microphoneOff).toBeVisible();
  await join.joinAs('Learner');
  await expect(hosts.tile('Learner')).toContainText('Camera off');
  await expectSound(hosts.picture('Learner'));
});

test('a host who has everything off is seen as such, and turns it on when somebody is there', async ({
  mentor,
  learner,
}) => {
  const hosts = await createSession(mentor.page, { name: 'Mentor' });
  await expect(hosts.stage.getByText('You’re the first one here.')).toBeVisible();
  await hosts.turnCamera('off');
  await hosts.turnMicrophone('off');
  await expect.poll(async () => (await testimonyOf(mentor.page)).running, 'the camera’s light is out').not.toContain('video');
  const learners = await joinSession(learner.page, await hosts.copyLink(), 'Learner');
  await expect(learners.tile('Mentor')).toContainText('Microphone and camera off');
  await hosts.showUp();
  await expectFramesToAdvance(learners.picture('Mentor'));
  await expectSound(learners.picture('Mentor'));
});

test('sound that the browser keeps back waits for a tap', async ({ mentor, learner }) => {
  const hosts = await createSession(mentor.page, { name: 'Mentor' });
  const link = await hosts.copyLink();
  await hosts.showUp();

  // Chromium takes whatever a test asks of a page for a touch, and refuses nothing afterwards; so this page refuses
  // sound by itself as the browser would, until somebody clicks.
  await learner.context.addInitScript(() => {
    let touched = false;
    addEventListener('pointerdown', ({ isTrusted }) => (touched ||= isTrusted), { capture: true });
    const play = HTMLMediaElement.prototype.play;
    HTMLMediaElement.prototype.play = function () {
      if (this.muted || touched) return play.call(this);
      this.autoplay = false;
      return Promise.reject(new DOMException('play() can only be initiated by a user gesture.', 'NotAllowedError'));
    };
  });
  const join = await new Join(learner.page).open(link);
  await join.name.press('Enter');
  const learners = new Room(learner.page);
  await learners.expectInside();
  await expectFramesToAdvance(learners.picture('Mentor'));
  await expect(learners.tapToHear).toBeVisible();
  expect((await testimonyOf(learner.page)).audible).toBe(0);

  await learners.tapToHear.click();
  await expect(learners.tapToHear).toHaveCount(0);
  await expect.poll(async () => (await testimonyOf(learner.page)).audible, 'the mentor is heard').toBe(1);
});
