import type { RunId } from '@contract/ids'
import type { StackReceipt } from '@contract/stack'
import { spanText } from '@vocabulary/durations'
import { VERDICT_WORDS } from '@vocabulary/words'
import { VERDICT_TONES } from '../tasks/tones'
import type { Tone } from '../ui/tone'

export interface StackReceiptView {
  readonly sentence: string
  readonly total: string
  /** In the order in which they were gone. */
  readonly rows: readonly StackReceiptRow[]
  readonly stillThere: readonly { readonly runId: RunId; readonly name: string; readonly why: string }[]
  /** `web: tcp 127.0.0.1:3000, held by node`. */
  readonly left: readonly string[]
}

export interface StackReceiptRow {
  readonly runId: RunId
  readonly name: string
  readonly verdict: string
  readonly tone: Tone
  /** `asked at 0 ms, gone at 312 ms`. */
  readonly times: string
  readonly gone: string
  /** Where its bar begins and how long it is, as shares of the whole, 0 to 1. */
  readonly from: number
  readonly length: number
}

export function stackReceiptView(receipt: StackReceipt): StackReceiptView {
  const whole = Math.max(1, receipt.totalMs, ...receipt.order.map((run) => run.goneMs))
  return {
    sentence: receipt.sentence,
    total: spanText(receipt.totalMs),
    rows: receipt.order.map(({ name, runId, askedMs, goneMs }): StackReceiptRow => {
      const verdict = receipt.receipts.find((one) => one.runId === runId)?.verdict ?? 'unknown'
      return {
        runId,
        name,
        verdict: VERDICT_WORDS[verdict],
        tone: VERDICT_TONES[verdict],
        times: `asked at ${spanText(askedMs)}, gone at ${spanText(goneMs)}`,
        gone: spanText(goneMs),
        from: clamp(askedMs / whole),
        length: clamp((goneMs - askedMs) / whole),
      }
    }),
    stillThere: receipt.stillThere.map(({ runId, name, why }) => ({ runId, name, why })),
    left: [
      ...receipt.survivors.map(({ name, pid, command, endedBy }) =>
        endedBy === 'alive'
          ? `${name}: ${command} (process ${String(pid)}) is alive`
          : `${name}: ${command} (process ${String(pid)}) outlived its leader and was ended`,
      ),
      ...receipt.leaks.map(({ name, what, where }) => `${name}: ${what}, ${where}`),
    ],
  }
}

function clamp(share: number): number {
  return Math.min(1, Math.max(0, share))
}
