import { classNames } from '../ui/class-names'
import { CodeText } from './code-text'
import type { ToolFacts } from './kind-facts'
import { WORDS } from './words'

const COLUMNS = ['node', 'python', 'cancel', 'guarantee'] as const

/** The four facts of a kind or scenario: beside each other where there is room, two by two where there is not. */
export function FactList({ facts }: { readonly facts: ToolFacts }) {
  return (
    <dl className="grid gap-x-5 gap-y-3 @lg:grid-cols-2 @5xl:grid-cols-4">
      {COLUMNS.map((column) => (
        <div key={column} className="min-w-0">
          <dt className={classNames('text-2xs font-medium', column === 'guarantee' ? 'text-calm' : 'text-ink-faint')}>
            {WORDS.facts[column]}
          </dt>
          <dd className="mt-0.5 text-sm text-ink-soft">
            <CodeText text={facts[column]} />
          </dd>
        </div>
      ))}
    </dl>
  )
}
