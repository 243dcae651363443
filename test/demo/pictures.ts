import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from '@playwright/test'

const FOLDER = join(import.meta.dirname, '../../docs/screenshots')
export const THEMES = ['light', 'dark'] as const

/** Takes the window as it is, in both themes, as `NAME-light.png` and `NAME-dark.png`. */
export async function takePictures(page: Page, name: string): Promise<void> {
  await mkdir(FOLDER, { recursive: true })
  for (const theme of THEMES) {
    await page.getByRole('radio', { name: theme === 'light' ? 'Light' : 'Dark', exact: true }).click()
    // Away from everything that shows a tooltip.
    await page.mouse.move(640, 2)
    await page
      .locator(':focus')
      .evaluateAll((elements) => elements.forEach((element) => (element as HTMLElement).blur()))
    // Colours change in a transition of 150 ms, and a tooltip that is open fades out.
    await page.waitForTimeout(600)
    await page.screenshot({ path: join(FOLDER, `${name}-${theme}.png`) })
  }
}
