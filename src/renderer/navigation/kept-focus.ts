import { putFocusBack } from '../ui/put-back-focus'

/** An element that had the focus and what lay around it then, the innermost first. */
export type FocusTrail = readonly Element[]

const REACHABLE = 'a[href], button:not([tabindex="-1"]), input, select, textarea, [tabindex="0"]'

export function trailOf(element: Element): FocusTrail {
  const trail: Element[] = []
  for (let at: Element | null = element; at !== null; at = at.parentElement) trail.push(at)
  return trail
}

/** True when nothing that a person sees has the focus. */
export function isFocusLost(): boolean {
  const { activeElement } = document
  return activeElement === null || activeElement === document.body || !isShown(activeElement)
}

/**
 * Gives the focus to the nearest thing to where it was: the same control made anew, else what is around its place, else
 * what had it before. `trails`: the newest first. False where there is no such thing.
 */
export function focusNearest(trails: readonly FocusTrail[]): boolean {
  const [last = [], ...before] = trails
  const again = sameAgain(last[0])
  if (again !== undefined) return focus(again)
  for (const around of last.slice(1)) {
    // So wide a place holds everything: its first control is as good as none.
    if (around.querySelector('main') !== null || around === document.body) break
    if (!isShown(around)) continue
    const near = around.matches('article[tabindex]') ? around : firstReachable(around)
    if (near !== undefined) return focus(near)
  }
  const earlier = before.map(([element]) => element).find((element) => element !== undefined && isShown(element))
  return earlier !== undefined && focus(earlier)
}

/** The page itself: its link in the side bar, else its first control. */
export function focusPage(): void {
  const link = document.querySelector('[aria-current="page"]')
  const main = document.querySelector('main')
  const target = link ?? (main === null ? undefined : firstReachable(main))
  if (target !== undefined) focus(target)
}

/** A card that moves to another row is taken out and made anew there, with the same name. */
function sameAgain(gone: Element | undefined): Element | undefined {
  const label = gone?.getAttribute('aria-label')
  if (gone === undefined || label === null || label === undefined) return undefined
  const same = document.querySelectorAll(`${gone.localName}[aria-label="${CSS.escape(label)}"]`)
  return [...same].find(isShown)
}

/** Not a button of some other card: the next letter would be for that card. */
function firstReachable(place: Element): Element | undefined {
  const cards = [...place.querySelectorAll('article[tabindex="0"]'), ...place.querySelectorAll('article[tabindex]')]
  const others = [...place.querySelectorAll(REACHABLE)].filter((one) => one.closest('article') === null)
  return [...cards, ...others].find(isShown)
}

/** A list of messages that is empty again has no height. Nor has the field in which a terminal takes its keys. */
function isShown(element: Element): boolean {
  if (!element.isConnected || !element.checkVisibility({ visibilityProperty: true })) return false
  return element.localName === 'textarea' || element.getBoundingClientRect().height > 0
}

function focus(element: Element): boolean {
  if (element instanceof HTMLElement) putFocusBack(element, { preventScroll: true })
  return document.activeElement === element
}
