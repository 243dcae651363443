import type { Closed, Engine } from '@contract/engine'
import type { RunId } from '@contract/ids'
import type { Notice } from '@contract/channels'
import { say } from '@vocabulary/sentences/say'

const MOST_NAMES = 3

export interface ProgressShown {
  readonly post: (notice: Notice) => void
  /** 0 to 1, as a bar on the window's icon. */
  readonly bar: (done: number) => void
}

/** While the app is leaving: a banner above the cards, each of which counts down to its own next step. */
export function showLeavingProgress(
  engine: Pick<Engine, 'run' | 'onRunChange'>,
  waitedFor: readonly RunId[],
  { post, bar }: ProgressShown,
): void {
  let told = ''
  const tell = (): void => {
    const alive = waitedFor.flatMap((id) => {
      const run = engine.run(id)
      return run === undefined || run.phase === 'ended' ? [] : [run.name]
    })
    const text = leavingSentence(alive, waitedFor.length)
    if (text === told) return
    told = text
    post({ id: 'leaving', level: 'info', text })
    bar(waitedFor.length === 0 ? 1 : 1 - alive.length / waitedFor.length)
  }
  if (waitedFor.length === 0) return
  tell()
  engine.onRunChange(tell)
}

export function leavingSentence(alive: readonly string[], all: number): string {
  const ended = all - alive.length
  if (alive.length === 0) return `Quitting: ${all === 1 ? 'the run has' : `all ${all} runs have`} ended.`
  const names = alive.slice(0, MOST_NAMES).join(', ')
  const others = alive.length - MOST_NAMES
  const rest = others > 0 ? ` and ${others} more` : ''
  return `Quitting: ${ended} of ${all} ${all === 1 ? 'run has' : 'runs have'} ended. Waiting for ${names}${rest}.`
}

/** What an exit leaves: the next start names who is still alive. */
export function leftSentences({ left, problems }: Closed): readonly string[] {
  const runs = left.map(({ name, waitingFor }) => {
    const why = waitingFor ? ` ${say(waitingFor)}` : ''
    return `Quiesce quits, and ${name} has not ended.${why} The next start shows it if it is still running.`
  })
  return [...runs, ...problems]
}
