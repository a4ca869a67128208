// How much was negotiated: the signals that a page says and hears by its socket.

import type { Page } from '@playwright/test';

export class Signals {
  /** Both ways, since the page was first followed. */
  count = 0;

  /** Follows the sockets that a page opens from now on. */
  static follow(page: Page): Signals {
    const signals = new Signals();
    const note = ({ payload }: { payload: string | Buffer }) => {
      if (/"type":"signal"/.test(String(payload))) signals.count += 1;
    };
    page.on('websocket', (socket) => {
      socket.on('framesent', note);
      socket.on('framereceived', note);
    });
    return signals;
  }
}
