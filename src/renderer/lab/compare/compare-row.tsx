import type { Contestant } from '@contract/comparison'
import type { Control } from '@contract/kind'
import type { RunSnapshot } from '@contract/run'
import type { ControlAnswer } from '@contract/control-answer'
import { Check, X } from 'lucide-react'
import { goTo } from '../../navigation/use-route'
import { KindIcon } from '../../tasks/kind-icon'
import { statusOf } from '../../tasks/task-card-view'
import { Badge } from '../../ui/badge'
import { Button } from '../../ui/button'
import { classNames } from '../../ui/class-names'
import { Select } from '../../ui/select'
import type { CompareAxis } from './compare-axis'
import { CompareTrack } from './compare-track'
import { predict } from './comparison-round'
import { type Finding, findingOf } from './happenings'
import { HAPPENINGS, type Happening } from './happening'
import { CONTESTANT_KINDS, CONTESTANT_WORDS, HAPPENING_WORDS, WORDS } from './words'

export const COMPARE_COLUMNS =
  'grid grid-cols-[11.5rem_6rem_11rem_minmax(10rem,1fr)] items-center gap-x-4 @max-4xl:grid-cols-[9.5rem_5.5rem_10.5rem_minmax(8rem,1fr)] @max-4xl:gap-x-3 @max-2xl:grid-cols-[9.5rem_5.5rem_minmax(0,1fr)] @max-md:grid-cols-[minmax(0,1fr)_auto] @max-md:gap-y-1'

export interface CompareRowProps {
  readonly contestant: Contestant
  readonly control: Control
  readonly pressed: boolean
  readonly prediction: Happening | undefined
  readonly run: RunSnapshot | undefined
  readonly answer: ControlAnswer | undefined
  readonly axis: CompareAxis
}

/** One contestant: what was predicted, where it went on the common axis, and whether that was right. */
export function CompareRow(props: CompareRowProps) {
  const { contestant, control, pressed, prediction, run, answer, axis } = props
  const { name, job } = CONTESTANT_WORDS[contestant]
  const status = statusOf(run)
  const finding = pressed ? findingOf(control, answer, run) : undefined
  return (
    <li aria-label={name} className="border-t border-line px-4 py-2">
      <div className={COMPARE_COLUMNS}>
        <div className="flex min-w-0 items-center gap-2">
          <KindIcon kind={CONTESTANT_KINDS[contestant]} size={15} className="shrink-0 text-ink-faint" />
          <div className="min-w-0">
            <p className="truncate text-sm font-medium text-ink" title={name}>
              {name}
            </p>
            <p className="truncate text-2xs text-ink-faint" title={job}>
              {job}
            </p>
          </div>
        </div>
        <Badge tone={status.tone} dot={status.dot} className="justify-self-start">
          <span className="inline-block first-letter:uppercase">{status.text}</span>
        </Badge>
        {pressed ? (
          <Guess prediction={prediction} finding={finding} />
        ) : (
          <Select<Happening | ''>
            label={WORDS.prediction(name)}
            size="small"
            className="@max-md:col-span-2"
            value={prediction ?? ''}
            onChange={(value) => {
              predict(contestant, value === '' ? undefined : value)
            }}
            options={[
              { value: '', label: WORDS.choose },
              ...HAPPENINGS.map((value) => ({ value, label: HAPPENING_WORDS[value] })),
            ]}
          />
        )}
        <div className="min-w-0 @max-2xl:col-span-3 @max-2xl:mt-2 @max-md:col-span-2">
          <CompareTrack axis={axis} finding={finding} receipt={answer?.accepted === true ? run?.receipt : undefined} />
        </div>
      </div>
      {finding === undefined ? null : (
        <p className="mt-1 flex items-baseline gap-2 pl-[23px] text-xs text-ink-soft">
          <span className="shrink-0 font-medium text-ink">{HAPPENING_WORDS[finding.happening]}.</span>
          <span className="min-w-0 flex-1">{finding.reason}</span>
          {run === undefined ? null : (
            <Button
              look="quiet"
              size="small"
              className="-my-1"
              aria-label={run.receipt === undefined ? WORDS.openOutput(name) : WORDS.open(name)}
              onClick={() => {
                goTo({ page: 'run', runId: run.id, tab: run.receipt === undefined ? 'output' : 'receipt' })
              }}
            >
              {run.receipt === undefined ? WORDS.output : WORDS.receipt}
            </Button>
          )}
        </p>
      )}
    </li>
  )
}

interface GuessProps {
  readonly prediction: Happening | undefined
  readonly finding: Finding | undefined
}

/** The prediction, marked once it is known what happened. The mark is a word too. */
function Guess({ prediction, finding }: GuessProps) {
  const known = prediction !== undefined && finding !== undefined
  const right = known && prediction === finding.happening
  return (
    <p className="flex min-w-0 items-center gap-1.5 text-xs @max-md:col-span-2">
      {known ? (
        <span
          className={classNames(
            'inline-flex shrink-0 items-center gap-1 font-medium',
            right ? 'text-calm' : 'text-alarm',
          )}
        >
          {right ? (
            <Check size={14} strokeWidth={2.5} aria-hidden="true" />
          ) : (
            <X size={14} strokeWidth={2.5} aria-hidden="true" />
          )}
          {right ? WORDS.right : WORDS.wrong}
        </span>
      ) : null}
      <span className="truncate text-ink-soft">
        {prediction === undefined
          ? WORDS.notPredicted
          : finding === undefined
            ? `${HAPPENING_WORDS[prediction]}?`
            : HAPPENING_WORDS[prediction]}
      </span>
    </p>
  )
}
