import type { DelegateForecast } from '@contract/delegate'
import type { RunSnapshot } from '@contract/run'
import type { Task } from '@contract/task'
import { say } from '@vocabulary/sentences/say'
import type { Tone } from '../ui/tone'
import { CARD_WORDS } from './card-words'

/** A word beside the phase: what the task's own checks found. */
export interface RunMark {
  readonly text: string
  readonly tone: Tone
  /** The whole of it, for the tooltip. */
  readonly title?: string
}

/** Readiness, health and the how many-th start in a row, of a run that is alive; of one that has ended, that it waits for its files, and a stop worse than before. */
export function runMarks(run: RunSnapshot | undefined, task?: Pick<Task, 'delegates'>): readonly RunMark[] {
  if (run === undefined) return delegateMark(task?.delegates)
  if (run.phase === 'ended') return [...waitMark(run), ...worseMark(run)]
  const marks: RunMark[] = [...delegateMark(run.delegates ?? task?.delegates)]
  if (run.attempt !== undefined && run.attempt > 1)
    marks.push({ text: CARD_WORDS.attempt(String(run.attempt)), tone: 'waiting' })
  // Before it runs and after it was asked to end, what the checks say is of no use.
  if (run.phase !== 'running') return marks
  if (run.healthy === false) marks.push({ text: CARD_WORDS.unhealthy, tone: 'alarm' })
  else if (run.ready === false) marks.push({ text: CARD_WORDS.notReadyYet, tone: 'waiting' })
  else if (run.healthy === true) marks.push({ text: CARD_WORDS.healthy, tone: 'calm' })
  else if (run.ready === true) marks.push({ text: CARD_WORDS.ready, tone: 'calm' })
  return marks
}

/** Told before a stop: what it will and will not reach. */
function delegateMark(delegates: readonly DelegateForecast[] = []): readonly RunMark[] {
  if (delegates.length === 0) return []
  const launchers = [...new Set(delegates.map(({ launcher }) => launcher))].join(', ')
  const reachesAll = delegates.every(({ reach }) => reach === 'daemon')
  const title = delegates.map(({ statement }) => say(statement)).join(' ')
  return [{ text: CARD_WORDS.handsOver(launchers), tone: reachesAll ? 'ended' : 'waiting', title }]
}

function waitMark({ waitsForChange }: RunSnapshot): readonly RunMark[] {
  return waitsForChange
    ? [{ text: CARD_WORDS.waitsForChange, tone: 'waiting', title: CARD_WORDS.waitsForChangeWhole }]
    : []
}

function worseMark({ stopsGotWorse }: RunSnapshot): readonly RunMark[] {
  return stopsGotWorse === undefined ? [] : [{ text: CARD_WORDS.stopsGotWorse, tone: 'waiting', title: stopsGotWorse }]
}

/** `listens on 3000, 24678`; empty where nothing of it listens. */
export function portWords(run: Pick<RunSnapshot, 'ports'>): string {
  const ports = [...new Set(run.ports ?? [])]
  return ports.length === 0 ? '' : CARD_WORDS.listensOn(ports.join(', '))
}
