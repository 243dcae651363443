import type { RecoveryChoice } from '@contract/recovered'
import { routeHash } from '../navigation/route'
import { KindIcon } from '../tasks/kind-icon'
import { Badge } from '../ui/badge'
import { Button } from '../ui/button'
import { classNames } from '../ui/class-names'
import { TONE_TEXT } from '../ui/tone'
import type { RecoveredRow } from './recovered-view'

export interface RecoveredRowLineProps {
  readonly row: RecoveredRow
  /** Of the text that says what each choice does. */
  readonly explained: string
  readonly onChoose: (choice: RecoveryChoice) => void
}

export function RecoveredRowLine({ row, explained, onChoose }: RecoveredRowLineProps) {
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5">
      <KindIcon kind={row.kind} size={14} className="shrink-0 text-ink-faint" />
      <div className="min-w-48 flex-1 tiny:min-w-[calc(100%-2rem)]">
        <p className="flex items-center gap-2">
          <span className="truncate text-sm font-medium text-ink" title={row.name}>
            {row.name}
          </span>
          <Badge tone={row.found.tone}>{row.found.text}</Badge>
        </p>
        <p className="line-clamp-2 text-xs wrap-anywhere text-ink-soft" title={row.sentence}>
          {row.sentence}
        </p>
        <p role="status" className={classNames('text-xs font-medium', row.news && TONE_TEXT[row.news.tone])}>
          {row.news?.text}
        </p>
      </div>
      {row.choices.map(({ choice, text, name, does }) => (
        <Button
          key={choice}
          size="small"
          aria-label={name}
          aria-describedby={explained}
          hint={does}
          onClick={() => {
            onChoose(choice)
          }}
        >
          {text}
        </Button>
      ))}
      <a
        href={routeHash({ page: 'run', runId: row.runId, tab: row.link.tab })}
        className="shrink-0 text-xs text-accent-ink underline-offset-2 hover:underline"
        aria-label={`${row.link.text}: ${row.name}`}
        draggable={false}
      >
        {row.link.text}
      </a>
    </div>
  )
}
