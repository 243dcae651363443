import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from '@playwright/test'
import type { Launched } from '../e2e/support/launch'

const ROOT = join(import.meta.dirname, '../..')
/** The small ones are for looking at; the large ones are kept in the project. Last, because more of the board is on the page. */
const SIZES = [
  { width: 900, height: 600, folder: join(ROOT, 'test-results/screenshots-900x600') },
  { width: 1280, height: 800, folder: join(ROOT, 'docs/screenshots') },
] as const
const THEMES = ['light', 'dark'] as const

/** Takes the window as it is, in both themes and both sizes, as `NAME-light.png` and `NAME-dark.png`. */
export async function takePictures({ app, page }: Launched, name: string): Promise<void> {
  for (const { width, height, folder } of SIZES) {
    await mkdir(folder, { recursive: true })
    await app.evaluate(
      ({ BrowserWindow }, [width, height]) => {
        BrowserWindow.getAllWindows()[0]?.setContentSize(width, height)
      },
      [width, height] as const,
    )
    await expect.poll(() => page.evaluate(() => [innerWidth, innerHeight])).toEqual([width, height])
    for (const theme of THEMES) {
      // The app's choice is the system's.
      await page.emulateMedia({ colorScheme: theme })
      // Away from everything that shows a tooltip.
      await page.mouse.move(640, 2)
      await expect.poll(() => page.evaluate(() => document.documentElement.dataset['theme'])).toBe(theme)
      // Colours change in a transition of 150 ms, and a tooltip that is open fades out.
      await page.waitForTimeout(600)
      await page.screenshot({ path: join(folder, `${name}-${theme}.png`) })
    }
  }
}
