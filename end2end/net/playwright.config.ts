// Calls through real networks, which the tests make themselves: as root, with iproute2, iptables and coturn.
// `cargo xtask test --net` looks whether they are there, and starts these.

import { defineConfig } from '@playwright/test';

export default defineConfig({
  testDir: '.',
  outputDir: '../test-results/net',
  globalSetup: './sweep.ts',
  // One at a time: each test has several browsers, and says how long things took.
  workers: 1,
  retries: 0,
  forbidOnly: !!process.env.CI,
  timeout: 120_000,
  globalTimeout: 20 * 60_000,
  expect: { timeout: 20_000 },
  reporter: [['list'], ['html', { open: 'never', outputFolder: '../playwright-report/net' }]],
});
