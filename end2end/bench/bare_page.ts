// The least that a call can be: one page without a framework, one relay without a room. What it takes on this machine
// is the floor under the figures of the product.

import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

const PAGE = `<!doctype html><meta charset="utf-8"><title>Bare</title><link rel="icon" href="data:,">
<video id="theirs" autoplay playsinline></video>
<script type="module">
const me = location.hash.slice(1), other = me === 'host' ? 'guest' : 'host';
const devices = navigator.mediaDevices.getUserMedia({ audio: true, video: true });
const send = (message) => fetch('/to/' + other, { method: 'POST', body: JSON.stringify(message) });
let pc, queue = Promise.resolve();
const begin = async () => {
  pc?.close();
  pc = new RTCPeerConnection();
  pc.onicecandidate = ({ candidate }) => candidate && send({ candidate });
  pc.ontrack = ({ streams: [stream] }) => { theirs.muted = true; theirs.srcObject = stream; };
  const stream = await devices;
  for (const track of stream.getTracks()) pc.addTrack(track, stream);
};
const take = async ({ description, candidate }) => {
  if (candidate) return pc.addIceCandidate(candidate);
  if (description.type === 'offer') await begin();
  await pc.setRemoteDescription(description);
  if (description.type === 'offer') {
    await pc.setLocalDescription();
    await send({ description: pc.localDescription });
  }
};
const inbox = new EventSource('/at/' + me);
inbox.onmessage = ({ data }) => { queue = queue.then(() => take(JSON.parse(data))); };
inbox.onopen = () => {
  document.body.dataset.ready = '';
  if (me === 'guest') queue = queue.then(async () => {
    await begin();
    await pc.setLocalDescription();
    await send({ description: pc.localDescription });
  });
};
</script>`;

export class BarePage {
  private constructor(private readonly server: Server) {}

  static async start(): Promise<BarePage> {
    const inboxes = new Map<string, ServerResponse>();
    const server = createServer(async (request, response) => {
      const [, verb, whose = ''] = (request.url ?? '').split('/');
      if (verb === 'at') {
        response.writeHead(200, { 'Content-Type': 'text/event-stream' }).flushHeaders();
        inboxes.set(whose, response);
      } else if (verb === 'to') {
        let message = '';
        for await (const part of request) message += String(part);
        inboxes.get(whose)?.write(`data: ${message}\n\n`);
        response.writeHead(204).end();
      } else {
        response.writeHead(200, { 'Content-Type': 'text/html' }).end(PAGE);
      }
    });
    await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
    return new BarePage(server);
  }

  /** The page of one of the two. */
  url(whose: 'host' | 'guest'): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/#${whose}`;
  }

  stop(): void {
    this.server.close();
    this.server.closeAllConnections();
  }
}
