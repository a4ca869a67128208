// A way out that has little room, as far as a page can tell: browsers on one machine have all the room there is.

import type { BrowserContext, Page } from '@playwright/test';

type Window = typeof globalThis & { __roomKbps?: number };

/** Lets this person's pages be told how much room there is. Comes before the first page is opened. */
export async function canBeNarrow(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    const count = RTCPeerConnection.prototype.getStats;
    RTCPeerConnection.prototype.getStats = async function (...of) {
      const report = await count.apply(this, of);
      const room = (globalThis as Window).__roomKbps;
      if (room === undefined) return report;
      const told = new Map<string, unknown>();
      report.forEach((entry: { type: string }, id: string) => {
        told.set(id, entry.type === 'candidate-pair' ? { ...entry, availableOutgoingBitrate: room * 1_000 } : entry);
      });
      return told as unknown as RTCStatsReport;
    };
  });
}

/** Has the browser find this much room for what goes out, in kbit/s; as much as there is, for none. */
export async function narrow(page: Page, kbps: number | undefined): Promise<void> {
  await page.evaluate((kbps) => {
    (globalThis as Window).__roomKbps = kbps;
  }, kbps);
}
