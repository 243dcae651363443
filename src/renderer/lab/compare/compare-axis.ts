import type { Receipt } from '@contract/receipt'
import { tickTimes } from '../../receipt/timeline-view'

/** One time axis for several receipts. Places are shares of its width, 0 to 1. */
export interface CompareAxis {
  readonly ticks: readonly { readonly ms: number; readonly place: number }[]
  readonly place: (ms: number) => number
}

export interface CompareBar {
  /** Where it was seen to be gone. */
  readonly gone: number
  readonly goneMs: number
  /** From the begin to the end of its cleanup, where one was seen. */
  readonly cleanup?: { readonly from: number; readonly to: number }
  readonly sent: readonly number[]
}

/** The longest span leaves room for its time at the right. */
const ROOM_FOR_TIME = 1.16
/** Shorter spans are drawn on an axis of this length: a few milliseconds must not look long. */
const SHORTEST_AXIS_MS = 100

export function compareAxis(receipts: readonly Receipt[]): CompareAxis {
  const end = Math.max(SHORTEST_AXIS_MS, ...receipts.map(goneAt)) * ROOM_FOR_TIME
  const place = (ms: number): number => Math.min(1, Math.max(0, ms / end))
  return { ticks: tickTimes(end).map((ms) => ({ ms, place: place(ms) })), place }
}

export function compareBar(receipt: Receipt, { place }: CompareAxis): CompareBar {
  const [cleanup] = receipt.cleanups
  return {
    gone: place(goneAt(receipt)),
    goneMs: goneAt(receipt),
    ...(cleanup?.finishedMs === undefined
      ? {}
      : { cleanup: { from: place(cleanup.startedMs), to: place(cleanup.finishedMs) } }),
    sent: receipt.ladder.map((step) => place(step.ms)),
  }
}

function goneAt(receipt: Receipt): number {
  const gone = receipt.steps.filter((step) => step.name === 'leader-gone' || step.name === 'family-gone')
  return Math.max(0, ...gone.map((step) => step.ms ?? 0))
}
