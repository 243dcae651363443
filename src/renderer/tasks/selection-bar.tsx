import { CircleStop, OctagonX, RotateCw, X } from 'lucide-react'
import type { Control } from '@contract/kind'
import type { RunSnapshot } from '@contract/run'
import { ask, restartTask } from '../client/commands'
import { tell } from '../client/messages'
import { useReadable } from '../client/use-readable'
import { useRuns } from '../client/use-runs'
import { Button } from '../ui/button'
import { IconButton } from '../ui/icon-button'
import type { BoardEntry } from './board-entries'
import { BOARD_WORDS, SELECTION_WORDS as WORDS } from './board-words'
import { followStop } from './followed-stop'
import { selection, selectNone } from './selection'

/** What can be done with the selected cards, over the lower edge of the board. Nothing moves when it comes. */
export function SelectionBar({ entries }: { readonly entries: readonly BoardEntry[] }) {
  const { taskIds } = useReadable(selection)
  const chosen = entries.filter((entry) => taskIds.has(entry.taskId))
  return chosen.length === 0 ? null : <Bar chosen={chosen} />
}

function Bar({ chosen }: { readonly chosen: readonly BoardEntry[] }) {
  const held = useRuns()
  const runs = chosen.flatMap((entry) => (entry.run === undefined ? [] : (held.get(entry.run.id) ?? [])))
  const kept = chosen.filter((entry) => entry.task !== undefined)
  return (
    <section
      aria-label={WORDS.name}
      className="pointer-events-none absolute inset-x-0 bottom-3 z-20 flex justify-center px-3"
    >
      <div className="pointer-events-auto flex animate-rise flex-wrap items-center gap-1 rounded-lg border border-line bg-raised p-1 pl-3 shadow-float">
        <p role="status" className="tnum pr-2 text-sm font-medium whitespace-nowrap">
          {WORDS.count(chosen.length)}
        </p>
        <Button
          look="quiet"
          size="small"
          aria-label={WORDS.stop}
          hint={WORDS.stopHint}
          icon={<CircleStop size={14} aria-hidden="true" />}
          unavailable={askable(runs, 'stop').length === 0 ? WORDS.notOffered : undefined}
          onClick={() => void pressForAll(runs, 'stop')}
        >
          {BOARD_WORDS.stop}
        </Button>
        <Button
          look="quiet"
          size="small"
          aria-label={WORDS.terminate}
          hint={WORDS.terminateHint}
          icon={<OctagonX size={14} aria-hidden="true" />}
          unavailable={askable(runs, 'terminate').length === 0 ? WORDS.notOffered : undefined}
          onClick={() => void pressForAll(runs, 'terminate')}
        >
          {BOARD_WORDS.terminate}
        </Button>
        <Button
          look="quiet"
          size="small"
          aria-label={WORDS.restart}
          hint={WORDS.restartHint}
          icon={<RotateCw size={14} aria-hidden="true" />}
          unavailable={kept.length === 0 ? WORDS.nothingToRestart : undefined}
          onClick={() => void restartAll(kept)}
        >
          {BOARD_WORDS.restart}
        </Button>
        <IconButton label={WORDS.none} keys="Esc" size="small" icon={<X size={14} />} onClick={selectNone} />
      </div>
    </section>
  )
}

/** Those that offer the control; for Stop also those that end by Cancel only, as a timer does. */
function askable(runs: readonly RunSnapshot[], control: Control): readonly { run: RunSnapshot; control: Control }[] {
  return runs.flatMap((run) => {
    if (run.controls[control].offered) return [{ run, control }]
    return run.phase !== 'ended' && run.controls.cancel.offered ? [{ run, control: 'cancel' as const }] : []
  })
}

async function pressForAll(runs: readonly RunSnapshot[], control: Control): Promise<void> {
  const asked = askable(runs, control)
  const answers = await Promise.all(asked.map(({ run, control }) => ask('controlRun', { runId: run.id, control })))
  const refused = asked.filter((_, index) => {
    const answer = answers[index]
    return answer?.ok === true && !answer.value.accepted
  })
  if (refused.length > 0) {
    tell({
      level: 'warning',
      title: WORDS.refused(refused.length),
      text: refused.map(({ run }) => run.name).join(', '),
    })
  }
  followStop(asked.filter((one) => !refused.includes(one)).map(({ run }) => run.id))
}

async function restartAll(entries: readonly BoardEntry[]): Promise<void> {
  const started = await Promise.all(entries.map((entry) => restartTask(entry.taskId)))
  const count = started.filter((run) => run !== undefined).length
  if (count > 0) tell({ level: 'done', title: WORDS.restarted(count) })
}
