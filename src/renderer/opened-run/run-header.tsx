import { say } from '@vocabulary/sentences/say'
import type { CardEntry } from '../tasks/board-entries'
import { CardActions } from '../tasks/card-actions'
import { CardMenu } from '../tasks/card-menu'
import { CardReportArea } from '../tasks/card-report-area'
import { ElapsedTime } from '../tasks/elapsed-time'
import { KindIcon } from '../tasks/kind-icon'
import { RestartButton } from '../tasks/restart-button'
import { RunMarks } from '../tasks/run-marks-line'
import { useCardView } from '../tasks/use-card-view'
import { Badge } from '../ui/badge'
import { WORDS } from './words'

export interface RunHeaderProps {
  readonly entry: CardEntry
  /** False where the same words stand below anyway. */
  readonly showReport: boolean
}

/** The same facts and controls as on the card, over the opened run. */
export function RunHeader({ entry, showReport }: RunHeaderProps) {
  const view = useCardView(entry)
  const forecast = entry.run?.phase === 'running' ? entry.run.forecast : undefined
  return (
    <header className="flex shrink-0 flex-col gap-2 px-4 pb-2">
      <div className="flex items-center gap-2.5">
        <span className="flex size-7 shrink-0 items-center justify-center rounded-md bg-ended-soft text-ink-soft">
          <KindIcon kind={view.kind} size={16} />
        </span>
        <h2 className="min-w-0 truncate text-lg font-semibold" title={view.name}>
          {view.name}
        </h2>
        <Badge tone={view.status.tone} dot={view.status.dot}>
          <span className="inline-block first-letter:uppercase">{view.status.text}</span>
        </Badge>
        <span className="flex-1" />
        <CardMenu entry={entry} />
      </div>
      <div className="flex flex-wrap items-center gap-x-2 gap-y-1 text-xs text-ink-faint">
        <span className="tnum min-w-36 flex-1 wrap-anywhere">
          {[view.kindText, view.facts].filter(Boolean).join(' · ')}
          <ElapsedTime exact lived={view.lived} after=" · " />
        </span>
        <RunMarks marks={view.marks} />
        <CardActions view={view} className="shrink-0" />
        {view.restart.unavailable === undefined ? <RestartButton view={view} /> : null}
      </div>
      {forecast === undefined ? null : (
        <p className="truncate text-xs text-ink-soft" title={forecast}>
          <span className="text-ink-faint">{WORDS.forecast} </span>
          {forecast}
        </p>
      )}
      {(entry.run?.phase === 'ended' ? [] : (entry.run?.delegates ?? entry.task?.delegates ?? []))
        .map(({ statement }) => say(statement))
        .map((sentence) => (
          <p key={sentence} className="text-xs wrap-anywhere text-ink-soft">
            {sentence}
          </p>
        ))}
      {showReport ? (
        <div className="h-11">
          <CardReportArea report={view.report} name={view.name} runId={view.runId} />
        </div>
      ) : null}
    </header>
  )
}
