// Whoever has told their system that they want less motion.

import { expect, test } from '../fixtures/index.ts';
import { createSession } from '../pages/new_session.ts';

test('with less motion nothing glides from one look to another, on a page and in a call', async ({ mentor }) => {
  const look = (colorScheme: 'light' | 'dark') => mentor.page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
  const gliding = () =>
    mentor.page.evaluate(() => document.getAnimations().filter((one) => one instanceof CSSTransition).length);
  await look('light');
  await mentor.page.goto('/');
  await look('dark');
  expect(await gliding()).toBe(0);
  const room = await createSession(mentor.page, { name: 'Mentor' });
  await look('light');
  expect(await gliding()).toBe(0);
  await room.open('People');
  expect(await gliding()).toBe(0);
});
