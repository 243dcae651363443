import { TriangleAlert } from 'lucide-react'
import type { EarlierRun, TaskHistory } from '@contract/history'
import type { RunId } from '@contract/ids'
import type { RunSnapshot } from '@contract/run'
import { useNow } from '../client/use-now'
import { routeHash } from '../navigation/route'
import { Badge } from '../ui/badge'
import { classNames } from '../ui/class-names'
import { EmptyState } from '../ui/empty-state'
import { Section } from '../ui/section'
import { TONE_TEXT } from '../ui/tone'
import { ComparisonSection } from './comparison-section'
import { type HistoryRow, historyRow, worseText } from './history-view'
import { HISTORY_WORDS } from './history-words'
import { StopRecordFigures } from './stop-record-figures'
import { HISTORY_LIMIT, useHistory } from './use-history'

/** Every run of the task that is still kept, also of earlier starts, and how its stops went. */
export function HistoryPane({ run }: { readonly run: RunSnapshot }) {
  const answer = useHistory(run.taskId)
  if (answer === undefined) return null
  if (!answer.ok) return <EmptyState title={HISTORY_WORDS.notRead}>{answer.problem.message}</EmptyState>
  return <History history={answer.value} shown={run.id} />
}

function History({ history, shown }: { readonly history: TaskHistory; readonly shown: RunId }) {
  const now = useNow('never')
  const { runs, record } = history
  const worse = worseText(runs, now)
  return (
    <div className="flex min-h-0 flex-1 flex-col gap-5 overflow-y-auto p-4">
      {worse === undefined ? null : <WorseBanner text={worse} />}
      <Section title={HISTORY_WORDS.record}>
        <StopRecordFigures record={record} />
      </Section>
      <Section title={HISTORY_WORDS.compare}>
        <ComparisonSection runs={runs} now={now} />
      </Section>
      <Section title={HISTORY_WORDS.runs}>
        <RunList runs={runs} shown={shown} now={now} />
        {runs.length < HISTORY_LIMIT ? null : (
          <p className="text-xs text-ink-faint">{HISTORY_WORDS.most(HISTORY_LIMIT)}</p>
        )}
      </Section>
    </div>
  )
}

interface RunListProps {
  readonly runs: readonly EarlierRun[]
  readonly shown: RunId
  readonly now: number
}

function RunList({ runs, shown, now }: RunListProps) {
  return (
    <ol aria-label={HISTORY_WORDS.runs} className="-mx-2 flex flex-col">
      {runs.map((run) => (
        <li key={run.id}>
          <Row row={historyRow(run, now)} current={run.id === shown} />
        </li>
      ))}
    </ol>
  )
}

function Row({ row, current }: { readonly row: HistoryRow; readonly current: boolean }) {
  return (
    <a
      href={routeHash({ page: 'run', runId: row.runId, tab: row.hasReceipt ? 'receipt' : 'output' })}
      aria-current={current ? 'true' : undefined}
      draggable={false}
      className={classNames(
        'flex h-9 items-center gap-3 rounded-md px-2 text-xs outline-offset-[-2px] hover:bg-hover',
        current && 'bg-accent-soft',
      )}
    >
      <span className="tnum w-28 shrink-0 text-ink-soft">{row.when}</span>
      <span className="w-24 shrink-0">
        <Badge tone={row.status.tone} dot={row.status.dot}>
          <span className="inline-block first-letter:uppercase">{row.status.text}</span>
        </Badge>
      </span>
      <span className="tnum w-14 shrink-0 text-right text-ink-faint">{row.lasted}</span>
      <span className={classNames('min-w-0 flex-1 truncate', TONE_TEXT[row.tone])} title={row.headline}>
        {row.headline}
      </span>
    </a>
  )
}

function WorseBanner({ text }: { readonly text: string }) {
  return (
    <p className="flex items-start gap-2 rounded-lg bg-waiting-soft px-4 py-3 text-sm text-waiting">
      <TriangleAlert size={16} className="mt-0.5 shrink-0" aria-hidden="true" />
      <span className="wrap-anywhere">{text}</span>
    </p>
  )
}
