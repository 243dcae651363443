import type { ReceiptStatements } from '@contract/statements/receipt-statements'
import { asSentence } from '../text'
import type { Words } from '../words'
import { names } from './names'

const ASKED = { stop: 'la detención', terminate: 'la terminación', cancel: 'la cancelación' } as const

export const receipt: Words<ReceiptStatements> = {
  'never-started': 'Nunca llegó a arrancar.',
  'nobody-asked': 'Nadie lo pidió: acabó por sí solo.',
  'control-asked': ({ control, origin, reason }) =>
    `${asSentence(`Se pidió ${ASKED[control]} ${names.origins[origin].inSentence}`)}${reason === undefined ? '' : ` Motivo indicado: ${asSentence(reason)}`}`,
  'withdrawn-while-waiting': 'Se retiró mientras esperaba: nunca llegó a arrancar.',
  'withdrawn-before-delivery': 'Se retiró antes de que hubiera a quién entregarlo.',
  'arrival-not-told': 'Se envió; no se supo si llegó.',
  'nobody-to-deliver-to': 'No había a quién entregarlo.',
  'cleanup-began': ({ name }) => `Empezó su limpieza «${name}».`,
  'nothing-sent': 'No se envió nada.',
  'nothing-reached-it': 'Nada de lo que se envió le llegó.',
  'force-asks-nobody': 'La fuerza no pide nada: no había nada que atender.',
  'timer-runs-nothing': 'Un temporizador no ejecuta nada que pudiera enterarse.',
  'body-not-seen-to-look': 'No se vio que el código mirase lo que se le envió.',
  'end-told-to-parent-only':
    'El sistema solo dice a su proceso padre cómo acabó un proceso: los que se siguieron tenían otro.',
  'killed-before-it-told': 'Acabó por SIGKILL; no se supo si vio el paso anterior.',
  'ended-by-signal-not-ours': ({ signal }) => `Acabó por ${signal}, que Quiesce no envió.`,
  'ended-by-the-signal': ({ signal }) =>
    `Deducido: la propia ${signal} acabó con él, como hace cuando nada la intercepta.`,
  'exited-after-ask': ({ exit }) =>
    `Deducido: salió con el código ${exit.code ?? '?'} después de pedírselo. No nos lo dijo él mismo.`,
  'program-does-not-tell': 'Un programa que no habla con Quiesce no lo cuenta.',
  'cleanups-told': ({ names: told, state }) =>
    state === 'started' ? `Avisó de ${cleanups(told)}.` : `Avisó de que ${finished(told)}.`,
  'cleanups-unfinished': ({ names: open }) => `Sin acabar cuando desapareció: ${open.map(quoted).join(', ')}.`,
  'cleanup-failed': ({ name, error }) => asSentence(`La limpieza «${name}» falló: ${error}`),
  'force-left-no-cleanup': 'Se acabó con él por la fuerza: ninguna limpieza suya pudo ejecutarse.',
  'program-tells-no-cleanup': 'El programa no cuenta su limpieza a Quiesce.',
  'timer-has-no-cleanup': 'Un temporizador no tiene nada que limpiar.',
  'no-cleanup-registered': 'No registró ninguna limpieza.',
  'run-went-on': 'La ejecución siguió con su familia.',
  'end-not-seen': 'No se vio su final.',
  'has-no-processes': 'No tiene procesos propios.',
  'handed-nothing-over': 'No se vio que encargase trabajo a nadie fuera de su familia.',
  'cannot-hold-ports': 'No tiene procesos que pudieran ocupar un puerto.',
  'end-not-seen-at-all': 'No se vio su final: no se sabe cuándo acabó, cómo, ni qué dejó.',
  'nobody-there-to-see': 'El propio Quiesce había acabado antes: no había nadie para verlo.',
}

function quoted(name: string): string {
  return `«${name}»`
}

function cleanups(told: readonly string[]): string {
  return told.length === 1 ? `la limpieza ${quoted(told[0] ?? '')}` : `${told.length} limpiezas`
}

function finished(told: readonly string[]): string {
  return told.length === 1 ? `la limpieza ${quoted(told[0] ?? '')} acabó` : `${told.length} limpiezas acabaron`
}
