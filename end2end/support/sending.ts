// What a page sends of its camera, connection by connection, as its browser says (`keepConnections` comes before the
// first page is opened).

import type { Page } from '@playwright/test';

import type { Keeping } from './connections.ts';

export interface Encoder {
  /** Whether pictures are sent at all. */
  active: boolean;
  /** What it may use, in bits a second; nought for as much as it likes. */
  maxBitrate: number;
  maxFramerate: number;
  /** Frames sent so far. */
  frames: number;
  /** How high the pictures are that are sent. */
  height: number;
  /** Bits a second that the sound may use. */
  soundBitrate: number;
}

/** The camera's encoder of each connection that has one. */
export async function encodersOf(page: Page): Promise<Encoder[]> {
  return page.evaluate(async () => {
    const kept = (globalThis as Keeping).__connections ?? [];
    const open = kept.filter((connection) => connection.connectionState === 'connected');
    return Promise.all(
      open.map(async (connection) => {
        const senders = connection.getTransceivers().map(({ sender, receiver }) => ({ sender, kind: receiver.track.kind }));
        const encoding = (kind: string) => senders.find((one) => one.kind === kind)?.sender.getParameters().encodings[0];
        const encoder = {
          active: encoding('video')?.active ?? false,
          maxBitrate: encoding('video')?.maxBitrate ?? 0,
          maxFramerate: encoding('video')?.maxFramerate ?? 0,
          frames: 0,
          height: 0,
          soundBitrate: encoding('audio')?.maxBitrate ?? 0,
        };
        (await connection.getStats()).forEach((entry: { type: string; kind?: string; framesSent?: number; frameHeight?: number }) => {
          if (entry.type === 'outbound-rtp' && entry.kind === 'video') {
            encoder.frames = entry.framesSent ?? 0;
            encoder.height = entry.frameHeight ?? 0;
          }
        });
        return encoder;
      }),
    );
  });
}
