import type { Statement } from '@contract/statement'
import { say } from '@vocabulary/sentences/say'
import { Section } from '../ui/section'

interface BlindSpotsProps {
  readonly title: string
  readonly spots: readonly Statement[]
}

/** What could not be seen of a run, one line each; nothing where all of it could. */
export function BlindSpots({ title, spots }: BlindSpotsProps) {
  if (spots.length === 0) return null
  const lines = spots.map((spot) => say(spot))
  return (
    <Section title={title}>
      <ul className="list-disc pl-4 text-sm text-ink-soft">
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </Section>
  )
}
