import { ArrowLeft, OctagonX, Play, Zap } from 'lucide-react'
import { CONTESTANTS } from '@contract/comparison'
import { type Control, CONTROLS } from '@contract/kind'
import type { RunSnapshot } from '@contract/run'
import { spanText } from '@vocabulary/durations'
import { CONTROL_WORDS } from '@vocabulary/words'
import { useReadable } from '../../client/use-readable'
import { useRuns } from '../../client/use-runs'
import { goTo } from '../../navigation/use-route'
import { isAlive } from '../../tasks/attention'
import { Button } from '../../ui/button'
import { classNames } from '../../ui/class-names'
import { SegmentedControl } from '../../ui/segmented-control'
import { type CompareAxis, compareAxis } from './compare-axis'
import { COMPARE_COLUMNS, CompareRow } from './compare-row'
import {
  chooseControl,
  comparisonRound,
  type ComparisonRound,
  endRound,
  pressForAll,
  startRound,
} from './comparison-round'
import { scoreOf } from './score'
import { WORDS } from './words'

/** Nine runs of the same job, one control for all of them, and what became of each beside what was predicted. */
export function ComparePage() {
  const round = useReadable(comparisonRound)
  const runs = useRuns()
  const runOf = (id: RunSnapshot['id'] | undefined): RunSnapshot | undefined =>
    id === undefined ? undefined : runs.get(id)
  const accepted = CONTESTANTS.flatMap((one) =>
    round.answers[one]?.accepted === true ? (runOf(round.runIds[one])?.receipt ?? []) : [],
  )
  const axis = compareAxis(accepted)
  const control = round.pressed ?? round.control
  return (
    <main className="@container h-full min-w-0 flex-1 overflow-auto">
      <div className="mx-auto flex max-w-290 flex-col gap-4 px-6 py-5 rail:px-3 low:py-3">
        <header>
          <Button
            look="quiet"
            size="small"
            className="-ml-2"
            icon={<ArrowLeft size={14} aria-hidden="true" />}
            onClick={() => {
              goTo({ page: 'lab' })
            }}
          >
            {WORDS.back}
          </Button>
          <h1 className="mt-1 text-xl font-semibold text-ink">{WORDS.title}</h1>
          <p className="mt-1 max-w-160 text-sm text-ink-soft">{WORDS.intro}</p>
        </header>
        <Steps round={round} alive={CONTESTANTS.filter((one) => isAlive(runOf(round.runIds[one]))).length} />
        <section aria-label={WORDS.contestants} className="rounded-lg border border-line bg-surface shadow-card">
          <AxisHead axis={axis} round={round} runOf={runOf} />
          <ol>
            {CONTESTANTS.map((contestant) => (
              <CompareRow
                key={contestant}
                contestant={contestant}
                control={control}
                pressed={round.pressed !== undefined}
                prediction={round.predictions[control][contestant]}
                run={runOf(round.runIds[contestant])}
                answer={round.answers[contestant]}
                axis={axis}
              />
            ))}
          </ol>
        </section>
      </div>
    </main>
  )
}

interface AxisHeadProps {
  readonly axis: CompareAxis
  readonly round: ComparisonRound
  readonly runOf: (id: RunSnapshot['id'] | undefined) => RunSnapshot | undefined
}

function AxisHead({ axis, round, runOf }: AxisHeadProps) {
  const score = scoreOf(round, runOf)
  return (
    <div className={classNames(COMPARE_COLUMNS, 'h-9 px-4')}>
      <p
        role="status"
        className="tnum col-span-3 text-xs font-medium text-ink-soft @max-2xl:col-span-3 @max-md:col-span-2"
      >
        {round.pressed === undefined ? '' : WORDS.score(score.right, score.known)}
      </p>
      <div className="relative h-4 @max-2xl:hidden" aria-hidden="true">
        {axis.ticks.map((tick) => (
          <span
            key={tick.ms}
            className="tnum absolute -translate-x-1/2 text-2xs whitespace-nowrap text-ink-faint"
            style={{ left: `${(tick.place * 100).toFixed(2)}%` }}
          >
            {tick.ms === 0 ? '0' : spanText(tick.ms)}
          </span>
        ))}
      </div>
    </div>
  )
}

/** Start, choose, press: in this order, each telling why it cannot be pressed now. */
function Steps({ round, alive }: { readonly round: ComparisonRound; readonly alive: number }) {
  const started = Object.keys(round.runIds).length > 0
  const { pressed, control } = round
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
      <Button
        look={started && pressed === undefined ? 'plain' : 'primary'}
        icon={<Play size={13} aria-hidden="true" />}
        hint={WORDS.startHint}
        unavailable={alive > 0 ? WORDS.stillAlive : undefined}
        onClick={() => void startRound()}
      >
        {started ? WORDS.startAgain : WORDS.start}
      </Button>
      <SegmentedControl<Control>
        label={WORDS.control}
        value={pressed ?? control}
        onChange={(next) => {
          if (pressed === undefined) chooseControl(next)
        }}
        options={CONTROLS.map((value) => ({ value, label: CONTROL_WORDS[value] }))}
      />
      <Button
        look={started && pressed === undefined ? 'primary' : 'plain'}
        icon={<Zap size={13} aria-hidden="true" />}
        hint={WORDS.pressHint(control)}
        unavailable={!started ? WORDS.notStarted : pressed !== undefined ? WORDS.alreadyPressed : undefined}
        onClick={() => void pressForAll()}
      >
        {WORDS.press(pressed ?? control)}
      </Button>
      <span className="flex-1" />
      <Button
        look="quiet"
        icon={<OctagonX size={14} aria-hidden="true" />}
        hint={WORDS.endHint}
        unavailable={alive === 0 ? WORDS.nothingAlive : undefined}
        onClick={() => void endRound()}
      >
        {WORDS.end}
      </Button>
    </div>
  )
}
