// A network in which nothing that goes by UDP reaches a relay.

import type { BrowserContext } from '@playwright/test';

/** A port that answers nobody: "discard" (RFC 863). */
const NOWHERE = 9;

/** Puts this person into such a network. Comes before the first page is opened. */
export async function blockUdp(context: BrowserContext): Promise<void> {
  await context.addInitScript((nowhere) => {
    globalThis.RTCPeerConnection = new Proxy(RTCPeerConnection, {
      construct(target, [configuration = {}]: [RTCConfiguration?]) {
        const elsewhere = (url: string) => (url.endsWith('?transport=udp') ? url.replace(/:\d+\?/, `:${nowhere}?`) : url);
        const iceServers = configuration.iceServers?.map((server) => ({
          ...server,
          urls: [server.urls].flat().map(elsewhere),
        }));
        return new target({ ...configuration, iceServers });
      },
    });
  }, NOWHERE);
}
