// The end-to-end tests. They start their own servers (fixtures/), so nothing has to run beforehand;
// `cargo xtask test --e2e` builds the server, finds the browser and names both.

import { defineConfig } from '@playwright/test';

import { launchOptions } from './support/chromium.ts';

// Pictures for people to look at prove nothing, and cost a minute: `cargo xtask test --e2e screenshots` takes them.
const screenshots = process.argv.some((argument) => argument.includes('screenshots'));

export default defineConfig({
  testDir: 'tests',
  testIgnore: screenshots ? [] : 'screenshots.spec.ts',
  // A test that fails now and then has found something; repeating it would hide what.
  retries: 0,
  workers: 2,
  fullyParallel: true,
  forbidOnly: !!process.env.CI,
  // Patience for a busy machine; nobody waits for it when things go well.
  timeout: 120_000,
  expect: { timeout: 20_000 },
  reporter: [['list'], ['html', { open: 'never' }]],
  use: {
    browserName: 'chromium',
    launchOptions: launchOptions('camera and microphone'),
    // A trace costs as much as the calls themselves: `cargo xtask test --e2e <word> -- --trace=on` records one.
    trace: 'off',
    screenshot: 'only-on-failure',
    locale: 'en-GB',
  },
});
