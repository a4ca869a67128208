// How Chromium is started for a call: without a person in front of it, without devices, without a network.

import type { BrowserContext, LaunchOptions } from '@playwright/test';

/** What the machine of a person has. */
export type Devices =
  /** A camera with a moving picture and a microphone that beeps; the browser's question is answered with yes. */
  | 'camera and microphone'
  /** Three cameras and three microphones, all of them at work; the browser's question is answered with yes. */
  | 'several'
  /** A microphone that beeps, and no camera. */
  | 'microphone only'
  /** Nothing that could be asked for. */
  | 'none'
  /** Both are there, and the browser's question is answered with no. */
  | 'refused';

/**
 * Options for a browser on a machine with these devices. The pictures of a test are few: each is encoded and decoded
 * several times, on a machine that may have two cores.
 *
 * Chromium cannot be told that there is no microphone; see `takeDevicesAway`.
 */
export function launchOptions(devices: Exclude<Devices, 'none'>, framesPerSecond = 10): LaunchOptions {
  const cameras = { 'microphone only': 0, several: 3, 'camera and microphone': 1, refused: 1 }[devices];
  const answer = devices === 'refused' ? '=deny' : '';
  const args = [
    `--use-fake-device-for-media-stream=device-count=${cameras},fps=${framesPerSecond}`,
    `--use-fake-ui-for-media-stream${answer}`,
    // A call between two pages of one machine, on a machine that may have no other network.
    '--allow-loopback-in-peer-connection',
    '--disable-quic',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ];
  // Chromium's sandbox refuses to work for root, who runs the tests in a container.
  if (process.getuid?.() === 0) args.push('--no-sandbox');
  return { executablePath: process.env.VISAVIS_CHROMIUM, args };
}

/** Leaves this person with nothing that could be asked for. Comes before the first page is opened. */
export async function takeDevicesAway(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    MediaDevices.prototype.getUserMedia = () =>
      Promise.reject(new DOMException('Requested device not found', 'NotFoundError'));
    MediaDevices.prototype.enumerateDevices = () => Promise.resolve([]);
  });
}
