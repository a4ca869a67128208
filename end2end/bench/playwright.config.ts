// Measurements in a real browser. `cargo xtask bench first-frame` and `cargo xtask bench reconnect` build the release,
// name it and the browser, and start these; they print figures and judge none.

import { defineConfig } from '@playwright/test';

import { launchOptions } from '../support/chromium.ts';

export default defineConfig({
  testDir: '.',
  testMatch: '*.bench.ts',
  outputDir: '../test-results',
  // One at a time and alone: whatever else the machine does is in the figures.
  workers: 1,
  timeout: 10 * 60_000,
  expect: { timeout: 30_000 },
  reporter: './reporter.ts',
  use: {
    browserName: 'chromium',
    launchOptions: launchOptions('camera and microphone', 30),
    trace: 'off',
    locale: 'en-GB',
  },
});
