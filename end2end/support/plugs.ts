// Plugs that a test can pull: the browser lists only what is plugged in, gives nothing else, and says so when it changes.

import type { BrowserContext, Page } from '@playwright/test';

type Window = typeof globalThis & { __plugs?: { pulled: Set<string>; pull: (label: string) => void; plug: (label: string) => void } };

/** Puts plugs between this person's browser and its devices. Comes before the first page is opened, after the witness. */
export async function addPlugs(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    const pulled = new Set<string>();
    const given: MediaStreamTrack[] = [];
    const { getUserMedia, enumerateDevices } = MediaDevices.prototype;
    MediaDevices.prototype.enumerateDevices = async function () {
      return (await enumerateDevices.call(this)).filter(({ label }) => !pulled.has(label));
    };
    MediaDevices.prototype.getUserMedia = async function (wanted) {
      const stream = await getUserMedia.call(this, wanted);
      const missing = stream.getTracks().find(({ label }) => pulled.has(label));
      if (missing) {
        const { kind } = missing;
        stream.getTracks().forEach((track) => track.stop());
        // What was not asked for by its id is any other.
        const other = (await this.enumerateDevices()).find((device) => device.kind === `${kind}input`);
        if (!other) throw new DOMException('Requested device not found', 'NotFoundError');
        const rest = typeof wanted?.[kind as 'audio' | 'video'] === 'object' ? (wanted[kind as 'audio' | 'video'] as object) : {};
        return this.getUserMedia({ ...wanted, [kind]: { ...rest, deviceId: { exact: other.deviceId } } });
      }
      given.push(...stream.getTracks());
      return stream;
    };
    const changed = () => navigator.mediaDevices.dispatchEvent(new Event('devicechange'));
    (globalThis as Window).__plugs = {
      pulled,
      pull(label) {
        pulled.add(label);
        for (const track of given.filter((track) => track.label === label && track.readyState === 'live')) {
          track.stop();
          track.dispatchEvent(new Event('ended'));
        }
        changed();
      },
      plug(label) {
        pulled.delete(label);
        changed();
      },
    };
  });
}

/** Pulls the plug of the device with these words on it. */
export async function pull(page: Page, label: string): Promise<void> {
  await page.evaluate((label) => (globalThis as Window).__plugs?.pull(label), label);
}

/** Plugs it in again. */
export async function plug(page: Page, label: string): Promise<void> {
  await page.evaluate((label) => (globalThis as Window).__plugs?.plug(label), label);
}
