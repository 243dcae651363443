import type { StopRecord } from '@contract/history'
import { spanText } from '@vocabulary/durations'
import { HISTORY_WORDS } from './history-words'

/** The clean-stop rate in a sentence, and how long the stops took. */
export function StopRecordFigures({ record }: { readonly record: StopRecord }) {
  const { stops, clean, medianMs, p95Ms, sentence } = record
  return (
    <div className="rounded-lg border border-line bg-surface">
      <p className="px-4 py-3 text-base font-semibold text-ink">{sentence}</p>
      {medianMs === undefined || p95Ms === undefined ? null : (
        <dl className="grid grid-cols-3 border-t border-line">
          <Figure name={HISTORY_WORDS.stops} value={`${String(Math.round((clean / stops) * 100))} %`} />
          <Figure name={HISTORY_WORDS.median} value={spanText(medianMs)} />
          <Figure name={HISTORY_WORDS.slow(stops)} value={spanText(p95Ms)} />
        </dl>
      )}
    </div>
  )
}

function Figure({ name, value }: { readonly name: string; readonly value: string }) {
  return (
    <div className="flex flex-col-reverse border-l border-line px-4 py-2.5 first:border-l-0">
      <dt className="text-xs text-ink-faint">{name}</dt>
      <dd className="tnum text-lg font-semibold text-ink">{value}</dd>
    </div>
  )
}
