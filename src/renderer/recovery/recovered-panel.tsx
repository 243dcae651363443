import { useId, useRef, useState } from 'react'
import { History, X } from 'lucide-react'
import { RECOVERY_CHOICES } from '@contract/recovered'
import { useOutlines } from '../client/use-runs'
import { Button } from '../ui/button'
import { classNames } from '../ui/class-names'
import { IconButton } from '../ui/icon-button'
import { isPanelClosed, rememberPanelClosed } from './panel-closed'
import { RecoveredRowLine } from './recovered-row-line'
import { recoveredRow, waitingCount } from './recovered-view'
import { useRecovered } from './use-recovered'
import { WORDS } from './words'

/** After a crash, or over runs that were left running: what became of each, and what to do with those that live. */
export function RecoveredPanel() {
  const { runs, refusals, decide } = useRecovered()
  const outlines = useOutlines()
  const [closed, setClosed] = useState(isPanelClosed)
  // Asked only where there is no room for both it and the page.
  const [unfolded, setUnfolded] = useState(false)
  const title = useRef<HTMLHeadingElement>(null)
  const explained = useId()
  const folds = useId()
  if (runs.length === 0 || closed) return null
  const waiting = waitingCount(runs)
  return (
    <section
      aria-label={WORDS.name}
      className="flex max-h-[45vh] shrink-0 flex-col border-b border-line bg-raised shadow-card low:max-h-[60vh]"
    >
      <header className="flex items-start gap-3 pt-2.5 pr-2 pl-4 low:py-1.5">
        <History size={16} className="mt-0.5 shrink-0 text-ink-soft" aria-hidden="true" />
        <div className="min-w-0 flex-1" role="status">
          <h2 ref={title} tabIndex={-1} className="text-base font-semibold text-ink outline-none">
            {WORDS.title(runs.length)}
          </h2>
          <p className="text-xs text-ink-soft">{waiting === 0 ? WORDS.nothing : WORDS.asks(waiting, runs.length)}</p>
        </div>
        <Button
          size="small"
          className="not-low:hidden"
          aria-expanded={unfolded}
          aria-controls={folds}
          onClick={() => {
            setUnfolded(!unfolded)
          }}
        >
          {unfolded ? WORDS.fold : WORDS.unfold}
        </Button>
        <IconButton
          label={WORDS.close}
          size="small"
          icon={<X size={15} aria-hidden="true" />}
          onClick={() => {
            rememberPanelClosed()
            setClosed(true)
          }}
        />
      </header>
      <div id={folds} className={classNames('flex min-h-0 flex-col low:overflow-y-auto', !unfolded && 'low:hidden')}>
        <ul
          className="min-h-0 overflow-y-auto px-4 py-2 low:shrink-0 low:overflow-visible"
          tabIndex={0}
          aria-label={WORDS.name}
        >
          {runs.map((run) => (
            <li key={run.id} className="border-t border-line py-2 first:border-t-0">
              <RecoveredRowLine
                row={recoveredRow(run, outlines.get(run.id), refusals.get(run.id))}
                explained={explained}
                onChoose={(choice) => {
                  // The buttons go once it is decided: the focus stays in the panel.
                  title.current?.focus({ preventScroll: true })
                  decide(run.id, choice)
                }}
              />
            </li>
          ))}
        </ul>
        {waiting === 0 ? null : (
          <div
            id={explained}
            className="flex shrink-0 flex-wrap gap-x-6 border-t border-line px-4 py-2 text-xs text-ink-soft"
          >
            {RECOVERY_CHOICES.map((choice) => (
              <p key={choice}>{WORDS.choices[choice].does}</p>
            ))}
          </div>
        )}
      </div>
    </section>
  )
}
