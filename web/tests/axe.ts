import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'

/** Until what appears, moves or changes its colour has arrived, and letters have their form. */
export async function still(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await document.fonts.ready
    await Promise.all(
      document
        .getAnimations()
        // no function with a name in here: tsx would wrap it in a helper that the page does not have
        .filter(
          (one) =>
            one.playState === 'running' &&
            one.effect?.getComputedTiming().iterations !== Number.POSITIVE_INFINITY,
        )
        .map((one) => one.finished.catch(() => undefined)),
    )
  })
}

/** What axe finds on a page that stands still: `rule: the elements`. `within` is a selector, `rules` are all unless told. */
export async function axeFaults(
  page: Page,
  { within, rules }: { within?: string; rules?: string[] } = {},
): Promise<string[]> {
  await still(page)
  // in the page itself: a page of axe's own would take the focus from this one
  let axe = new AxeBuilder({ page }).setLegacyMode(true)
  if (within) axe = axe.include(within)
  if (rules) axe = axe.withRules(rules)
  const { violations } = await axe.analyze()
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`)
}
