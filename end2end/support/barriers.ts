// That a page keeps nobody out, as far as a machine can judge: axe-core's rules, in light and in dark.

import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

/** Rules that look at colours; nothing else differs between the themes. */
const OF_COLOURS = ['color-contrast', 'link-in-text-block'];

/**
 * Judges the page as it stands in both themes; `where` names it for whoever reads of a barrier. With less motion no
 * colour is ever on its way to another: half-way, text may have little contrast.
 */
export async function expectNoBarrier(page: Page, where: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    // Pages have no frames of other origins, so nothing has to be put together in a page of its own.
    const judge = new AxeBuilder({ page }).setLegacyMode(true);
    if (colorScheme === 'dark') judge.withRules(OF_COLOURS);
    const { violations } = await judge.analyze();
    const found = violations.map(
      ({ id, help, nodes }) => `${id}: ${help}\n  ${nodes.map(({ html, failureSummary }) => `${html}\n    ${failureSummary}`).join('\n  ')}`,
    );
    expect.soft(found, `${where}, ${colorScheme}`).toEqual([]);
  }
}
