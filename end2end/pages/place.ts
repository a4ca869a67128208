// What all page objects share. The page is set before their own fields, which find things on it.

import type { Page } from '@playwright/test';

export abstract class Place {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }
}
