// Proof that sound arrives: the energy of what a media element plays.

import { expect, type Locator, type Page } from '@playwright/test';

import { heardBy } from './connections.ts';

/**
 * Listens for `milliseconds` and gives the loudest moment, as root mean square from 0 (silence) to 1.
 * The fake microphone beeps once a second, so a listener hears it within that time.
 */
export async function loudnessOf(media: Locator, milliseconds = 1_500): Promise<number> {
  return media.evaluate(async (element, milliseconds) => {
    const stream = (element as HTMLMediaElement).srcObject;
    if (!(stream instanceof MediaStream) || stream.getAudioTracks().length === 0) return 0;
    const context = new AudioContext();
    try {
      await context.resume();
      const analyser = context.createAnalyser();
      context.createMediaStreamSource(stream).connect(analyser);
      const samples = new Float32Array(analyser.fftSize);
      const until = performance.now() + milliseconds;
      let loudest = 0;
      while (performance.now() < until) {
        analyser.getFloatTimeDomainData(samples);
        const energy = samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length;
        loudest = Math.max(loudest, Math.sqrt(energy));
        await new Promise((next) => requestAnimationFrame(next));
      }
      return loudest;
    } finally {
      await context.close();
    }
  }, milliseconds);
}

/** Between the hum of an encoder and a beep. */
const AUDIBLE = 0.01;

/** Waits until there is something to hear. */
export async function expectSound(media: Locator): Promise<void> {
  await expect
    .poll(() => loudnessOf(media), { message: 'there is something to hear', intervals: [0] })
    .toBeGreaterThan(AUDIBLE);
}

/** Waits until a whole period of the fake microphone is silent. */
export async function expectSilence(media: Locator): Promise<void> {
  await expect
    .poll(() => loudnessOf(media), { message: 'there is nothing to hear', intervals: [0] })
    .toBeLessThan(AUDIBLE);
}

/**
 * Waits until more sound has arrived at a page that keeps its connections, as its browser counts it. For Firefox on a
 * machine without loudspeakers: what a page listens by stands still there.
 */
export async function expectSoundToArrive(page: Page): Promise<void> {
  const before = (await heardBy(page)).energy;
  await expect
    .poll(async () => (await heardBy(page)).energy - before, { message: 'sound arrives' })
    // What one beep of the fake microphone brings, at the least.
    .toBeGreaterThan(0.001);
}
