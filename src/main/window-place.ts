import type { BrowserWindow, Rectangle } from 'electron'
import type { WindowPlace } from './settings'

const SMALLEST = { width: 640, height: 480 } as const
const DEFAULT_SIZE = { width: 1_200, height: 820 } as const

export interface OpeningPlace {
  readonly x?: number
  readonly y?: number
  readonly width: number
  readonly height: number
}

/** Where a window opens: where it was, if enough of it would still be on a screen to be grabbed. */
export function openingPlace(kept: WindowPlace | undefined, screens: readonly Rectangle[]): OpeningPlace {
  if (kept === undefined) return DEFAULT_SIZE
  const size = {
    width: Math.max(kept.width, SMALLEST.width),
    height: Math.max(kept.height, SMALLEST.height),
  }
  const visible = screens.some((screen) => overlap(kept, screen) >= 100)
  return visible ? { x: kept.x, y: kept.y, ...size } : size
}

/** The shorter side, in pixels, of what of `a` is on `b`. */
function overlap(a: Rectangle, b: Rectangle): number {
  const wide = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x)
  const high = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y)
  return Math.min(wide, high)
}

export function placeOf(window: BrowserWindow): WindowPlace {
  return { ...window.getNormalBounds(), maximized: window.isMaximized() }
}
