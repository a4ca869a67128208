// A network that lets nothing pass from browser to browser: only what a relay carries, by one kind of packets.

import type { BrowserContext } from '@playwright/test';

import { keepConnections } from './connections.ts';

export type Way = 'udp' | 'tcp' | 'tls';

/** Puts this person behind such a network. Comes before the first page is opened. */
export async function allowOnlyRelay(context: BrowserContext, way: Way): Promise<void> {
  await keepConnections(context);
  await context.addInitScript((way) => {
    const scheme = way === 'tls' ? 'turns:' : 'turn:';
    const transport = way === 'udp' ? '?transport=udp' : '?transport=tcp';
    const confine = (configuration: RTCConfiguration = {}): RTCConfiguration => ({
      ...configuration,
      iceTransportPolicy: 'relay',
      iceServers: configuration.iceServers?.map((server) => ({
        ...server,
        urls: [server.urls].flat().filter((url) => url.startsWith(scheme) && url.endsWith(transport)),
      })),
    });
    const change = RTCPeerConnection.prototype.setConfiguration;
    RTCPeerConnection.prototype.setConfiguration = function (configuration) {
      change.call(this, confine(configuration));
    };
    globalThis.RTCPeerConnection = new Proxy(RTCPeerConnection, {
      construct(target, [configuration]: [RTCConfiguration?]) {
        return new target(confine(configuration));
      },
    });
  }, way);
}
