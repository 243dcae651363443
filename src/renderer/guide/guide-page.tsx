import { type ReactNode, useId } from 'react'
import { KINDS, type Kind } from '@contract/kind'
import { KIND_WORDS } from '@vocabulary/words'
import { KindIcon } from '../tasks/kind-icon'
import { Badge } from '../ui/badge'
import { FactList } from './fact-list'
import { KindChooser } from './kind-chooser'
import { KIND_FACTS, type ToolFacts } from './kind-facts'
import { SCENARIOS } from './scenarios'
import { WORDS } from './words'

/** "Which one to use?": a chooser, the six kinds, and the commonest scenarios. */
export function GuidePage() {
  return (
    <main className="h-full min-w-0 flex-1 overflow-auto">
      <div className="mx-auto flex max-w-290 flex-col gap-8 px-6 py-6 rail:px-3 low:py-3">
        <header>
          <h1 className="text-xl font-semibold text-ink">{WORDS.title}</h1>
          <p className="mt-1 max-w-160 text-sm text-ink-soft">{WORDS.intro}</p>
        </header>
        <KindChooser />
        <Rows title={WORDS.kinds}>
          {KINDS.map((kind) => (
            <Row
              key={kind}
              kind={kind}
              title={KIND_WORDS[kind]}
              subtitle={KIND_FACTS[kind].goodFor}
              facts={KIND_FACTS[kind]}
            />
          ))}
        </Rows>
        <Rows title={WORDS.scenarios}>
          {SCENARIOS.map((scenario) => (
            <Row
              key={scenario.id}
              kind={scenario.use}
              title={scenario.title}
              subtitle={<Badge>{KIND_WORDS[scenario.use]}</Badge>}
              facts={scenario}
            />
          ))}
        </Rows>
      </div>
    </main>
  )
}

function Rows({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  const id = useId()
  return (
    <section aria-labelledby={id}>
      <h2 id={id} className="mb-2 text-lg font-semibold text-ink">
        {title}
      </h2>
      <ul className="@container divide-y divide-line overflow-hidden rounded-lg border border-line bg-surface shadow-card">
        {children}
      </ul>
    </section>
  )
}

interface RowProps {
  readonly kind: Kind
  readonly title: string
  readonly subtitle: ReactNode
  readonly facts: ToolFacts
}

function Row({ kind, title, subtitle, facts }: RowProps) {
  return (
    <li className="grid gap-x-6 gap-y-3 p-4 @3xl:grid-cols-[180px_minmax(0,1fr)]">
      <div>
        <h3 className="flex items-center gap-2 text-base font-semibold text-ink">
          <KindIcon kind={kind} className="text-ink-faint" />
          {title}
        </h3>
        <div className="mt-1 text-xs text-ink-soft">{subtitle}</div>
      </div>
      <FactList facts={facts} />
    </li>
  )
}
