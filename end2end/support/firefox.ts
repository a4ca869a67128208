// How Firefox is started for a call: with devices of its own that nobody has to allow, and without a network.
//
// It is the Firefox of the system, driven by WebDriver BiDi, which it speaks by itself: so the stories of people are
// told in it by the same words as in Chromium, and no driver has to be built for it.

import type { LaunchOptions } from '@playwright/test';

/** The program; none where Firefox is not tested. */
export const FIREFOX = process.env.VISAVIS_FIREFOX;

export function firefoxOptions(): LaunchOptions {
  return {
    // By this name Playwright drives a Firefox as it is, instead of one that was built for it.
    channel: 'moz-firefox',
    executablePath: FIREFOX,
    firefoxUserPrefs: {
      // A camera with a moving picture and a microphone that hums.
      'media.navigator.streams.fake': true,
      'media.navigator.permission.disabled': true,
      'media.autoplay.default': 0,
      // A call between two pages of one machine, on a machine that may have no other network.
      'media.peerconnection.ice.loopback': true,
      'media.peerconnection.ice.obfuscate_host_addresses': false,
      // The clipboard without a question.
      'dom.events.testing.asyncClipboard': true,
    },
  };
}
