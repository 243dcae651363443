import { useMemo } from 'react'
import type { RunSnapshot } from '@contract/run'
import { useRuns } from '../client/use-runs'
import { routeHash } from '../navigation/route'
import { receiptHeadline, receiptTone } from '../receipt/receipt-words'
import { clockText, elapsedText } from '../tasks/durations'
import { statusOf } from '../tasks/task-card-view'
import { Badge } from '../ui/badge'
import { classNames } from '../ui/class-names'
import { TONE_TEXT } from '../ui/tone'

/** All runs of the same task that are still known, the newest first. */
export function HistoryPane({ run }: { readonly run: RunSnapshot }) {
  const runs = useRuns()
  const siblings = useMemo(
    () => [...runs.values()].filter((one) => one.taskId === run.taskId).sort((a, b) => b.createdAt - a.createdAt),
    [runs, run.taskId],
  )
  return (
    <ol className="min-h-0 flex-1 overflow-y-auto p-2">
      {siblings.map((one) => (
        <li key={one.id}>
          <HistoryRow run={one} current={one.id === run.id} />
        </li>
      ))}
    </ol>
  )
}

function HistoryRow({ run, current }: { readonly run: RunSnapshot; readonly current: boolean }) {
  const status = statusOf(run)
  const began = run.startedAt ?? run.createdAt
  return (
    <a
      href={routeHash({ page: 'run', runId: run.id, tab: run.receipt === undefined ? 'output' : 'receipt' })}
      aria-current={current ? 'true' : undefined}
      draggable={false}
      className={classNames(
        'flex h-10 items-center gap-3 rounded-md px-2 text-xs outline-offset-[-2px] hover:bg-hover',
        current && 'bg-accent-soft',
      )}
    >
      <span className="tnum w-16 text-ink-soft">{clockText(began)}</span>
      <span className="w-24">
        <Badge tone={status.tone} dot={status.dot}>
          <span className="inline-block first-letter:uppercase">{status.text}</span>
        </Badge>
      </span>
      <span className="tnum w-14 text-right text-ink-faint">
        {run.endedAt === undefined ? '' : elapsedText(run.endedAt - began)}
      </span>
      <span className={classNames('min-w-0 flex-1 truncate', run.receipt && TONE_TEXT[receiptTone(run.receipt)])}>
        {run.receipt === undefined ? '' : receiptHeadline(run.receipt)}
      </span>
    </a>
  )
}
