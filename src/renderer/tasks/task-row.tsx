import { memo } from 'react'
import { Check } from 'lucide-react'
import { Badge } from '../ui/badge'
import { classNames } from '../ui/class-names'
import { TONE_TEXT } from '../ui/tone'
import { SELECTION_WORDS } from './board-words'
import { CardActions } from './card-actions'
import { cardGestures } from './card-gestures'
import { CardMenu } from './card-menu'
import { reportLine } from './card-report'
import { ElapsedTime } from './elapsed-time'
import { KindIcon } from './kind-icon'
import { sameCard, useCardView, type TaskCardProps } from './use-card-view'

/** The height of a row of the dense list, in pixels. */
export const ROW_HEIGHT = 36

/** A card in one line. */
export const TaskRow = memo(function TaskRow({ entry, index, inTabOrder, opened, selected }: TaskCardProps) {
  const view = useCardView(entry)
  const news = reportLine(view.report)
  const quiet = [view.kindText, view.facts].filter(Boolean).join(' · ')
  const said = news?.text ?? (view.line.quiet ? quiet : view.line.text)
  return (
    <article
      aria-label={view.name}
      data-board-index={index}
      tabIndex={inTabOrder ? 0 : -1}
      {...cardGestures(view)}
      style={{ height: ROW_HEIGHT }}
      className={classNames(
        'flex items-center gap-3 rail:gap-2 border-b contain-strict border-line px-2 text-xs hover:bg-hover focus-visible:outline-offset-[-2px]',
        (opened || selected) && 'bg-accent-soft',
      )}
    >
      {selected ? (
        <Check size={14} strokeWidth={2.5} className="shrink-0 text-accent-ink" aria-hidden="true" />
      ) : (
        <KindIcon kind={view.kind} size={14} className="shrink-0 text-ink-faint" />
      )}
      <h2
        className="w-44 shrink-0 narrow:w-36 truncate text-sm font-medium rail:w-auto rail:min-w-0 rail:flex-1"
        title={view.name}
      >
        {view.name}
        <span className="sr-only">
          , {view.kindText}
          {selected ? SELECTION_WORDS.selected : ''}
        </span>
      </h2>
      <span className="w-24 shrink-0">
        <Badge tone={view.status.tone} dot={view.status.dot}>
          <span className="inline-block first-letter:uppercase">{view.status.text}</span>
        </Badge>
      </span>
      <ElapsedTime
        lived={view.lived}
        className="tnum w-14 shrink-0 text-right narrow:w-10 text-ink-faint rail:hidden"
      />
      <span
        className={classNames(
          'min-w-0 flex-1 truncate rail:hidden',
          news !== undefined
            ? TONE_TEXT[news.tone]
            : view.line.quiet
              ? 'text-xs text-ink-faint'
              : 'font-mono text-2xs text-ink-faint',
          // Two letters of "No output yet" say less than nothing.
          news === undefined && view.line.quiet && 'narrow:invisible',
        )}
        title={said}
      >
        {said}
      </span>
      <CardActions view={view} className="tiny:hidden" />
      <CardMenu entry={entry} />
    </article>
  )
}, sameCard)
