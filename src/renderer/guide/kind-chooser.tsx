import { useId, useRef, useState } from 'react'
import { ArrowLeft, FlaskConical, Plus, RotateCcw } from 'lucide-react'
import { KIND_WORDS } from '@vocabulary/words'
import { goTo } from '../navigation/use-route'
import { KindIcon } from '../tasks/kind-icon'
import { Button } from '../ui/button'
import { type Choice, FIRST_QUESTION, QUESTIONS } from './chooser'
import { FactList } from './fact-list'
import { KIND_FACTS } from './kind-facts'
import { WORDS } from './words'

/** A few questions that lead to a kind. The answers so far stay in sight. */
export function KindChooser() {
  const [path, setPath] = useState<readonly Choice[]>([])
  const heading = useRef<HTMLHeadingElement>(null)
  const id = useId()
  const then = path.at(-1)?.then ?? FIRST_QUESTION

  function go(next: readonly Choice[]): void {
    setPath(next)
    // The button that had the focus is gone: the new question takes it.
    requestAnimationFrame(() => heading.current?.focus())
  }

  return (
    <section aria-labelledby={id} className="@container rounded-xl border border-line bg-surface p-5 shadow-card">
      <div className="flex min-h-6 flex-wrap items-center gap-x-2 gap-y-1 text-xs text-ink-faint">
        <h2 id={id} className="font-medium text-accent-ink">
          {WORDS.chooser}
        </h2>
        {path.map((choice) => (
          <span key={choice.label}>· {choice.label}</span>
        ))}
      </div>
      <div aria-live="polite" className="mt-1">
        {typeof then === 'string' ? (
          <>
            <h3 ref={heading} tabIndex={-1} className="rounded-sm text-lg font-semibold text-ink">
              {QUESTIONS[then].text}
            </h3>
            <div className="mt-3 flex flex-wrap gap-2">
              {QUESTIONS[then].choices.map((choice) => (
                <Button
                  key={choice.label}
                  className="h-auto! min-h-9 max-w-full py-1.5 text-left whitespace-normal!"
                  onClick={() => {
                    go([...path, choice])
                  }}
                >
                  {choice.label}
                </Button>
              ))}
            </div>
          </>
        ) : (
          <div className="animate-appear">
            <h3
              ref={heading}
              tabIndex={-1}
              className="flex items-center gap-2 rounded-sm text-lg font-semibold text-ink"
            >
              <KindIcon kind={then.use} size={18} className="text-accent-ink" />
              {WORDS.answer} {KIND_WORDS[then.use].toLowerCase()}
            </h3>
            <p className="mt-1 mb-4 text-sm text-ink-soft">{then.because}</p>
            <FactList facts={KIND_FACTS[then.use]} />
          </div>
        )}
      </div>
      {path.length === 0 ? null : (
        <div className="mt-4 flex flex-wrap gap-2">
          <Button
            size="small"
            icon={<ArrowLeft size={13} aria-hidden="true" />}
            onClick={() => {
              go(path.slice(0, -1))
            }}
          >
            {WORDS.back}
          </Button>
          {typeof then === 'string' ? null : (
            <>
              <Button
                size="small"
                icon={<RotateCcw size={13} aria-hidden="true" />}
                onClick={() => {
                  go([])
                }}
              >
                {WORDS.restart}
              </Button>
              <Button
                size="small"
                icon={<FlaskConical size={13} aria-hidden="true" />}
                onClick={() => {
                  goTo({ page: 'lab' })
                }}
              >
                {WORDS.openLab}
              </Button>
              <Button
                size="small"
                icon={<Plus size={13} aria-hidden="true" />}
                onClick={() => {
                  goTo({ page: 'new' })
                }}
              >
                {WORDS.makeTask}
              </Button>
            </>
          )}
        </div>
      )}
    </section>
  )
}
