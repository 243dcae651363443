import { ChevronDown, ChevronUp, Maximize2 } from 'lucide-react'
import { useReadable } from '../client/use-readable'
import { goTo } from '../navigation/use-route'
import { boardLog } from '../tasks/board-preferences'
import { IconButton } from '../ui/icon-button'
import { LogTail } from './log-tail'
import { WORDS } from './words'

/** The newest events, below the board. */
export function LogPanel() {
  const shown = useReadable(boardLog) === 'shown'
  return (
    <section aria-label={WORDS.logPanel} className="flex shrink-0 flex-col border-t border-line bg-surface low:hidden">
      <div className="flex h-8 items-center gap-2 pr-2 pl-4">
        <h2 className="flex-1 text-xs font-medium text-ink-soft">{WORDS.cleanupLog}</h2>
        <IconButton
          label={WORDS.openTheLog}
          size="small"
          icon={<Maximize2 size={13} aria-hidden="true" />}
          onClick={() => {
            goTo({ page: 'log' })
          }}
        />
        <IconButton
          label={shown ? WORDS.hideTheLog : WORDS.showTheLog}
          aria-expanded={shown}
          size="small"
          icon={shown ? <ChevronDown size={15} aria-hidden="true" /> : <ChevronUp size={15} aria-hidden="true" />}
          onClick={() => {
            boardLog.set(shown ? 'hidden' : 'shown')
          }}
        />
      </div>
      {shown ? <LogTail /> : null}
    </section>
  )
}
