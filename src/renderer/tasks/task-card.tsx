import { memo } from 'react'
import { Check } from 'lucide-react'
import { Badge } from '../ui/badge'
import { classNames } from '../ui/class-names'
import { SELECTION_WORDS } from './board-words'
import { CardFooter } from './card-footer'
import { cardGestures } from './card-gestures'
import { CardReportArea } from './card-report-area'
import { ElapsedTime } from './elapsed-time'
import { KindIcon } from './kind-icon'
import { RunMarks } from './run-marks-line'
import { sameCard, useCardView, type TaskCardProps } from './use-card-view'

/** The height of a card in every state, in pixels: nothing on the board moves when a run changes. */
export const CARD_HEIGHT = 186

export const TaskCard = memo(function TaskCard({ entry, index, inTabOrder, opened, selected }: TaskCardProps) {
  const view = useCardView(entry)
  return (
    <article
      aria-label={view.name}
      data-board-index={index}
      tabIndex={inTabOrder ? 0 : -1}
      {...cardGestures(view)}
      style={{ height: CARD_HEIGHT }}
      className={classNames(
        'group flex flex-col overflow-hidden contain-strict rounded-lg border bg-surface shadow-card transition-shadow hover:shadow-lift focus-visible:outline-offset-0',
        opened || selected ? 'border-accent ring-1 ring-accent' : 'border-line',
        selected && 'bg-accent-soft!',
      )}
    >
      <header className="flex items-center gap-2 px-3 pt-2.5">
        <span className="flex size-6 shrink-0 items-center justify-center rounded-md bg-ended-soft text-ink-soft">
          {selected ? (
            <Check size={14} strokeWidth={2.5} aria-hidden="true" />
          ) : (
            <KindIcon kind={view.kind} size={14} />
          )}
        </span>
        <h2 className="min-w-0 flex-1 truncate text-base font-semibold" title={view.name}>
          {view.name}
          {selected ? <span className="sr-only">{SELECTION_WORDS.selected}</span> : null}
        </h2>
        <Badge tone={view.status.tone} dot={view.status.dot}>
          <span className="inline-block first-letter:uppercase">{view.status.text}</span>
        </Badge>
      </header>
      <p className="flex gap-2 px-3 pt-1 text-xs text-ink-faint">
        <span className="min-w-0 flex-1 truncate">
          {view.kindText}
          {view.facts === '' ? '' : ` · ${view.facts}`}
        </span>
        <RunMarks marks={view.marks} />
        <ElapsedTime lived={view.lived} className="tnum shrink-0" />
      </p>
      <p
        className={classNames(
          'mx-3 mt-2 h-6 truncate rounded-md bg-sunken px-2 font-mono text-2xs leading-6',
          view.line.quiet ? 'text-ink-faint' : 'text-ink-soft',
        )}
        title={view.line.text}
      >
        {view.line.text}
      </p>
      <div className="mx-3 my-2 min-h-0 flex-1">
        <CardReportArea report={view.report} name={view.name} runId={view.runId} />
      </div>
      <CardFooter entry={entry} view={view} />
    </article>
  )
}, sameCard)
