// Proof that a picture is alive: frames are decoded, and what they show changes.

import { expect, type Locator } from '@playwright/test';

/** What a video element has shown so far. */
export interface Picture {
  /** Frames decoded since the element has its stream. */
  frames: number;
  width: number;
  height: number;
  /** A few grey values out of the present frame, 0 to 255. */
  sample: number[];
}

/** Looks at a video element as it is now. */
export async function pictureOf(video: Locator): Promise<Picture> {
  return video.evaluate((element) => {
    // Firefox counts the frames of a stream in a property of its own, and none in the standard's.
    const video = element as HTMLVideoElement & { mozPaintedFrames?: number };
    const side = 16;
    const canvas = document.createElement('canvas');
    canvas.width = side;
    canvas.height = side;
    const paper = canvas.getContext('2d', { willReadFrequently: true });
    const sample: number[] = [];
    if (paper && video.videoWidth > 0) {
      paper.drawImage(video, 0, 0, side, side);
      const { data } = paper.getImageData(0, 0, side, side);
      for (let at = 0; at < data.length; at += 4) {
        sample.push(Math.round(((data[at] ?? 0) + (data[at + 1] ?? 0) + (data[at + 2] ?? 0)) / 3));
      }
    }
    return {
      frames: video.mozPaintedFrames ?? video.getVideoPlaybackQuality().totalVideoFrames,
      width: video.videoWidth,
      height: video.videoHeight,
      sample,
    };
  });
}

/** Whether a picture shows something other than one flat colour. */
function showsSomething(picture: Picture): boolean {
  return Math.max(...picture.sample) - Math.min(...picture.sample) > 16;
}

/** Waits until at least `frames` more frames were decoded, whatever they show: some fake cameras give flat colours. */
export async function expectFrames(video: Locator, frames = 10): Promise<void> {
  await expect(video, 'there is a video to look at').toBeVisible();
  const before = (await pictureOf(video)).frames;
  await expect
    .poll(async () => (await pictureOf(video)).frames - before, { message: 'frames are decoded' })
    .toBeGreaterThanOrEqual(frames);
}

/** Waits until at least `frames` more frames were decoded, and the picture in them is not one flat colour. */
export async function expectFramesToAdvance(video: Locator, frames = 10): Promise<void> {
  await expectFrames(video, frames);
  await expect
    .poll(async () => showsSomething(await pictureOf(video)), { message: 'the picture shows something' })
    .toBe(true);
}

/** The same of a shared screen, which is large and has fewer frames than a camera. */
export async function expectScreenToAdvance(video: Locator): Promise<void> {
  await expectFramesToAdvance(video, 3);
}

/** Waits until the picture is another than it was: a decoder that repeats its last frame does not count. */
export async function expectPictureToMove(video: Locator): Promise<void> {
  const before = (await pictureOf(video)).sample;
  await expect
    .poll(
      async () => {
        const now = (await pictureOf(video)).sample;
        return now.some((grey, at) => Math.abs(grey - (before[at] ?? 0)) > 8);
      },
      { message: 'the picture moves' },
    )
    .toBe(true);
}
