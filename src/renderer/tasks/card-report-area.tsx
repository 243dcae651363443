import type { ReactNode } from 'react'
import type { FollowChoice } from '@contract/follow'
import type { RunId } from '@contract/ids'
import { CircleAlert, CircleCheck, Clock, TriangleAlert } from 'lucide-react'
import { decideFollow, hurryRun } from '../client/commands'
import { Button } from '../ui/button'
import { classNames } from '../ui/class-names'
import { ProgressBar } from '../ui/progress-bar'
import { TONE_TEXT } from '../ui/tone'
import type { CardReport, LadderStepView, ReportMark } from './card-report'
import { Measures } from './measures'
import { CARD_WORDS } from './card-words'

export interface CardReportAreaProps {
  readonly report: CardReport
  readonly name: string
  readonly runId: RunId | undefined
}

/** The lower half of a card. Every shape fills the same height. */
export function CardReportArea({ report, name, runId }: CardReportAreaProps) {
  switch (report.shape) {
    case 'measures':
      return runId === undefined ? null : <Measures runId={runId} />
    case 'runs':
      return (
        <div className="flex h-full flex-col justify-center text-xs">
          <p className="truncate text-ink-faint">{report.label}</p>
          <p className="truncate font-mono text-2xs leading-5 text-ink-soft" title={report.what}>
            {report.what}
          </p>
        </div>
      )
    case 'progress':
      return (
        <div className="flex h-full flex-col justify-center gap-1.5">
          <span className="tnum text-xs text-ink-soft">{report.text}</span>
          <ProgressBar label={CARD_WORDS.progressOf(name)} fraction={report.fraction} tone="busy" />
        </div>
      )
    case 'words':
      return (
        <div className="flex h-full flex-col justify-center" title={`${report.headline}\n${report.detail}`}>
          <p className={classNames('flex items-center gap-1.5 text-sm font-medium', TONE_TEXT[report.tone])}>
            {MARKS[report.mark]}
            <span className="truncate">{report.headline}</span>
          </p>
          <p className="truncate text-xs text-ink-soft">{report.detail}</p>
        </div>
      )
    case 'question':
      return <Question text={report.text} name={name} runId={runId} />
    case 'ladder':
      return (
        <div className="flex h-full flex-col justify-between">
          <div className="flex items-center justify-between gap-2">
            <p className="tnum truncate text-xs font-medium text-waiting">{report.headline}</p>
            <Button
              size="small"
              className="h-5! px-1.5!"
              aria-label={[CARD_WORDS.stopNowOf(name), report.next].filter(Boolean).join(', ')}
              unavailable={report.cannotHurry}
              hint={CARD_WORDS.stopNowHint}
              onClick={() => {
                if (runId !== undefined) void hurryRun(runId)
              }}
            >
              {report.next ?? CARD_WORDS.stopNow}
            </Button>
          </div>
          <Ladder steps={report.steps} />
        </div>
      )
  }
}

interface QuestionProps {
  readonly text: string
  readonly name: string
  readonly runId: RunId | undefined
}

/** A leader has left and others go on: what is to become of them. */
function Question({ text, name, runId }: QuestionProps) {
  return (
    <div className="flex h-full flex-col justify-between" role="group" aria-label={CARD_WORDS.questionOf(name)}>
      <p className="line-clamp-2 text-xs leading-[13px] font-medium text-waiting" title={text}>
        {text}
      </p>
      <div className="flex gap-1.5">
        {ANSWERS.map(({ choice, word, of, hint }) => (
          <Button
            key={choice}
            size="small"
            className="h-5! px-1.5!"
            aria-label={of(name)}
            hint={hint}
            onClick={() => {
              if (runId !== undefined) void decideFollow(runId, choice)
            }}
          >
            {word}
          </Button>
        ))}
      </div>
    </div>
  )
}

interface FollowAnswer {
  readonly choice: FollowChoice
  readonly word: string
  readonly of: (name: string) => string
  readonly hint: string
}

const ANSWERS: readonly FollowAnswer[] = [
  { choice: 'follow', word: CARD_WORDS.follow, of: CARD_WORDS.followOf, hint: CARD_WORDS.followHint },
  { choice: 'end', word: CARD_WORDS.endIt, of: CARD_WORDS.endItOf, hint: CARD_WORDS.endItHint },
]

const MARKS: Readonly<Record<ReportMark, ReactNode>> = {
  none: null,
  done: <CircleCheck size={15} className="shrink-0" aria-hidden="true" />,
  warning: <TriangleAlert size={15} className="shrink-0" aria-hidden="true" />,
  alarm: <CircleAlert size={15} className="shrink-0" aria-hidden="true" />,
  waiting: <Clock size={15} className="shrink-0" aria-hidden="true" />,
}

/** The steps of a stop as bars that fill while their patience runs out. */
function Ladder({ steps }: { readonly steps: readonly LadderStepView[] }) {
  return (
    <ol className="flex gap-1.5" aria-label={CARD_WORDS.stepsOfTheStop}>
      {steps.map((step, index) => (
        <li key={index} className="min-w-0 flex-1">
          <div className="h-1 overflow-hidden rounded-full bg-ended-soft">
            <div
              className="h-full rounded-full bg-waiting-mark"
              style={{ width: `${(step.used * 100).toFixed(1)}%` }}
            />
          </div>
          <span
            className={classNames(
              'block truncate text-2xs leading-[14px]',
              step.state === 'ahead' ? 'text-ink-faint' : 'text-ink-soft',
            )}
          >
            {step.text}
          </span>
        </li>
      ))}
    </ol>
  )
}
