// People who take a seat and do nothing with it: the join form without a browser.

import type { Server } from './server.ts';

/** Takes `count` seats of the session behind this link, each for a guest of its own. */
export async function takeSeats(server: Server, link: string, count: number): Promise<void> {
  for (let seat = 0; seat < count; seat += 1) {
    const answer = await fetch(server.url('/api/join_session'), {
      method: 'POST',
      headers: { Accept: 'application/json', Origin: server.address },
      body: new URLSearchParams({ id: link.slice(-36), name: '' }),
    });
    if (!answer.ok) throw new Error(`there was no seat ${seat + 1}: ${answer.status} ${await answer.text()}`);
  }
}
