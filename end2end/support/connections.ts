// How the connections of a page go at the moment, as the browser itself reports it.

import type { BrowserContext, Page } from '@playwright/test';

/** How a connection goes at the moment. */
export interface Path {
  /** Whether packets get through. */
  state: RTCPeerConnectionState;
  /** `host`, `srflx`, `prflx` or `relay`, at this end and at the other. */
  ends: [string, string];
  /** The address of this end, as the other (or its relay) sees it or as this machine has it. */
  address: string | undefined;
  /** By which packets this end reaches its relay. */
  relayProtocol: string | undefined;
  /** The names by which it may use a relay from now on. */
  usernames: string[];
}

/** A page that keeps its connections, in the order in which it made them. */
export type Keeping = typeof globalThis & { __connections?: RTCPeerConnection[] };

/** Keeps the connections that every page of this person makes. Comes before the first page is opened. */
export async function keepConnections(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    const connections: RTCPeerConnection[] = [];
    (globalThis as Keeping).__connections = connections;
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
    const connection = (globalThis as Keeping).__connections?.at(-1);
    const stats = [...((await connection?.getStats())?.values() ?? [])];
    const byId = (id: string) => stats.find((one) => one.id === id);
    const transport = stats.find((one) => one.type === 'transport');
    const pair = byId(transport?.selectedCandidatePairId);
    if (!connection || !pair) return undefined;
    const local = byId(pair.localCandidateId);
    return {
      state: connection.connectionState,
      ends: [local.candidateType, byId(pair.remoteCandidateId).candidateType] as [string, string],
      // A relayed end has the relay's address.
      address: (local.candidateType === 'relay' ? local.relatedAddress : local.address) as string | undefined,
      relayProtocol: local.relayProtocol,
      usernames: (connection.getConfiguration().iceServers ?? []).map(({ username = '' }) => username),
    };
  });
}

/** By what the newest connection of a page may use a relay. */
export async function keysOf(page: Page): Promise<{ username: string; credential: string }> {
  return page.evaluate(() => {
    const servers = (globalThis as Keeping).__connections?.at(-1)?.getConfiguration().iceServers ?? [];
    const [{ username, credential } = {}] = servers.filter(({ username }) => username);
    if (!username || !credential) throw new Error('this page may use no relay');
    return { username, credential };
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
    const connection = (globalThis as Keeping).__connections?.at(-1);
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

/**
 * Whole pictures that the newest connection of a page has sent without being asked for them: at its beginning, when the
 * size changes, and whenever the page itself wants it.
 */
export async function unaskedPicturesOf(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const connection = (globalThis as Keeping).__connections?.at(-1);
    const stats = [...((await connection?.getStats())?.values() ?? [])];
    const pictures = stats.filter(({ type, kind }) => type === 'outbound-rtp' && kind === 'video');
    return pictures.reduce<number>((sum, one) => sum + one.keyFramesEncoded - one.pliCount - one.firCount, 0);
  });
}

/** What a page has sent so far, over all its connections. */
export interface Sending {
  /** When this was so, in milliseconds since the Unix epoch. */
  at: number;
  /** Bytes of everything that was sent, without the headers of UDP and below. */
  bytes: number;
  /** Frames that each encoder of a picture has made, and the size of its present ones. */
  encoded: Map<string, { frames: number; size: string }>;
}

/** What a page that keeps its connections has sent so far. */
export async function sendingOf(page: Page): Promise<Sending> {
  const { bytes, encoders, at } = await page.evaluate(async () => {
    const connections = (globalThis as Keeping).__connections ?? [];
    const reports = await Promise.all(connections.map(async (connection) => [...(await connection.getStats()).values()]));
    const encoders = reports.flatMap((report, number) =>
      report
        .filter(({ type, kind }) => type === 'outbound-rtp' && kind === 'video')
        .map((one) => ({
          id: `${number} ${one.id}`,
          frames: one.framesEncoded as number,
          size: `${one.frameWidth ?? 0}×${one.frameHeight ?? 0}`,
        })),
    );
    const transports = reports.flat().filter(({ type }) => type === 'transport');
    return { at: Date.now(), bytes: transports.reduce<number>((sum, { bytesSent }) => sum + bytesSent, 0), encoders };
  });
  return { at, bytes, encoded: new Map(encoders.map(({ id, ...encoder }) => [id, encoder])) };
}
