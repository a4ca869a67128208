// A microphone that a test speaks into: a tone of the page's own, as loud as it is told, in the place of the fake one.

import type { BrowserContext, Page } from '@playwright/test';

type Window = typeof globalThis & { __speak?: (loudness: number) => void };

/** Gives this person such a microphone, silent. Comes before the first page is opened, after the witness. */
export async function addOwnSound(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    let loudness = 0;
    const gains: GainNode[] = [];
    (globalThis as Window).__speak = (wanted) => {
      loudness = wanted;
      for (const gain of gains) gain.gain.value = wanted;
    };
    const ask = MediaDevices.prototype.getUserMedia;
    MediaDevices.prototype.getUserMedia = async function (wanted) {
      const stream = await ask.call(this, wanted);
      for (const track of stream.getAudioTracks()) {
        stream.removeTrack(track);
        track.stop();
        const context = new AudioContext();
        const tone = context.createOscillator();
        const gain = context.createGain();
        gain.gain.value = loudness;
        const outlet = context.createMediaStreamDestination();
        tone.connect(gain).connect(outlet);
        tone.start();
        gains.push(gain);
        stream.addTrack(outlet.stream.getAudioTracks()[0] as MediaStreamTrack);
      }
      return stream;
    };
  });
}

/** Speaks into it from now on; 0 is silence to the last bit. */
export async function speak(page: Page, loudness: number): Promise<void> {
  await page.evaluate((loudness) => (globalThis as Window).__speak?.(loudness), loudness);
}
