import type { Page } from '@playwright/test'

/**
 * What was asked for is drawn and has come to rest; what breathes never does, and is left alone. A colour in the middle of its
 * transition has no contrast of its own.
 */
export async function settled(page: Page): Promise<void> {
  await page.evaluate(async () => {
    // What the last event changes is drawn after two frames, and only then begins to move.
    for (let frames = 0; frames < 2; frames += 1) await new Promise((resolve) => requestAnimationFrame(resolve))
    await Promise.all(
      document
        .getAnimations()
        .filter((one) => one.effect?.getComputedTiming().iterations !== Infinity)
        .map((one) => one.finished.catch(() => undefined)),
    )
  })
}
