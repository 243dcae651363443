import type { DelegateExit } from '@contract/delegate-exit'
import type { NamedProcess } from '@contract/statements/named-process'
import type { CLEAN_STANDS_ON, SummaryStatements } from '@contract/statements/summary-statements'
import { programOf } from '../../command-line'
import { spanText } from '../../durations'
import { refusalWords, sentWords } from '../../words'
import { asClause, asSentence, upperFirst, withoutStop } from '../text'
import type { Words } from '../words'

const NAMED = 3

const UNSEEN: Readonly<Record<(typeof CLEAN_STANDS_ON)[number], string>> = {
  'family-gone': 'si queda algún proceso suyo',
  'ports-free': 'si sus puertos están libres',
  'files-clean': 'si dejó archivos',
  'delegates-gone': 'si acabó lo que encargó',
}

const ASKED = { stop: 'la detención', terminate: 'la terminación', cancel: 'la cancelación' } as const

export const summary: Words<SummaryStatements> = {
  clauses: ({ clauses }, speak) => clauses.map((each) => speak(each)).join('; '),
  'unknown-because': ({ why }, speak) => `desconocido: ${withoutStop(speak(why))}`,
  'end-unknown': ({ found, open }, speak) =>
    `no se sabe cómo acabó. ${speak(found)}${open ? ` ${asSentence(speak(open))}` : ''}`,
  'has-failed': 'falló',
  'processes-gone-after': ({ ms }) => `sus procesos acabaron tras ${spanText(ms)}`,
  'ended-by-itself': 'acabó por sí solo',
  'ended-clean-by-itself': ({ who, unseen }) => {
    const what = who === 'family' ? 'su familia acabó por sí sola' : 'acabó por sí solo'
    return unseen ? `${what}; no se sabe ${UNSEEN[unseen]}` : `${what}, sin dejar nada`
  },
  'ended-by-itself-after-ask': ({ ms, control }) =>
    `acabó por sí solo ${spanText(ms)} después de pedirse ${control === undefined ? 'que acabara' : ASKED[control]}`,
  'clean-after': ({ ms }) => `limpio, ${spanText(ms)}`,
  'forced-after': ({ ms, why }, speak) => `forzado tras ${spanText(ms)}: ${asClause(speak(why))}`,
  'step-not-enough': ({ send }) => `${upperFirst(sentWords(send, 'es'))} no bastó.`,
  'forced-at-once': ({ ms }) => `forzado de inmediato, acabó tras ${spanText(ms)}; su limpieza no pudo ejecutarse`,
  'cut-short': ({ ms, byForce }) =>
    byForce
      ? `interrumpido: se acabó con él por la fuerza durante su limpieza, tras ${spanText(ms)}`
      : `interrumpido: salió en mitad de su limpieza, tras ${spanText(ms)}`,
  'things-left': ({ count, names }) =>
    `${count === 1 ? 'quedó una cosa' : `quedaron ${count} cosas`} sin recoger: ${names.slice(0, NAMED).join(', ')}`,
  'refused-ended-itself': ({ refusal }) =>
    `rechazado: ${refusal === undefined ? 'siguió en marcha' : refusalWords(refusal, 'es')}; acabó por sí solo`,
  'swallowed-returned': ({ ms }) => `ignorado: interceptó la cancelación y volvió tras ${spanText(ms)}`,
  'left-listening': ({ processes, ports, alive }) => {
    const isOne = processes.length === 1
    const who = isOne ? 'un proceso que arrancó' : `${processes.length} procesos que arrancó`
    const does = alive ? (isOne ? 'escucha' : 'escuchan') : isOne ? 'escuchaba' : 'escuchaban'
    const became = alive ? '' : isOne ? ' y se acabó con él' : ' y se acabó con ellos'
    const names = processes.slice(0, NAMED).map(shortName).join(', ')
    return `acabó por sí solo; ${who} ${does} en ${ports.join(', ')}${became}: ${names}`
  },
  'survivors-summary': survivors,
  'delegates-open': ({ running, unknown }) =>
    [
      ...(running.length > 0 ? [`en marcha todavía: ${list(running)}`] : []),
      ...(unknown.length > 0 ? [`no se sabe si acabó: ${list(unknown)}`] : []),
    ].join('; '),
  'delegates-over': ({ delegates }) => {
    const [only] = delegates
    const names = delegates.map(({ name }) => name)
    return delegates.length === 1 && only ? `${only.name} ${exitText(only.exit)}` : `ya no están: ${list(names)}`
  },
}

function survivors(facts: SummaryStatements['survivors-summary']): string {
  const { processes, state, forced, forcedAfterMs, denied = 0 } = facts
  const more = processes.length > NAMED ? ` y ${processes.length - NAMED} más` : ''
  const names = `${processes.slice(0, NAMED).map(shortName).join(', ')}${more}`
  const one = processes.length === 1
  if (state === 'left-alone')
    return one
      ? `1 proceso que no se tocó sigue en marcha: ${names}`
      : `${processes.length} procesos que no se tocaron siguen en marcha: ${names}`
  const count = one ? '1 superviviente' : `${processes.length} supervivientes`
  if (state === 'alive') return `${count} en marcha todavía: ${names}`
  if (denied > 0)
    return denied === processes.length
      ? `${ended(count, one)} sin Quiesce, que no podía enviar señales: ${names}`
      : `${ended(count, one)}, ${denied} sin permiso para enviarles señales: ${names}`
  if (forcedAfterMs === undefined) return `${ended(count, one)}: ${names}`
  const byForce = `por la fuerza tras ${spanText(forcedAfterMs)}`
  return `${ended(count, one)}${forced === processes.length ? ` ${byForce}` : `, ${forced} de ellos ${byForce}`}: ${names}`
}

function ended(count: string, one: boolean): string {
  return `${count} ${one ? 'acabó' : 'acabaron'}`
}

function shortName({ command, pid }: NamedProcess): string {
  return `${programOf(command)} ${pid}`
}

function exitText(exit: DelegateExit | undefined): string {
  if (exit === undefined) return 'ya no está'
  return exit.outOfMemory
    ? `acabó por falta de memoria (código de salida ${exit.code})`
    : `acabó con el código de salida ${exit.code}`
}

function list(names: readonly string[]): string {
  const shown = names.slice(0, NAMED)
  const more = names.length - shown.length
  if (more > 0) return `${shown.join(', ')} y ${more} más`
  const last = shown.pop() ?? ''
  return shown.length === 0 ? last : `${shown.join(', ')} y ${last}`
}
