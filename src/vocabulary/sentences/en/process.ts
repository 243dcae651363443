import type { NamedProcess } from '@contract/statements/named-process'
import type { ProcessStatements } from '@contract/statements/process-statements'
import { programOf } from '../../command-line'
import { processList } from '../text'
import type { Words } from '../words'

const MB = 1_000_000
const INPUTS = { terminal: 'terminal', 'standard-input': 'standard input' } as const
const NO_PROCESS = { signal: 'signal', 'type-into': 'type into', reach: 'reach', 'look-at': 'look at' } as const

export const process: Words<ProcessStatements> = {
  'no-process-made': 'No process was made.',
  'exit-reported': ({ exit }) =>
    exit.signal === null
      ? `Its exit was reported with code ${exit.code ?? '?'}.`
      : `Its end by ${exit.signal} was reported.`,
  'entrance-ended': ({ exit }) =>
    `The process that waited for it was ended (${exit.signal ?? exit.code ?? '?'}), and its namespace with it.`,
  'probably-out-of-memory': outOfMemory,
  'no-process-there': ({ to }) => `There is no process to ${NO_PROCESS[to]}.`,
  'signal-taken': ({ signal, reached, outside }) =>
    `The kernel took ${signal} for ${reached === 1 ? 'one process' : `${reached} processes`} of the family${outside === 0 ? '' : `, ${outside} of them outside its process group`}.`,
  'signal-denied': ({ signal, pids }) => `The kernel refused to send ${signal} to ${numbered(pids)} (EPERM).`,
  'signal-spared': ({ pids }) => `Quiesce itself runs in ${numbered(pids)}, which was not signalled.`,
  'nobody-left-to-signal': ({ signal }) => `Nobody was left to take ${signal}.`,
  'channel-took-stop': 'The IPC channel took the stop message.',
  'channel-refused-stop': ({ error }) => `The IPC channel did not take the stop message: ${error}.`,
  'stop-command-started': ({ command }) => `The stop command "${command}" was started.`,
  'stop-command-not-started': ({ problem }) => `The stop command could not be started: ${problem}`,
  'namespace-ended-too': 'Its namespace was ended too: the kernel ends whatever is left in it.',
  'input-took': ({ input, bytes }) => `Its ${INPUTS[input]} took ${bytes} bytes.`,
  'input-refused': ({ input, problem }) => `Its ${INPUTS[input]} did not take the text: ${problem}.`,
  'signal-forwarded': forwarded,
  'not-ours-to-use': ({ what }) =>
    `${what === 'standard-input' ? 'Its standard input is' : 'What its stop command needs is'} not ours: an earlier Quiesce started it.`,
  'adopted-leader-gone': ({ pid }) =>
    `Process ${pid} is not there any more; how it ended is not told to anybody but its parent.`,
  'not-permitted-to-signal': ({ processes }) =>
    `Quiesce may not signal ${processList(processes)}. ${processes.length === 1 ? 'It runs' : 'They run'} as another user (EPERM).`,
  'in-uninterruptible-wait':
    'It is in an uninterruptible wait of the kernel (state D): no signal takes effect until that ends.',
  'asked-over-channel-still-there': 'It was asked over its IPC channel and did not leave.',
  'ignores-signal': ({ signal }) => `It ignores ${signal}.`,
  'blocks-signal': ({ signal }) => `It blocks ${signal}.`,
  'handles-signal-still-there': ({ signal }) => `It has a handler for ${signal}, and did not leave.`,
  'program-took-notice': 'The program said that it took notice.',
  'took-notice-still-there': 'It took notice, and did not end.',
  'not-seen-to-take-notice': 'It was not seen to take notice of what was sent.',
  'still-alive': ({ processes }) => `Still alive: ${processList(processes)}.`,
}

function outOfMemory(facts: ProcessStatements['probably-out-of-memory']): string {
  const { kills, countedIn, exitCode, usedBytes, availableBytes } = facts
  const who = exitCode === undefined ? 'It was' : `It left with exit code ${exitCode}: a process of it was`
  const counted = `the kernel counted ${kills} such ${kills === 1 ? 'kill' : 'kills'} while it ran (oom_kill in ${countedIn})`
  const used =
    usedBytes === undefined ? 'its memory was not sampled' : `it used ${inMb(usedBytes)} when it was last sampled`
  const left = availableBytes === undefined ? '' : `, and the machine had ${inMb(availableBytes)} available at its end`
  return `${who} probably killed by the kernel for memory: ${counted}; ${used}${left}.`
}

function forwarded({
  wrapper,
  program,
  signal,
  isGuess,
  leaderOnlyHelps,
}: ProcessStatements['signal-forwarded']): string {
  const twice = `was sent ${signal} by the stop${isGuess ? ', and perhaps' : ' and'} once more by ${wrapper}`
  const remedy = leaderOnlyHelps ? ' Remedy: send the polite steps to the leader alone (scope: leader).' : ''
  return `${wrapper} ${isGuess ? 'may pass' : 'passes'} it on: ${described(program)} ${twice}.${remedy}`
}

function described({ command, pid }: NamedProcess): string {
  return `${programOf(command)} (process ${pid})`
}

function numbered(pids: readonly number[]): string {
  return `${pids.length === 1 ? 'process' : 'processes'} ${pids.join(', ')}`
}

function inMb(bytes: number): string {
  return `${Math.round(bytes / MB)} MB`
}
