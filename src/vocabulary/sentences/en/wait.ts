import type { NamedProcess } from '@contract/statements/named-process'
import type { HeldPort, WaitStatements } from '@contract/statements/wait-statements'
import { spanText } from '../../durations'
import { inSentence } from '../../words'
import type { Words } from '../words'
import { names } from './names'

const UNTIL = { started: 'to have started', ready: 'to be ready', completed: 'to have completed' } as const
const LONGEST_COMMAND = 60

export const wait: Words<WaitStatements> = {
  'wait-turn': 'its turn',
  'wait-pause': ({ pauseMs, attempt }) => `its restart in ${spanText(pauseMs)}, start ${attempt} in a row`,
  'wait-earlier-run': 'its earlier run to be gone',
  'wait-ports': ({ ports }) => `port ${ports.join(', ')} to be free`,
  'wait-held-ports': ({ ports }) => `${ports.map(held).join('; ')} to be free`,
  'wait-dependency': dependency,
  'wait-worker': ({ executor, workers }) => `a free worker of the executor ${executor} (${workers} in all)`,
  'dependency-not-defined': ({ task }) => `dependsOn: got "${task}", expected the name of a task that is defined.`,
  'dependency-not-started': ({ why, ...awaited }) => `It waits for ${dependency(awaited)}: ${why}`,
  'dependency-ended-first': ({ outcome, ...awaited }) =>
    `It waited for ${dependency(awaited)}, but that ended first: ${inSentence(names.outcomes[outcome])}.`,
}

function dependency({ task, until }: WaitStatements['wait-dependency']): string {
  return `${task} ${UNTIL[until]}`
}

/** A command may be as long as it likes. */
export function holderText({ command, pid }: NamedProcess): string {
  return `${command.slice(0, LONGEST_COMMAND)} (process ${pid})`
}

function held({ port, holder, run }: HeldPort): string {
  if (!holder) return `port ${port}, held by a process that cannot be seen`
  const who = holderText(holder)
  return run === undefined ? `port ${port}, held by ${who}` : `port ${port}, held by the run ${run}: ${who}`
}
