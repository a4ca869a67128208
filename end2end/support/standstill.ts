// How long a picture stood still, and when it moved again: from the moments at which its frames went to the screen.
// Moments are milliseconds since the Unix epoch.

import { expect, type Locator } from '@playwright/test';

type Watched = HTMLVideoElement & { frameMoments?: number[] };

/** Notes from now on when frames go to the screen. */
export async function watchFrames(video: Locator): Promise<void> {
  await video.evaluate((element) => {
    const video = element as Watched;
    if (video.frameMoments) return;
    const moments: number[] = [];
    video.frameMoments = moments;
    const note = () => {
      moments.push(Date.now());
      video.requestVideoFrameCallback(note);
    };
    video.requestVideoFrameCallback(note);
  });
}

export interface Standstill {
  /** Milliseconds between the two frames that were farthest apart. */
  length: number;
  /** When the later of them came. */
  over: number;
}

/**
 * Waits until `frames` frames have come since `since`: more than a decoder still has in hand when a way is cut. Gives
 * the longest standstill from then on.
 */
export async function standstillSince(video: Locator, since: number, frames = 30): Promise<Standstill> {
  const momentsOf = () => video.evaluate((element) => (element as Watched).frameMoments ?? []);
  await expect
    .poll(async () => (await momentsOf()).filter((moment) => moment > since).length, {
      message: 'the picture moves again',
      timeout: 60_000,
    })
    .toBeGreaterThanOrEqual(frames);
  const moments = await momentsOf();
  const before = moments.filter((moment) => moment <= since).at(-1) ?? since;
  const after = moments.filter((moment) => moment > since);
  return [before, ...after].reduce<Standstill>(
    (longest, moment, at) => {
      const next = after[at];
      return next !== undefined && next - moment > longest.length ? { length: next - moment, over: next } : longest;
    },
    { length: 0, over: since },
  );
}
