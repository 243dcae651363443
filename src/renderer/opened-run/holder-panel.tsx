import type { HolderReport } from '@contract/holders'
import { plainText } from '../tasks/plain-text'
import { HolderTable } from './holder-table'
import { holdersHeadline } from './holder-views'
import { RouteMap } from './route-map'
import { WORDS } from './words'

/** Over everything else while a stop takes its time: who is holding it, and what to do. */
export function HolderPanel({ report }: { readonly report: HolderReport }) {
  const lastLine = plainText(report.lastLine ?? '')
  return (
    <section
      aria-label={WORDS.whoIsHoldingTheShutdown}
      className="mx-4 mb-3 flex max-h-[42%] min-h-0 shrink-0 animate-appear flex-col gap-2.5 overflow-y-auto rounded-lg border border-line bg-sunken p-3"
    >
      <div>
        <h3 className="text-sm font-semibold text-ink">{WORDS.whoIsHoldingTheShutdown}</h3>
        <p className="text-xs text-ink-soft">{holdersHeadline(report)}</p>
      </div>
      <RouteMap report={report} />
      <p className="text-xs text-ink">{report.remedy}</p>
      {report.holders.length === 0 ? null : <HolderTable report={report} />}
      {lastLine === '' ? null : (
        <p className="truncate text-xs text-ink-faint" title={lastLine}>
          {WORDS.itLastPrinted} <span className="font-mono text-2xs text-ink-soft">{lastLine}</span>
        </p>
      )}
    </section>
  )
}
