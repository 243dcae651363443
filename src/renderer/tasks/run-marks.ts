import type { RunSnapshot } from '@contract/run'
import type { Tone } from '../ui/tone'

/** A word beside the phase: what the task's own checks found. */
export interface RunMark {
  readonly text: string
  readonly tone: Tone
  /** The whole of it, for the tooltip. */
  readonly title?: string
}

/** Readiness, health and the how many-th start in a row, of a run that is alive; of one that has ended, a stop worse than before. */
export function runMarks(run: RunSnapshot | undefined): readonly RunMark[] {
  if (run === undefined) return []
  if (run.phase === 'ended') return worseMark(run)
  const marks: RunMark[] = []
  if (run.attempt !== undefined && run.attempt > 1)
    marks.push({ text: `Start ${String(run.attempt)}`, tone: 'waiting' })
  // Before it runs and after it was asked to end, what the checks say is of no use.
  if (run.phase !== 'running') return marks
  if (run.healthy === false) marks.push({ text: 'Unhealthy', tone: 'alarm' })
  else if (run.ready === false) marks.push({ text: 'Not ready yet', tone: 'waiting' })
  else if (run.healthy === true) marks.push({ text: 'Healthy', tone: 'calm' })
  else if (run.ready === true) marks.push({ text: 'Ready', tone: 'calm' })
  return marks
}

function worseMark({ stopsGotWorse }: RunSnapshot): readonly RunMark[] {
  return stopsGotWorse === undefined ? [] : [{ text: 'Stops got worse', tone: 'waiting', title: stopsGotWorse }]
}

/** `listens on 3000, 24678`; empty where nothing of it listens. */
export function portWords(run: Pick<RunSnapshot, 'ports'>): string {
  const ports = [...new Set(run.ports ?? [])]
  return ports.length === 0 ? '' : `listens on ${ports.join(', ')}`
}
