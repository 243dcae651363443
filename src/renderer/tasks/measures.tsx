import { memo } from 'react'
import type { RunId } from '@contract/ids'
import { bytesText } from '@vocabulary/durations'
import { useSamples } from '../client/use-runs'
import { Sparkline } from '../ui/sparkline'
import { CARD_WORDS } from './card-words'

/** A minute of samples at one a second. */
const SLOTS = 60
const LEVEL_STEP = 5

/** CPU and memory of a run's whole family: the figures now, and the last minute as lines. */
export const Measures = memo(function Measures({ runId }: { readonly runId: RunId }) {
  const samples = useSamples(runId)
  const last = samples.at(-1)
  const cpu = drawn(samples.map((sample) => sample.cpuPercent))
  const memory = drawn(samples.map((sample) => sample.memoryBytes))
  return (
    <div className="grid h-full grid-cols-2 gap-4">
      <Measure
        name="CPU"
        value={last === undefined ? '–' : `${last.cpuPercent.toFixed(last.cpuPercent < 10 ? 1 : 0)} %`}
        values={cpu}
        top={Math.max(25, ...cpu)}
      />
      <Measure
        name={CARD_WORDS.memory}
        value={last === undefined ? '–' : bytesText(last.memoryBytes)}
        values={memory}
        top={Math.max(1, ...memory) * 1.25}
      />
    </div>
  )
})

/** A level line grows in steps of several samples: a picture of nothing that happens is not worth a frame each second. */
function drawn(values: readonly number[]): readonly number[] {
  const level = values.every((value) => value === values[0])
  return level && values.length >= LEVEL_STEP && values.length < SLOTS
    ? values.slice(values.length % LEVEL_STEP)
    : values
}

interface MeasureProps {
  readonly name: string
  readonly value: string
  readonly values: readonly number[]
  readonly top: number
}

function Measure({ name, value, values, top }: MeasureProps) {
  return (
    <div className="flex min-w-0 flex-col justify-between">
      <div className="flex items-baseline justify-between gap-2 text-xs">
        <span className="text-ink-faint">{name}</span>
        <span className="tnum text-ink-soft">{value}</span>
      </div>
      <Sparkline values={values} top={top} slots={SLOTS} tone="busy" />
    </div>
  )
}
