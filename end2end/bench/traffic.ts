// What a page sends and receives, as the browser's own network panel counts it (Chrome DevTools Protocol, Network).

import type { Page } from '@playwright/test';

export interface Total {
  /** Bytes of answers on the wire, headers included. */
  bytes: number;
  /** Requests for anything that is not in the page already; a socket counts as one. */
  requests: number;
  hosts: string[];
  /** Bytes of the socket's messages, both ways. */
  signalingBytes: number;
  /** Messages of the socket, both ways. */
  signalingMessages: number;
}

interface Event {
  /** Seconds by the monotonic clock of the browser. */
  at: number;
  kind: 'request' | 'received' | 'finished' | 'frame';
  request: string;
  bytes: number;
  host?: string;
}

export class Traffic {
  readonly #events: Event[] = [];
  /** Seconds to add to the monotonic clock for seconds since the Unix epoch. */
  #epoch: number | undefined;

  /** Follows a page from now on. */
  static async follow(page: Page): Promise<Traffic> {
    const traffic = new Traffic();
    const network = await page.context().newCDPSession(page);
    const note = (event: Event) => traffic.#events.push(event);

    network.on('Network.requestWillBeSent', ({ requestId, request, timestamp, wallTime }) => {
      traffic.#epoch ??= wallTime - timestamp;
      const { protocol, host } = new URL(request.url);
      if (protocol !== 'data:' && protocol !== 'blob:') {
        note({ at: timestamp, kind: 'request', request: requestId, bytes: 0, host });
      }
    });
    network.on('Network.responseReceived', ({ requestId, response, timestamp }) =>
      note({ at: timestamp, kind: 'received', request: requestId, bytes: response.encodedDataLength }),
    );
    network.on('Network.dataReceived', ({ requestId, encodedDataLength, timestamp }) =>
      note({ at: timestamp, kind: 'received', request: requestId, bytes: encodedDataLength }),
    );
    network.on('Network.loadingFinished', ({ requestId, encodedDataLength, timestamp }) =>
      note({ at: timestamp, kind: 'finished', request: requestId, bytes: encodedDataLength }),
    );
    network.on('Network.webSocketWillSendHandshakeRequest', ({ requestId, timestamp, request }) =>
      note({ at: timestamp, kind: 'request', request: requestId, bytes: 0, host: request.headers['Host'] }),
    );
    const frame = ({ requestId, timestamp, response }: { requestId: string; timestamp: number; response: { payloadData: string } }) =>
      note({ at: timestamp, kind: 'frame', request: requestId, bytes: Buffer.byteLength(response.payloadData) });
    network.on('Network.webSocketFrameSent', frame);
    network.on('Network.webSocketFrameReceived', frame);
    await network.send('Network.enable');
    return traffic;
  }

  /** Everything up to a moment, in milliseconds since the Unix epoch. */
  until(moment: number): Total {
    if (this.#epoch === undefined) throw new Error('nothing was requested');
    const epoch = this.#epoch;
    const events = this.#events.filter(({ at }) => (at + epoch) * 1_000 <= moment);
    const bytes = new Map<string, number>();
    for (const { kind, request, bytes: more } of events) {
      if (kind === 'received') bytes.set(request, (bytes.get(request) ?? 0) + more);
      // The whole of it; what came in parts is counted in it.
      if (kind === 'finished') bytes.set(request, more);
    }
    const frames = events.filter(({ kind }) => kind === 'frame');
    const sum = (values: Iterable<number>) => [...values].reduce((total, value) => total + value, 0);
    return {
      bytes: sum(bytes.values()),
      requests: events.filter(({ kind }) => kind === 'request').length,
      hosts: [...new Set(events.flatMap(({ host }) => host ?? []))],
      signalingBytes: sum(frames.map(({ bytes }) => bytes)),
      signalingMessages: frames.length,
    };
  }
}
