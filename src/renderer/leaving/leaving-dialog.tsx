import { useEffect } from 'react'
import type { LeavingQuestion } from '@contract/leaving'
import { controlRun } from '../client/commands'
import { answerLeaving, leavingView, tellLeavingShown, type LeavingWait } from '../client/leaving'
import { useNow } from '../client/use-now'
import { useReadable } from '../client/use-readable'
import { useRuns } from '../client/use-runs'
import { isAlive } from '../tasks/attention'
import { Button } from '../ui/button'
import { Dialog } from '../ui/dialog'
import { ProgressBar } from '../ui/progress-bar'
import { LeavingRow } from './leaving-row'
import { WORDS } from './words'

/** The one question before leaving, and then what is waited for. */
export function LeavingDialog() {
  const view = useReadable(leavingView)
  if (view === undefined) return null
  if (view.state === 'asking') return <Asking questionId={view.questionId} question={view.question} />
  return <Waiting {...view} />
}

function Asking({ questionId, question }: { readonly questionId: string; readonly question: LeavingQuestion }) {
  const runs = useRuns()
  useEffect(() => {
    tellLeavingShown(questionId)
  }, [questionId])
  const mayStay = new Set(question.mayStay)
  const [standard] = question.answers
  return (
    <Dialog
      open
      size="wide"
      title={WORDS.title}
      description={`${question.message} ${question.detail}`}
      onOpenChange={(open) => {
        if (!open) answerLeaving(questionId, 'stay')
      }}
      // The least harmful first, as in every dialog; the question names the usual one first.
      actions={question.answers.toReversed().map((answer) => (
        <Button
          key={answer.choice}
          look={answer === standard ? 'primary' : answer.choice === 'terminate-all' ? 'alarm' : 'plain'}
          data-first-focus={answer === standard ? '' : undefined}
          onClick={() => {
            answerLeaving(questionId, answer.choice)
          }}
        >
          {answer.button}
        </Button>
      ))}
    >
      <ul aria-label={WORDS.list} className="divide-y divide-line rounded-lg border border-line bg-surface">
        {question.alive.map((id) => (
          <LeavingRow key={id} run={runs.get(id)} mayStay={mayStay.has(id)} />
        ))}
      </ul>
    </Dialog>
  )
}

function Waiting({ runIds, forceAt }: LeavingWait) {
  const runs = useRuns()
  const now = useNow(forceAt === undefined ? 'never' : 'second')
  const alive = runIds.filter((id) => isAlive(runs.get(id)))
  const ended = runIds.length - alive.length
  return (
    <Dialog
      open
      size="wide"
      title={WORDS.leaving}
      description={`${WORDS.counted(ended, runIds.length)} ${forceWords(forceAt, now)}`}
      closable={false}
      onOpenChange={() => undefined}
      actions={
        <Button
          look="alarm"
          hint={WORDS.terminateHint}
          onClick={() => {
            for (const id of alive) void controlRun(id, 'terminate')
          }}
        >
          {WORDS.terminateRest}
        </Button>
      }
    >
      <ProgressBar label={WORDS.progress} fraction={ended / runIds.length} tone="calm" className="mb-3" />
      <ul aria-label={WORDS.waitedFor} className="divide-y divide-line rounded-lg border border-line bg-surface">
        {runIds.map((id) => (
          <LeavingRow key={id} run={runs.get(id)} forceAt={forceAt} />
        ))}
      </ul>
    </Dialog>
  )
}

function forceWords(forceAt: number | undefined, now: number): string {
  if (forceAt === undefined) return WORDS.byForce
  const left = Math.ceil((forceAt - now) / 1_000)
  return left > 0 ? WORDS.forceIn(left) : WORDS.byForce
}
