import type { ReactNode } from 'react'
import { Check, Circle, CircleAlert, Minus } from 'lucide-react'
import { classNames } from '../ui/class-names'
import type { DemoLine, DemoProgress } from './demo-progress'
import { WORDS } from './words'

export interface DemoLinesProps {
  readonly progress: DemoProgress
  /** All its runs have ended: what has not appeared by now did not appear. */
  readonly settled: boolean
}

/** The lines of a demo, ticked off as they appear. */
export function DemoLines({ progress, settled }: DemoLinesProps) {
  return (
    <div className="flex flex-col gap-2">
      {progress.lines.length === 0 ? null : (
        <div>
          <p className="text-2xs font-medium text-ink-faint">{WORDS.lines}</p>
          <ol className="mt-1 flex flex-col gap-0.5">
            {progress.lines.map((line) => (
              <Line
                key={line.text}
                text={line.text}
                strong={line.seen}
                state={line.seen ? WORDS.seen : WORDS.notSeen}
                mark={
                  line.seen ? (
                    <Check size={13} strokeWidth={2.5} className="text-calm" aria-hidden="true" />
                  ) : (
                    <Circle size={9} className="mx-0.5 text-ink-faint" aria-hidden="true" />
                  )
                }
              />
            ))}
          </ol>
        </div>
      )}
      {progress.absent.length === 0 ? null : (
        <div>
          <p className="text-2xs font-medium text-ink-faint">{WORDS.absentLines}</p>
          <ul className="mt-1 flex flex-col gap-0.5">
            {progress.absent.map((line) => (
              <AbsentLine key={line.text} line={line} settled={settled} />
            ))}
          </ul>
        </div>
      )}
    </div>
  )
}

function AbsentLine({ line, settled }: { readonly line: DemoLine; readonly settled: boolean }) {
  const { text, seen } = line
  if (seen) {
    const mark = <CircleAlert size={13} className="text-alarm" aria-hidden="true" />
    return <Line text={text} strong state={WORDS.appeared} mark={mark} />
  }
  if (settled) {
    const mark = <Check size={13} strokeWidth={2.5} className="text-calm" aria-hidden="true" />
    return <Line text={text} strong={false} struck state={WORDS.didNotAppear} mark={mark} />
  }
  const mark = <Minus size={13} className="text-ink-faint" aria-hidden="true" />
  return <Line text={text} strong={false} state={WORDS.notAppeared} mark={mark} />
}

interface LineProps {
  readonly text: string
  readonly strong: boolean
  readonly struck?: boolean
  /** For those who do not see the mark. */
  readonly state: string
  readonly mark: ReactNode
}

function Line({ text, strong, struck = false, state, mark }: LineProps) {
  return (
    <li className="flex items-center gap-1.5">
      {mark}
      <code
        className={classNames(
          'min-w-0 truncate font-mono text-xs transition-colors',
          strong ? 'text-ink' : 'text-ink-faint',
          struck && 'line-through',
        )}
        title={text}
      >
        {text}
      </code>
      <span className="sr-only">, {state}</span>
    </li>
  )
}
