import { useId } from 'react'
import { Play } from 'lucide-react'
import type { Demo } from '@contract/demo'
import type { RunSnapshot } from '@contract/run'
import { CONTROL_WORDS, KIND_WORDS } from '@vocabulary/words'
import { askOrTell } from '../client/commands'
import { isAlive } from '../tasks/attention'
import { Badge } from '../ui/badge'
import { Button } from '../ui/button'
import { DemoLines } from './demo-lines'
import type { DemoProgress } from './demo-progress'
import { DemoRun } from './demo-run'
import { WORDS } from './words'

export interface DemoCardProps {
  readonly demo: Demo
  readonly progress: DemoProgress
  /** The newest run of each of its tasks. */
  readonly runs: readonly RunSnapshot[]
}

/** One demo: what to do, what to expect, and what is happening. */
export function DemoCard({ demo, progress, runs }: DemoCardProps) {
  const heading = useId()
  const alive = runs.some((run) => isAlive(run))
  const press = demo.taskNames.length > 1 ? WORDS.pressBoth : WORDS.press[demo.control]
  return (
    <section
      aria-labelledby={heading}
      className="flex min-w-0 flex-col gap-3 rounded-lg border border-line bg-surface p-4 shadow-card"
    >
      <header className="flex items-start gap-3">
        <div className="min-w-0 flex-1">
          <h3 id={heading} className="truncate text-base font-semibold text-ink" title={demo.title}>
            {demo.title}
          </h3>
          <p className="mt-0.5 flex flex-wrap items-center gap-1.5 text-xs text-ink-faint">
            {KIND_WORDS[demo.kind]}
            <Badge tone="busy">{press}</Badge>
          </p>
        </div>
        <Button
          look={runs.length === 0 ? 'primary' : 'plain'}
          icon={<Play size={13} aria-hidden="true" />}
          aria-label={WORDS.startDemo(demo.title)}
          unavailable={alive ? WORDS.alive : undefined}
          onClick={() => void askOrTell('startDemo', { demoId: demo.id })}
        >
          {WORDS.start}
        </Button>
      </header>
      <p className="text-sm text-ink-soft">{demo.expect}</p>
      <DemoLines progress={progress} settled={runs.length > 0 && !alive} />
      {runs.length === 0 ? null : (
        <ul aria-label={`${demo.title}: ${CONTROL_WORDS[demo.control]}`} className="mt-auto flex flex-col gap-2">
          {runs.map((run) => (
            <DemoRun key={run.id} run={run} wanted={demo.control} />
          ))}
        </ul>
      )}
    </section>
  )
}
