import type { Locator, Page } from '@playwright/test'

/** The one that fades away beside it does not count. */
export function openTooltip(page: Page): Locator {
  return page.locator('[role="tooltip"]:not([data-state="closed"])')
}

/** From now on keeps the words of every tooltip that opens, however shortly. */
export async function watchTooltips(page: Page): Promise<() => Promise<readonly string[]>> {
  const seen = await page.evaluateHandle(() => {
    const words: string[] = []
    new MutationObserver(() => {
      for (const tooltip of document.querySelectorAll('[role="tooltip"]')) words.push(tooltip.textContent)
    }).observe(document.body, { childList: true, subtree: true })
    return words
  })
  // What was drawn for the last event is there after two frames.
  return () =>
    seen.evaluate(async (words) => {
      const frame = (): Promise<unknown> => new Promise((resolve) => requestAnimationFrame(resolve))
      await frame()
      await frame()
      return [...new Set(words)]
    })
}
