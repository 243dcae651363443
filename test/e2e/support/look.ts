import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from '@playwright/test'
import { axeFindings } from './accessibility'
import type { Launched } from './launch'
import { settled } from './settled'
import { showAt, unreachable, type WindowSize } from './zoom'

export const ZOOMED_SIZES: readonly WindowSize[] = [
  { width: 1_280, height: 800 },
  { width: 900, height: 600 },
]

/** Looks at the page as it is now, under the name of the place. */
export type Look = (place: string) => Promise<void>

/** As the person sees it: Playwright's own pictures know no zoom. */
async function picture({ app }: Launched, file: string): Promise<void> {
  const png = await app.evaluate(async ({ BrowserWindow }) => {
    const image = await BrowserWindow.getAllWindows()[0]?.webContents.capturePage()
    return image?.toPNG().toString('base64') ?? ''
  })
  await writeFile(file, Buffer.from(png, 'base64'))
}

/**
 * Visits the pages in both themes, at 200 % unless told. Answers what cannot be read or reached (it is the same in each theme) and what axe
 * finds, as sentences.
 */
export async function inBothThemes(
  quiesce: Launched,
  size: WindowSize,
  visit: (look: Look) => Promise<void>,
  zoom = 2,
): Promise<readonly string[]> {
  const { page } = quiesce
  const found: string[] = []
  for (const theme of ['light', 'dark'] as const) {
    await page.evaluate((choice) => window.quiesce.setTheme({ theme: choice }), theme)
    await page.reload()
    await expect(page.locator(`html[data-theme="${theme}"]`)).toBeVisible()
    await showAt(quiesce, size, zoom)
    await visit(async (place) => {
      await settled(page)
      const file = process.env['QUIESCE_LOOK']
      if (file !== undefined)
        await picture(quiesce, join(file, `${size.width}-${theme}-${place.replaceAll(/\W+/g, '-')}.png`))
      const troubles = [...(theme === 'light' ? await unreachable(page) : []), ...(await axeFindings(quiesce))]
      found.push(...troubles.map((one) => `${theme} ${place}: ${one}`))
    })
  }
  return found
}
