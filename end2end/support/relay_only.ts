// A network that lets nothing pass from browser to browser: only what a relay carries, by one kind of packets.

import type { BrowserContext, Page } from '@playwright/test';

export type Way = 'udp' | 'tcp';

/** How a connection goes at the moment. */
export interface Path {
  /** `host`, `srflx`, `prflx` or `relay`, at this end and at the other. */
  ends: [string, string];
  /** By which packets this end reaches its relay. */
  relayProtocol: string | undefined;
  /** The names by which it may use a relay from now on. */
  usernames: string[];
}

type Window = typeof globalThis & { __connections?: RTCPeerConnection[] };

/** Puts this person behind such a network. Comes before the first page is opened. */
export async function allowOnlyRelay(context: BrowserContext, way: Way): Promise<void> {
  await context.addInitScript((way) => {
    const connections: RTCPeerConnection[] = [];
    (globalThis as Window).__connections = connections;
    const confine = (configuration: RTCConfiguration = {}): RTCConfiguration => ({
      ...configuration,
      iceTransportPolicy: 'relay',
      iceServers: configuration.iceServers?.map((server) => ({
        ...server,
        urls: [server.urls].flat().filter((url) => url.endsWith(`?transport=${way}`)),
      })),
    });
    const change = RTCPeerConnection.prototype.setConfiguration;
    RTCPeerConnection.prototype.setConfiguration = function (configuration) {
      change.call(this, confine(configuration));
    };
    globalThis.RTCPeerConnection = new Proxy(RTCPeerConnection, {
      construct(target, [configuration]: [RTCConfiguration?]) {
        const connection = new target(confine(configuration));
        connections.push(connection);
        return connection;
      },
    });
  }, way);
}

/** How the newest connection of a page goes; none before it does. */
export async function pathOf(page: Page): Promise<Path | undefined> {
  return page.evaluate(async () => {
    const connection = (globalThis as Window).__connections?.at(-1);
    const stats = [...((await connection?.getStats())?.values() ?? [])];
    const byId = (id: string) => stats.find((one) => one.id === id);
    const transport = stats.find((one) => one.type === 'transport');
    const pair = byId(transport?.selectedCandidatePairId);
    if (!connection || !pair) return undefined;
    const local = byId(pair.localCandidateId);
    return {
      ends: [local.candidateType, byId(pair.remoteCandidateId).candidateType] as [string, string],
      relayProtocol: local.relayProtocol,
      usernames: (connection.getConfiguration().iceServers ?? []).map(({ username = '' }) => username),
    };
  });
}
