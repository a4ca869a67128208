// A machine of somebody's own that can be put to sleep: a browser whose processes are stopped and go on.

import { chromium, type Browser } from '@playwright/test';

import { launchOptions } from './chromium.ts';

export class Machine {
  private constructor(
    readonly browser: Browser,
    private readonly group: number,
    private readonly close: () => Promise<void>,
  ) {}

  static async start(): Promise<Machine> {
    const server = await chromium.launchServer(launchOptions('camera and microphone'));
    const { pid } = server.process();
    if (!pid) throw new Error('the browser has no process');
    // A browser that sleeps would outlive tests that are broken off.
    process.once('exit', () => {
      try {
        process.kill(-pid, 'SIGKILL');
      } catch {
        // It has gone already.
      }
    });
    return new Machine(await chromium.connect(server.wsEndpoint()), pid, () => server.close());
  }

  /** Everything stands still, as when the lid is closed: nothing is said to anybody. */
  sleep(): void {
    process.kill(-this.group, 'SIGSTOP');
  }

  wake(): void {
    process.kill(-this.group, 'SIGCONT');
  }

  async dispose(): Promise<void> {
    // A browser that sleeps cannot be closed.
    this.wake();
    await this.browser.close();
    await this.close();
  }
}
