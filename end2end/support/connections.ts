// How the connections of a page go at the moment, as the browser itself reports it.

import type { BrowserContext, Page } from '@playwright/test';

/** How a connection goes at the moment. */
export interface Path {
  /** Whether packets get through. */
  state: RTCPeerConnectionState;
  /** `host`, `srflx`, `prflx` or `relay`, at this end and at the other. */
  ends: [string, string];
  /** The address of this end, as the other sees it or as this machine has it. */
  address: string | undefined;
  /** By which packets this end reaches its relay. */
  relayProtocol: string | undefined;
  /** The names by which it may use a relay from now on. */
  usernames: string[];
}

type Window = typeof globalThis & { __connections?: RTCPeerConnection[] };

/** Keeps the connections that every page of this person makes. Comes before the first page is opened. */
export async function keepConnections(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    const connections: RTCPeerConnection[] = [];
    (globalThis as Window).__connections = connections;
    globalThis.RTCPeerConnection = new Proxy(RTCPeerConnection, {
      construct(target, args: [RTCConfiguration?]) {
        const connection = new target(...args);
        connections.push(connection);
        return connection;
      },
    });
  });
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
      state: connection.connectionState,
      ends: [local.candidateType, byId(pair.remoteCandidateId).candidateType] as [string, string],
      address: local.address as string | undefined,
      relayProtocol: local.relayProtocol,
      usernames: (connection.getConfiguration().iceServers ?? []).map(({ username = '' }) => username),
    };
  });
}

/** What came of the sound that a page was to hear, since a connection was made. */
export interface Heard {
  /** Samples that were played. */
  samples: number;
  /** Samples among them that were made up, because the packets with the true ones did not come in time. */
  concealed: number;
  /** Energy of all that was played (W3C WebRTC statistics, `totalAudioEnergy`). */
  energy: number;
}

/** What the newest connection of a page has brought to be heard. */
export async function heardBy(page: Page): Promise<Heard> {
  return page.evaluate(async () => {
    const connection = (globalThis as Window).__connections?.at(-1);
    const stats = [...((await connection?.getStats())?.values() ?? [])];
    const sounds = stats.filter(({ type, kind }) => type === 'inbound-rtp' && kind === 'audio');
    const sum = (field: string) => sounds.reduce<number>((total, sound) => total + (sound[field] ?? 0), 0);
    return {
      samples: sum('totalSamplesReceived'),
      // What is silent because nothing was sent is not lost (W3C WebRTC statistics, `silentConcealedSamples`).
      concealed: sum('concealedSamples') - sum('silentConcealedSamples'),
      energy: sum('totalAudioEnergy'),
    };
  });
}
