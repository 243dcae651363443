import type { NamedProcess } from '@contract/statements/named-process'
import type { ProcessStatements } from '@contract/statements/process-statements'
import { programOf } from '../../command-line'
import type { Words } from '../words'
import { processList } from './processes'

const MB = 1_000_000
const INPUTS = { terminal: 'Su terminal', 'standard-input': 'Su entrada estándar' } as const
const NO_PROCESS = {
  signal: 'al que enviar una señal',
  'type-into': 'en el que escribir',
  reach: 'al que llegar',
  'look-at': 'que mirar',
} as const

export const process: Words<ProcessStatements> = {
  'no-process-made': 'No se creó ningún proceso.',
  'exit-reported': ({ exit }) =>
    exit.signal === null
      ? `Se comunicó su salida con el código ${exit.code ?? '?'}.`
      : `Se comunicó su final por ${exit.signal}.`,
  'entrance-ended': ({ exit }) =>
    `El proceso que lo esperaba acabó (${exit.signal ?? exit.code ?? '?'}), y con él su espacio de nombres.`,
  'probably-out-of-memory': outOfMemory,
  'no-process-there': ({ to }) => `No hay ningún proceso ${NO_PROCESS[to]}.`,
  'signal-taken': ({ signal, reached, outside }) =>
    `El núcleo aceptó ${signal} para ${reached === 1 ? 'un proceso' : `${reached} procesos`} de la familia${outside === 0 ? '' : `, ${outside} de ellos fuera de su grupo de procesos`}.`,
  'signal-denied': ({ signal, pids }) => `El núcleo se negó a enviar ${signal} a ${numbered(pids)} (EPERM).`,
  'signal-spared': ({ pids }) => `El propio Quiesce corre en ${numbered(pids)}: no se le envió la señal.`,
  'nobody-left-to-signal': ({ signal }) => `No quedaba nadie que recibiera ${signal}.`,
  'channel-took-stop': 'El canal IPC aceptó el mensaje de detención.',
  'channel-refused-stop': ({ error }) => `El canal IPC no aceptó el mensaje de detención: ${error}.`,
  'stop-command-started': ({ command }) => `Se arrancó la orden de detención «${command}».`,
  'stop-command-not-started': ({ problem }) => `No se pudo arrancar la orden de detención: ${problem}`,
  'namespace-ended-too': 'También se acabó con su espacio de nombres: el núcleo acaba con lo que quede en él.',
  'input-took': ({ input, bytes }) => `${INPUTS[input]} aceptó ${bytes} bytes.`,
  'input-refused': ({ input, problem }) => `${INPUTS[input]} no aceptó el texto: ${problem}.`,
  'signal-forwarded': forwarded,
  'not-ours-to-use': ({ what }) =>
    `${what === 'standard-input' ? 'Su entrada estándar' : 'Lo que necesita su orden de detención'} no es nuestro: lo arrancó un Quiesce anterior.`,
  'adopted-leader-gone': ({ pid }) =>
    `El proceso ${pid} ya no está; cómo acabó no se le dice a nadie más que a su proceso padre.`,
  'not-permitted-to-signal': ({ processes }) =>
    `Quiesce no puede enviar señales a ${processList(processes)}. ${processes.length === 1 ? 'Es' : 'Son'} de otro usuario (EPERM).`,
  'in-uninterruptible-wait':
    'Está en una espera ininterrumpible del núcleo (estado D): ninguna señal tiene efecto hasta que termine.',
  'asked-over-channel-still-there': 'Se le pidió por su canal IPC y sigue en marcha.',
  'ignores-signal': ({ signal }) => `Ignora ${signal}.`,
  'blocks-signal': ({ signal }) => `Bloquea ${signal}.`,
  'handles-signal-still-there': ({ signal }) => `Intercepta ${signal} y sigue en marcha.`,
  'program-took-notice': 'El programa dijo que se había enterado.',
  'took-notice-still-there': 'Se enteró y no acabó.',
  'not-seen-to-take-notice': 'No se vio que se enterase de lo que se le envió.',
  'still-alive': ({ processes }) => `Siguen vivos: ${processList(processes)}.`,
}

function outOfMemory(facts: ProcessStatements['probably-out-of-memory']): string {
  const { kills, countedIn, exitCode, usedBytes, availableBytes } = facts
  const who =
    exitCode === undefined
      ? 'Probablemente el núcleo lo mató por falta de memoria'
      : `Salió con el código ${exitCode}: probablemente el núcleo mató a un proceso suyo por falta de memoria`
  const counted = `el núcleo contó ${kills} ${kills === 1 ? 'caso' : 'casos'} mientras corría (oom_kill en ${countedIn})`
  const used = usedBytes === undefined ? 'no se midió su memoria' : `usaba ${inMb(usedBytes)} en la última medición`
  const left = availableBytes === undefined ? '' : `, y a la máquina le quedaban ${inMb(availableBytes)} a su final`
  return `${who}: ${counted}; ${used}${left}.`
}

function forwarded(facts: ProcessStatements['signal-forwarded']): string {
  const { wrapper, program, signal, isGuess, leaderOnlyHelps } = facts
  const twice = `recibió ${signal} de la detención ${isGuess ? 'y quizá' : 'y'} otra vez de ${wrapper}`
  const remedy = leaderOnlyHelps ? ' Remedio: enviar los pasos corteses solo al proceso líder (scope: leader).' : ''
  return `${wrapper} ${isGuess ? 'puede reenviarla' : 'la reenvía'}: ${described(program)} ${twice}.${remedy}`
}

function described({ command, pid }: NamedProcess): string {
  return `${programOf(command)} (proceso ${pid})`
}

function numbered(pids: readonly number[]): string {
  return `${pids.length === 1 ? 'el proceso' : 'los procesos'} ${pids.join(', ')}`
}

function inMb(bytes: number): string {
  return `${Math.round(bytes / MB)} MB`
}
