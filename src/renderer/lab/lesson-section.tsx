import { type ReactNode, useState } from 'react'
import { ChevronRight } from 'lucide-react'
import { CONTROLS, type Kind } from '@contract/kind'
import { CONTROL_WORDS, KIND_WORDS } from '@vocabulary/words'
import { KindIcon } from '../tasks/kind-icon'
import { classNames } from '../ui/class-names'
import { CodePair } from './code-pair'
import { LESSONS } from './lessons'
import { WORDS } from './words'

export interface LessonSectionProps {
  readonly kind: Kind
  readonly children: ReactNode
}

/** One kind: what cancel means for it, its demos, and the code. */
export function LessonSection({ kind, children }: LessonSectionProps) {
  const lesson = LESSONS[kind]
  const [codeShown, setCodeShown] = useState(true)
  return (
    <section
      id={`lab-${kind}`}
      aria-labelledby={`lab-${kind}-title`}
      tabIndex={-1}
      className="@container scroll-mt-4 rounded-sm outline-offset-4"
    >
      <header className="grid gap-x-8 gap-y-3 @4xl:grid-cols-[minmax(0,1fr)_minmax(0,1fr)]">
        <div>
          <p className="flex items-center gap-1.5 text-xs font-medium text-accent-ink">
            <KindIcon kind={kind} size={14} />
            {KIND_WORDS[kind]}
          </p>
          <h2 id={`lab-${kind}-title`} className="mt-1 text-lg font-semibold text-ink">
            {lesson.title}
          </h2>
          <p className="mt-1 text-sm text-ink-soft">{lesson.text}</p>
        </div>
        <dl
          aria-label={WORDS.controls}
          className="grid content-start grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1.5 self-end border-l border-line pl-4 text-sm"
        >
          {CONTROLS.map((control) => (
            <div key={control} className="contents">
              <dt className="font-medium text-ink">{CONTROL_WORDS[control]}</dt>
              <dd className="text-ink-soft">{lesson.controls[control]}</dd>
            </div>
          ))}
        </dl>
      </header>
      <div className="mt-4 grid gap-3 @3xl:grid-cols-2">{children}</div>
      <div className="mt-3">
        <button
          type="button"
          aria-expanded={codeShown}
          aria-controls={`lab-${kind}-code`}
          onClick={() => {
            setCodeShown(!codeShown)
          }}
          className="flex items-center gap-1 rounded-md py-1 pr-2 text-xs text-ink-soft hover:text-ink"
        >
          <ChevronRight
            size={14}
            aria-hidden="true"
            className={classNames('transition-transform', codeShown && 'rotate-90')}
          />
          <span className="font-medium">{WORDS.code}</span>
          <span className="text-ink-faint">{WORDS.codeHint}</span>
        </button>
        <div id={`lab-${kind}-code`} className="mt-1">
          {codeShown ? <CodePair code={lesson.code} /> : null}
        </div>
      </div>
    </section>
  )
}
