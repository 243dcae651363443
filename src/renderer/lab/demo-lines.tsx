import type { ReactNode } from 'react'
import { Check, Circle, CircleAlert, Minus } from 'lucide-react'
import { classNames } from '../ui/class-names'
import type { DemoLine, DemoProgress } from './demo-progress'
import { WORDS } from './words'

/** The lines of a demo, ticked off as they appear. */
export function DemoLines({ progress }: { readonly progress: DemoProgress }) {
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
              <AbsentLine key={line.text} line={line} />
            ))}
          </ul>
        </div>
      )}
    </div>
  )
}

function AbsentLine({ line }: { readonly line: DemoLine }) {
  return (
    <Line
      text={line.text}
      strong={line.seen}
      state={line.seen ? WORDS.appeared : WORDS.didNotAppear}
      mark={
        line.seen ? (
          <CircleAlert size={13} className="text-alarm" aria-hidden="true" />
        ) : (
          <Minus size={13} className="text-ink-faint" aria-hidden="true" />
        )
      }
    />
  )
}

interface LineProps {
  readonly text: string
  readonly strong: boolean
  /** For those who do not see the mark. */
  readonly state: string
  readonly mark: ReactNode
}

function Line({ text, strong, state, mark }: LineProps) {
  return (
    <li className="flex items-center gap-1.5">
      {mark}
      <code
        className={classNames(
          'min-w-0 truncate font-mono text-xs transition-colors',
          strong ? 'text-ink' : 'text-ink-faint',
        )}
        title={text}
      >
        {text}
      </code>
      <span className="sr-only">, {state}</span>
    </li>
  )
}
