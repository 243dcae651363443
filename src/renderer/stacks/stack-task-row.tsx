import { CardActions } from '../tasks/card-actions'
import { cardGestures } from '../tasks/card-gestures'
import { CardMenu } from '../tasks/card-menu'
import { reportLine } from '../tasks/card-report'
import { ElapsedTime } from '../tasks/elapsed-time'
import { RunMarks } from '../tasks/run-marks-line'
import { useCardView } from '../tasks/use-card-view'
import { Badge } from '../ui/badge'
import { classNames } from '../ui/class-names'
import { TONE_TEXT } from '../ui/tone'
import type { StackRow } from './stack-view'

export interface StackTaskRowProps {
  readonly row: StackRow
  /** Counts from 1. */
  readonly place: number
}

/** One task of a stack: its place, what it waits for, how it is. */
export function StackTaskRow({ row: { entry, after }, place }: StackTaskRowProps) {
  const view = useCardView(entry)
  const news = reportLine(view.report)
  return (
    <article
      aria-label={view.name}
      tabIndex={0}
      {...cardGestures(view)}
      className="flex h-13 items-center gap-3 px-3 rail:gap-2 rail:px-2 text-xs hover:bg-hover focus-visible:outline-offset-[-2px]"
    >
      <span className="tnum w-5 shrink-0 text-right text-ink-faint">{place}</span>
      <span className="w-32 shrink-0 wide:w-64 rail:w-auto rail:min-w-0 rail:flex-1">
        <h3 className="truncate text-sm font-medium" title={view.name}>
          {view.name}
        </h3>
        <span className="block truncate text-ink-faint" title={after}>
          {after}
        </span>
      </span>
      <span className="flex w-22 shrink-0">
        <Badge tone={view.status.tone} dot={view.status.dot}>
          <span className="inline-block first-letter:uppercase">{view.status.text}</span>
        </Badge>
      </span>
      <span className="min-w-0 flex-1 rail:hidden">
        <span
          className={classNames('block truncate', news === undefined ? 'text-ink-soft' : TONE_TEXT[news.tone])}
          title={news?.text ?? view.line.text}
        >
          {news?.text ?? view.line.text}
        </span>
        <span className="flex gap-2 text-ink-faint">
          <RunMarks marks={view.marks} />
          <span className="tnum min-w-0 truncate">
            {view.facts}
            <ElapsedTime lived={view.lived} after={view.facts === '' ? '' : ' · '} />
          </span>
        </span>
      </span>
      <CardActions view={view} className="shrink-0 tiny:hidden" />
      <CardMenu entry={entry} />
    </article>
  )
}
