import type { Task } from '@contract/task'
import { spanText } from '@vocabulary/durations'
import type { Run } from '../runs/run'

const SELF_WRITTEN = 'If the program writes it itself, name it in watch.ignore.'

/** The next start by a change waits, because the changes may be the program's own. */
export function spokenBrake(name: string, path: string, starts: number, pauseMs: number): string {
  return `${name} was started ${starts} times in a row, and ${path} changed again right after the start. ${SELF_WRITTEN} The next start waits ${spanText(pauseMs)}.`
}

/** Changes so soon after a start are left alone from now on. */
export function spokenLoop(name: string, path: string, starts: number): string {
  return `gave up after ${starts} starts in a row: ${path} changed each time right after the start. ${SELF_WRITTEN} ${name} is not started again for changes like this one.`
}

/** Whom a timer would start beside. */
export function spokenLiving({ name }: Task, living: readonly Run[]): string {
  return living.length > 1 ? `${living.length} runs of ${name} are still there` : `${name} is still there`
}
