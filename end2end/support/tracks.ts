// What somebody's element holds, whether or not it shows: who may not be seen or heard has no track there at all.

import type { Locator } from '@playwright/test';

/** How many tracks of each kind somebody's element holds. */
export async function tracksOf(video: Locator): Promise<{ audio: number; video: number }> {
  return video.evaluate((element) => {
    const { srcObject } = element as HTMLVideoElement;
    const stream = srcObject instanceof MediaStream ? srcObject : undefined;
    return {
      audio: stream?.getAudioTracks().length ?? 0,
      video: stream?.getVideoTracks().length ?? 0,
    };
  });
}
