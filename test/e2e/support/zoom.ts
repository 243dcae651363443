import { expect, type Page } from '@playwright/test'
import type { Launched } from './launch'

/** In pixels of the screen; at 200 % the page has half of each. */
export interface WindowSize {
  readonly width: number
  readonly height: number
}

/** Resolves once the page is drawn at that size. */
export async function showAt({ app, page }: Launched, size: WindowSize, zoom: number): Promise<void> {
  await app.evaluate(
    ({ BrowserWindow }, { width, height, zoom }) => {
      const window = BrowserWindow.getAllWindows()[0]
      window?.setContentSize(width, height)
      window?.webContents.setZoomFactor(zoom)
    },
    { ...size, zoom },
  )
  const shown = { width: Math.round(size.width / zoom), height: Math.round(size.height / zoom) }
  await expect
    .poll(() => page.evaluate(() => ({ width: window.innerWidth, height: window.innerHeight })))
    .toEqual(shown)
}

/** What of the page a person could not read or reach as it is now, as sentences. */
export function unreachable(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    /** Chromium leaves the bar of what scrolls sideways out of view. */
    const SCROLLBAR = 11
    const found: string[] = []
    const name = (element: Element): string => {
      const label = element.getAttribute('aria-label') ?? element.textContent.replaceAll(/\s+/g, ' ').trim()
      return `${element.localName} “${label.slice(0, 50)}”`
    }
    const shown = (element: Element): boolean =>
      element.checkVisibility({ visibilityProperty: true, opacityProperty: true })
    /** How much of it can be in view at once. */
    const roomOf = (element: Element): number => {
      for (let at = element.parentElement; at !== null; at = at.parentElement)
        if (/auto|scroll/.test(getComputedStyle(at).overflowY)) return Math.min(at.clientHeight, window.innerHeight)
      return window.innerHeight
    }
    const root = document.documentElement
    if (root.scrollWidth > window.innerWidth)
      found.push(`the page is ${root.scrollWidth - window.innerWidth} px too wide`)
    if (root.scrollHeight > window.innerHeight)
      found.push(`the page is ${root.scrollHeight - window.innerHeight} px too high`)

    for (const element of document.body.querySelectorAll('*')) {
      if (!(element instanceof HTMLElement) || !shown(element)) continue
      const { overflowX, position } = getComputedStyle(element)
      const over = element.scrollWidth - element.clientWidth
      if (
        over <= 1 ||
        element.clientWidth < 2 ||
        overflowX === 'visible' ||
        element.closest('.xterm, [aria-hidden="true"]') !== null
      )
        continue
      const scrolls = overflowX === 'auto' || overflowX === 'scroll'
      if (scrolls && element.closest('[tabindex="0"], textarea') === null)
        found.push(`${name(element)} scrolls ${over} px sideways`)
      const isText = [...element.childNodes].some(
        (node) => node.nodeType === Node.TEXT_NODE && node.textContent?.trim() !== '',
      )
      const inLine = element.querySelector('div, p, button') === null && element.textContent.trim() !== ''
      if (
        !scrolls &&
        (isText || inLine) &&
        position !== 'absolute' &&
        element.closest('[title], select, input, .sr-only') === null
      ) {
        found.push(`${name(element)} is cut and says nowhere the whole`)
      }
    }

    const modal = document.querySelector('[role="dialog"][data-state="open"]')
    const within = modal ?? document.body
    const controls =
      'a[href], button, input, select, textarea, [tabindex="0"]:not([role="radiogroup"]), [data-board-index]'
    for (const element of within.querySelectorAll<HTMLElement>(controls)) {
      if (!shown(element) || element.closest('.xterm, [aria-hidden="true"], [data-radix-focus-guard]') !== null)
        continue
      element.scrollIntoView({ block: 'nearest', inline: 'nearest', behavior: 'instant' })
      const { left, top, right, bottom, width, height } = element.getBoundingClientRect()
      if (
        left < -1 ||
        top < -1 ||
        (right > window.innerWidth + 1 && width < window.innerWidth) ||
        (bottom > window.innerHeight + SCROLLBAR && height < roomOf(element))
      ) {
        found.push(`${name(element)} lies outside: ${[left, top, right, bottom].map(Math.round).join(', ')}`)
        continue
      }
      const inHeights = [10, height / 2, height - 10].map((inside) => top + Math.max(1, Math.min(inside, height - 1)))
      const seen = inHeights.map((y) => document.elementFromPoint(left + Math.min(width, window.innerWidth) / 2, y))
      const over = seen.find((at) => at !== null && !element.contains(at) && !at.contains(element))
      // A part of something high may lie under the edge of what scrolls.
      if (over && seen.every((at) => at === null || (!element.contains(at) && !at.contains(element))))
        found.push(`${name(element)} is covered by ${name(over)}`)
    }
    return [...new Set(found)]
  })
}
