import type { HeldPort, WaitStatements } from '@contract/statements/wait-statements'
import { spanText } from '../../durations'
import { inSentence } from '../../words'
import type { Words } from '../words'
import { names } from './names'

const UNTIL = { started: 'haya arrancado', ready: 'esté listo', completed: 'se haya completado' } as const
const LONGEST_COMMAND = 60

/** Said after "espera a". */
export const wait: Words<WaitStatements> = {
  'wait-turn': 'su turno',
  'wait-pause': ({ pauseMs, attempt }) => `su reinicio en ${spanText(pauseMs)}, arranque ${attempt} seguido`,
  'wait-earlier-run': 'que desaparezca su ejecución anterior',
  'wait-ports': ({ ports }) => `que quede libre el puerto ${ports.join(', ')}`,
  'wait-held-ports': ({ ports }) => `que quede libre: ${ports.map(held).join('; ')}`,
  'wait-dependency': dependency,
  'wait-worker': ({ executor, workers }) => `un trabajador libre del ejecutor ${executor} (${workers} en total)`,
  'dependency-not-defined': ({ task }) =>
    `dependsOn: se recibió «${task}», se esperaba el nombre de una tarea definida.`,
  'dependency-not-started': ({ why, ...awaited }) => `Espera a ${dependency(awaited)}: ${why}`,
  'dependency-ended-first': ({ outcome, ...awaited }) =>
    `Esperaba a ${dependency(awaited)}, pero acabó antes: ${inSentence(names.outcomes[outcome])}.`,
}

function dependency({ task, until }: WaitStatements['wait-dependency']): string {
  return `que ${task} ${UNTIL[until]}`
}

function held({ port, holder, run }: HeldPort): string {
  if (!holder) return `puerto ${port}, ocupado por un proceso que no se ve`
  const who = `${holder.command.slice(0, LONGEST_COMMAND)} (proceso ${holder.pid})`
  return run === undefined
    ? `puerto ${port}, ocupado por ${who}`
    : `puerto ${port}, ocupado por la ejecución ${run}: ${who}`
}
