// Tells when a page showed the first frame of somebody else. Moments are milliseconds since the Unix epoch, with a
// fraction, by the clock of the page.

import type { BrowserContext, Page } from '@playwright/test';

export interface Moments {
  /** The document was asked for (the time origin of High Resolution Time). */
  navigation: number;
  /** The last click before the first frame; none when nobody clicked. */
  click: number | null;
  /** The first decoded frame that did not come from this machine's camera went to the screen. */
  firstFrame: number;
}

type Window = typeof globalThis & { __moments?: { click: number | null; firstFrame: number | null } };

/** Starts the clock in every page of this person. Comes before the first page is opened. */
export async function startClock(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    const moments: NonNullable<Window['__moments']> = { click: null, firstFrame: null };
    (globalThis as Window).__moments = moments;
    const remote = new Set<string>();

    addEventListener(
      'click',
      ({ timeStamp }) => {
        if (moments.firstFrame === null) moments.click = performance.timeOrigin + timeStamp;
      },
      { capture: true },
    );

    globalThis.RTCPeerConnection = new Proxy(RTCPeerConnection, {
      construct(target, [configuration]: [RTCConfiguration?]) {
        const connection = new target(configuration);
        connection.addEventListener('track', ({ track }) => {
          if (track.kind === 'video') remote.add(track.id);
        });
        return connection;
      },
    });

    const watch = (video: HTMLVideoElement) => {
      video.requestVideoFrameCallback((_now, { presentationTime }) => {
        if (moments.firstFrame !== null) return;
        const stream = video.srcObject;
        const isRemote =
          stream instanceof MediaStream && stream.getVideoTracks().some((track) => remote.has(track.id));
        if (isRemote) moments.firstFrame = performance.timeOrigin + presentationTime;
        else watch(video);
      });
    };
    const source = Object.getOwnPropertyDescriptor(HTMLMediaElement.prototype, 'srcObject');
    if (!source?.set) throw new Error('srcObject is no property of media elements');
    const { set } = source;
    Object.defineProperty(HTMLMediaElement.prototype, 'srcObject', {
      ...source,
      set(this: HTMLMediaElement, stream: MediaProvider | null) {
        set.call(this, stream);
        if (stream && this instanceof HTMLVideoElement) watch(this);
      },
    });
  });
}

/** Waits for the first frame and gives the moments of the present document. */
export async function momentsOf(page: Page): Promise<Moments> {
  await page.waitForFunction(() => (globalThis as Window).__moments?.firstFrame != null);
  return page.evaluate(() => {
    const moments = (globalThis as Window).__moments;
    return {
      navigation: performance.timeOrigin,
      click: moments?.click ?? null,
      firstFrame: moments?.firstFrame ?? Number.NaN,
    };
  });
}
