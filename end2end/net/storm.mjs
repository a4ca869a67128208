// Asks a relay for allocations as fast as it can, from many ports, and proves nothing. Runs by itself in a network of
// its own: `node storm.mjs <address> <seconds>`; says in the end how much it asked and heard, as JSON.

import { randomBytes } from 'node:crypto';
import { createSocket } from 'node:dgram';

const [address, seconds] = process.argv.slice(2);
const SOCKETS = 100;
const AT_ONCE = 10;

/** An Allocate request for UDP (RFC 8656 §7.1), without credentials. */
function request() {
  const message = Buffer.alloc(28);
  message.writeUInt16BE(0x0003, 0);
  message.writeUInt16BE(8, 2);
  message.writeUInt32BE(0x2112a442, 4);
  randomBytes(12).copy(message, 8);
  message.writeUInt16BE(0x0019, 20);
  message.writeUInt16BE(4, 22);
  message.writeUInt8(17, 24);
  return message;
}

let asked = 0;
let heard = 0;
const sockets = Array.from({ length: SOCKETS }, () => createSocket('udp4').on('message', () => (heard += 1)));
const until = Date.now() + Number(seconds) * 1_000;

function rage() {
  for (const socket of sockets) {
    for (let at = 0; at < AT_ONCE; at += 1) {
      socket.send(request(), 3478, address, () => undefined);
      asked += 1;
    }
  }
  if (Date.now() < until) setTimeout(rage, 20);
  else {
    for (const socket of sockets) socket.close();
    process.stdout.write(JSON.stringify({ asked, heard }));
  }
}

rage();
