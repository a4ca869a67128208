// How Chromium is started for a call: without a person in front of it, without devices, without a network.

import type { LaunchOptions } from '@playwright/test';

/** What the machine of a person has. */
export type Devices =
  /** A camera with a moving picture and a microphone that beeps; the browser's question is answered with yes. */
  | 'camera and microphone'
  /** Nothing that could be asked for. */
  | 'none'
  /** Both are there, and the browser's question is answered with no. */
  | 'refused';

const MEDIA_FLAGS: Record<Devices, string[]> = {
  'camera and microphone': ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream'],
  none: ['--use-fake-device-for-media-stream=device-count=0', '--use-fake-ui-for-media-stream'],
  refused: ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream=deny'],
};

/** Options for a browser on a machine with these devices. */
export function launchOptions(devices: Devices): LaunchOptions {
  const args = [
    ...MEDIA_FLAGS[devices],
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
