import type { ControlStatements } from '@contract/statements/control-statements'
import { inSentence } from '../../words'
import type { Words } from '../words'
import { names } from './names'

const NO_CANCEL = {
  thread:
    'Un hilo en marcha no se puede cancelar: nada puede retirar código que ya se ejecuta. Detener se lo pide, Terminar acaba con él.',
  process:
    'Un proceso solo se puede cancelar mientras espera para arrancar. Este ya corre: Detener se lo pide, Terminar acaba con él.',
  future:
    'Un futuro solo se puede cancelar mientras está pendiente. Este ya corre y sigue: Detener activa su señal de aborto.',
} as const

const STOPPED_BY_CANCELLING = {
  coroutine: 'Una corrutina se detiene al cancelarla: Cancelar lanza CancelledError en su siguiente await.',
  timer: 'Un temporizador todavía no ejecuta nada: Cancelar lo retira antes de que venza.',
} as const

const IGNORED_CLOSE = {
  'gave-value': 'return() respondió que había acabado, pero la siguiente petición dio un valor',
  'return-gave-value': 'return() dio un valor en vez de acabar',
} as const

export const control: Words<ControlStatements> = {
  'joins-first-ask': 'Ya se le está pidiendo: esta petición se une a la primera.',
  'just-begun': 'Acaba de empezar a ejecutarse.',
  'no-stop-to-hurry': 'No hay ninguna detención en curso cuyo siguiente paso se pueda adelantar.',
  'run-not-known': ({ runId }) =>
    `runId: se recibió «${runId}», se esperaba el identificador de una ejecución de este motor.`,
  'run-already-ended': ({ outcome, control: asked }) =>
    `La ejecución ya ha acabado (${inSentence(names.outcomes[outcome])}): no queda nada que ${inSentence(names.controls[asked])}.`,
  'on-board-already': 'Ya está en el tablero.',
  'run-not-started': 'La ejecución todavía no ha arrancado.',
  'nobody-reads-any-more': 'La ejecución ya ha acabado: nadie lee ya.',
  'cannot-be-cancelled': ({ kind }) => NO_CANCEL[kind],
  'future-already-running': 'Ya está en marcha.',
  'thread-can-be-stopped-only': 'Un hilo en marcha no se puede cancelar; sí se puede detener.',
  'stopped-by-cancelling': ({ kind }) => STOPPED_BY_CANCELLING[kind],
  'timer-has-elapsed': 'El temporizador ya ha vencido y su acción se ejecutó: no hay nada que cancelar.',
  'close-ignored': ({ next }) => `Ignoró el cierre: ${IGNORED_CLOSE[next]}. Se le siguen pidiendo valores.`,
  'has-no-input': ({ kind }) =>
    `${kind === 'coroutine' ? 'Una' : 'Un'} ${inSentence(names.kinds[kind])} no tiene entrada estándar en la que escribir.`,
  'has-no-terminal': 'La ejecución no tiene un terminal propio.',
  'text-too-long': ({ characters, most }) =>
    `text: se recibieron ${characters} caracteres, se esperaban como mucho ${most} de una vez.`,
  'size-out-of-range': ({ field, got, least, most }) =>
    `${field}: se recibió ${got}, se esperaba un número entero de ${least} a ${most}.`,
  'not-asked-to-follow': 'No hay ninguna pregunta pendiente sobre si seguir esta ejecución.',
}
