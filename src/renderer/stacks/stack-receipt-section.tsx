import type { StackReceipt } from '@contract/stack'
import { routeHash } from '../navigation/route'
import { classNames } from '../ui/class-names'
import { TONE_MARK, TONE_TEXT } from '../ui/tone'
import { stackReceiptView } from './stack-receipt-view'
import { WORDS } from './words'

/** One receipt for all: who was gone when, drawn to scale, and what was left behind. */
export function StackReceiptSection({ receipt }: { readonly receipt: StackReceipt }) {
  const view = stackReceiptView(receipt)
  return (
    <div className="rounded-lg border border-line bg-surface p-4 shadow-card">
      <p className="text-sm text-ink select-text">{view.sentence}</p>
      {view.rows.length === 0 ? null : (
        <ol aria-label={WORDS.inOrderGone} className="mt-3 flex flex-col">
          {view.rows.map((row) => (
            <li key={row.runId}>
              <a
                href={routeHash({ page: 'run', runId: row.runId, tab: 'receipt' })}
                draggable={false}
                title={row.times}
                className="flex h-7 items-center gap-3 rounded-md px-1 text-xs hover:bg-hover"
              >
                <span className="w-32 shrink-0 truncate font-medium text-ink">{row.name}</span>
                <span className={classNames('w-20 shrink-0', TONE_TEXT[row.tone])}>{row.verdict}</span>
                <span className="relative h-1.5 min-w-0 flex-1 rounded-full bg-ended-soft">
                  <span
                    className={classNames('absolute inset-y-0 min-w-1 rounded-full', TONE_MARK[row.tone])}
                    style={{ left: `${(row.from * 100).toFixed(2)}%`, width: `${(row.length * 100).toFixed(2)}%` }}
                  />
                </span>
                <span className="tnum w-16 shrink-0 text-right text-ink-soft">{row.gone}</span>
                <span className="sr-only">{row.times}</span>
              </a>
            </li>
          ))}
        </ol>
      )}
      {view.stillThere.length === 0 ? null : (
        <div className="mt-3 rounded-md bg-alarm-soft px-3 py-2 text-xs">
          <h3 className="font-medium text-alarm">{WORDS.stillThere}</h3>
          <ul className="mt-1 flex flex-col gap-1">
            {view.stillThere.map((one) => (
              <li key={one.runId} className="text-ink">
                <a href={routeHash({ page: 'run', runId: one.runId, tab: 'family' })} className="font-medium underline">
                  {one.name}
                </a>{' '}
                {one.why}
              </li>
            ))}
          </ul>
        </div>
      )}
      {view.left.length === 0 ? null : (
        <div className="mt-3 text-xs">
          <h3 className="font-medium text-alarm">{WORDS.leaks}</h3>
          <ul className="mt-1 list-disc pl-4 text-ink-soft">
            {view.left.map((line) => (
              <li key={line} className="wrap-anywhere">
                {line}
              </li>
            ))}
          </ul>
        </div>
      )}
    </div>
  )
}
