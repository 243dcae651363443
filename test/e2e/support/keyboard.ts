import { expect, type Locator, type Page } from '@playwright/test'

/** Tab goes round the whole window in fewer presses than this, whatever page is shown. */
const MOST_TABS = 160
/** What is still on its way when a round begins is met in a later one, within this time. */
const COMES_WITHIN_MS = 10_000

/** What has the focus, by its accessible name: its own, its label's, or its text. */
export function focusedName(page: Page): Promise<string> {
  return page.evaluate(() => {
    const element = document.activeElement
    if (element === null || element === document.body) return 'nothing'
    const label = 'labels' in element ? (element as HTMLInputElement).labels?.[0] : undefined
    const name = element.getAttribute('aria-label') ?? label?.textContent ?? element.textContent
    return name.replaceAll(/\s+/g, ' ').trim()
  })
}

/** Why a person could not see where the focus is; `seen` where they can. */
function focusSeen(page: Page): Promise<string> {
  return page.evaluate(() => {
    const element = document.activeElement
    if (!(element instanceof HTMLElement) || element === document.body) return 'nothing has the focus'
    const name = `${element.tagName.toLowerCase()} "${element.getAttribute('aria-label') ?? element.textContent.slice(0, 60)}"`
    if (!element.checkVisibility({ visibilityProperty: true })) return `${name} has the focus and is not shown`
    // The terminal takes keys in a field that is never seen, and draws the focus itself.
    const shown = element.closest<HTMLElement>('.xterm') ?? element
    const { left, top, right, bottom, width, height } = shown.getBoundingClientRect()
    const inView = right > 0 && bottom > 0 && left < window.innerWidth && top < window.innerHeight
    if (!inView || width === 0 || height === 0) return `${name} has the focus and is out of view`
    const { outlineStyle, outlineWidth, backgroundColor } = getComputedStyle(shown)
    if (outlineStyle !== 'none' && parseFloat(outlineWidth) >= 1) return 'seen'
    // A caret shows the focus of a field, and the marked line that of a menu.
    if (element.matches('input:not([type=checkbox], [type=radio]), textarea')) return 'seen'
    if (element.getAttribute('role') === 'menuitem' && backgroundColor !== 'rgba(0, 0, 0, 0)') return 'seen'
    return `${name} has the focus and nothing shows it`
  })
}

/** The promise of every action: the focus is somewhere, and a person sees where. */
export async function expectFocusSeen(page: Page, after: string): Promise<void> {
  await expect.poll(() => focusSeen(page), { message: `the focus after ${after}` }).toBe('seen')
}

/** Presses Tab until `name` has the focus, as a person without a mouse does. */
export async function tabTo(page: Page, name: string | RegExp, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  const passed: string[] = []
  const until = performance.now() + COMES_WITHIN_MS
  for (let presses = 0; presses < MOST_TABS || performance.now() < until; presses += 1) {
    const at = await focusedName(page)
    if (typeof name === 'string' ? at === name : name.test(at)) {
      await expectFocusSeen(page, `Tab to ${at}`)
      return
    }
    passed.push(at)
    await page.keyboard.press(key)
  }
  throw new Error(`${key} does not lead to ${String(name)}. It leads to: ${passed.slice(-MOST_TABS).join(' | ')}`)
}

/** Presses one key, and asserts that the focus can still be seen. */
export async function pressKey(page: Page, key: string, times = 1): Promise<void> {
  for (let press = 0; press < times; press += 1) await page.keyboard.press(key)
  await expectFocusSeen(page, key)
}

/** Closes what stands over the page by Escape, which it takes from when it has the focus: a moment after it is drawn. */
export async function closeByEscape(page: Page, sheet: Locator): Promise<void> {
  await expect.poll(() => sheet.evaluate((element) => element.contains(document.activeElement))).toBe(true)
  await page.keyboard.press('Escape')
  await expect(sheet).toBeHidden()
}

/** Goes to a button or a link by Tab, and presses it. */
export async function pressAt(page: Page, name: string | RegExp, key = 'Enter'): Promise<void> {
  await tabTo(page, name)
  const at = await focusedName(page)
  await page.keyboard.press(key)
  await expectFocusSeen(page, `${key} on ${at}`)
}

/** Writes into a field, over what stands there. */
export async function typeAt(page: Page, name: string | RegExp, text: string): Promise<void> {
  await tabTo(page, name)
  await page.keyboard.press('Control+a')
  await page.keyboard.type(text)
  await expectFocusSeen(page, `typing into ${String(name)}`)
}

/** Takes an option of the platform's own list, by arrow keys alone. */
export async function optionAt(page: Page, name: string | RegExp, option: string): Promise<void> {
  await tabTo(page, name)
  const chosen = (): Promise<string> =>
    page.evaluate(() => {
      const { activeElement } = document
      return activeElement instanceof HTMLSelectElement ? (activeElement.selectedOptions[0]?.label ?? '') : 'no list'
    })
  await page.keyboard.press('Home')
  for (let presses = 0; presses < 60 && (await chosen()) !== option; presses += 1)
    await page.keyboard.press('ArrowDown')
  await expect.poll(chosen).toBe(option)
  await expectFocusSeen(page, `choosing ${option}`)
}

/** Chooses the option beside the one that is chosen. The key is held as long as a finger would: until the choice has moved. */
export async function radioBeside(page: Page, key: 'ArrowLeft' | 'ArrowRight', option: string): Promise<void> {
  await page.keyboard.down(key)
  await expect.poll(() => focusedName(page)).toBe(option)
  await page.keyboard.up(key)
  await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('aria-checked'))).toBe('true')
  await expectFocusSeen(page, `choosing ${option}`)
}

/** Opens a menu by its button and takes one of its lines by arrow keys. */
export async function menuAt(page: Page, button: string | RegExp, item: string): Promise<void> {
  await tabTo(page, button)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('menu')).toBeVisible()
  for (let presses = 0; presses < 20 && (await focusedName(page)) !== item; presses += 1) {
    await page.keyboard.press('ArrowDown')
  }
  await expect.poll(() => focusedName(page)).toBe(item)
  await expectFocusSeen(page, `going to ${item}`)
  await page.keyboard.press('Enter')
  await expectFocusSeen(page, `choosing ${item}`)
}

/** Does what the palette offers under these words. */
export async function choose(page: Page, words: string): Promise<void> {
  const palette = page.getByRole('dialog', { name: 'Command palette' })
  // A page that was just loaded does not listen yet, and a person would press again.
  await expect(async () => {
    await page.keyboard.press('Control+k')
    await expect(palette).toBeVisible({ timeout: 2_000 })
  }).toPass({ timeout: 10_000 })
  await page.keyboard.type(words)
  await expect(palette.getByRole('option', { selected: true })).toContainText(words)
  await page.keyboard.press('Enter')
  await expect(palette).toBeHidden()
  await expectFocusSeen(page, `choosing “${words}” in the palette`)
}
