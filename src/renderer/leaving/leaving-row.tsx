import type { RunSnapshot } from '@contract/run'
import { useNow } from '../client/use-now'
import { useTask } from '../client/use-runs'
import { cardReport, reportLine } from '../tasks/card-report'
import { KindIcon } from '../tasks/kind-icon'
import { stopPolicyLine } from '../tasks/stop-policy-line'
import { paceOf, statusOf } from '../tasks/task-card-view'
import { Badge } from '../ui/badge'
import { classNames } from '../ui/class-names'
import { TONE_TEXT } from '../ui/tone'
import { WORDS } from './words'

export interface LeavingRowProps {
  /** Absent once it was taken off the board. */
  readonly run: RunSnapshot | undefined
  /** It may go on without Quiesce. */
  readonly mayStay?: boolean
  /** Wall clock: when what is left is ended by force. */
  readonly forceAt?: number | undefined
}

/** One run on the way out: what it is, where it stands, and when its next step comes. */
export function LeavingRow({ run, mayStay = false, forceAt }: LeavingRowProps) {
  const task = useTask(run?.taskId)
  const now = useNow(paceOf(run))
  if (run === undefined) return null
  const status = statusOf(run)
  const line = reportLine(cardReport(run, task, now, forceAt))
  const note = mayStay ? WORDS.mayStay : task === undefined ? '' : (stopPolicyLine(task.spec)?.text ?? '')
  return (
    <li className="flex h-9 items-center gap-2.5 px-3 text-xs">
      <KindIcon kind={run.kind} size={15} className="shrink-0 text-ink-faint" />
      <span className="w-32 shrink-0 truncate text-sm font-medium" title={run.name}>
        {run.name}
      </span>
      <span className="w-24 shrink-0">
        <Badge tone={status.tone} dot={status.dot}>
          <span className="inline-block first-letter:uppercase">{status.text}</span>
        </Badge>
      </span>
      <span
        className={classNames('tnum min-w-0 flex-1 truncate text-right', line ? TONE_TEXT[line.tone] : 'text-ink-soft')}
        title={line?.text ?? note}
      >
        {line?.text ?? note}
      </span>
    </li>
  )
}
