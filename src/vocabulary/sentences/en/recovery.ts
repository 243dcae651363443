import type { RecoveryStatements } from '@contract/statements/recovery-statements'
import { processList } from '../text'
import type { Words } from '../words'

const SHOWN_BY = {
  mark: ', its start time and its mark.',
  output: ' and its start time, and prints to its file.',
  'mark-overwritten':
    ' and its start time. Its mark is not to be seen: the program has written over its environment, as some do to show a title.',
  'mark-unreadable': ' and its start time. Its mark is not to be seen: its environment cannot be read.',
} as const

export const recovery: Words<RecoveryStatements> = {
  'machine-started-again': 'The machine was started again since: nothing of it can be left.',
  'leader-is-there': ({ pid, by }) => `Process ${pid} has its number${SHOWN_BY[by]}`,
  'leader-may-be-another': ({ pid }) =>
    `Process ${pid} has its number and start time, but not its mark: it may be another, and is not touched.`,
  'quiesce-started-inside': 'This Quiesce was started inside it: it is not taken over from within.',
  'leader-gone-others-live': ({ count, knownBy }) => {
    const who = count === 1 ? 'one process' : `${count} processes`
    const how = knownBy === 'mark' ? 'with its mark' : 'with its mark, or with a file that only it was given,'
    return `Its leader is not there any more; ${who} ${how} still ${count === 1 ? 'is' : 'are'}.`
  },
  'watchdog-signalled-family': ({ byForce }) =>
    `The watchdog sent ${byForce ? 'SIGKILL' : 'a signal'} to its family when Quiesce had died; no process of it is there any more.`,
  'number-given-away': ({ pid }) => `Its number ${pid} belongs to another process now, which is not touched.`,
  'no-number-or-mark-there': 'No process with its number or its mark is there any more.',
  'number-not-written': ({ pids }) => `Its number was not written down; process ${pids.join(', ')} prints to its file.`,
  'was-about-to-start': 'It was about to start; no process with its mark is there.',
  'ended-with-quiesce': 'It ran inside Quiesce, and ended with it.',
  'started-by-workload': ({ starter, processes }) =>
    `What ${starter === 'own' ? 'it' : 'a workload of that start'} had started is still running: ${processList(processes)}.`,
  'found-alive-left-alone': 'It was found alive after Quiesce had ended, and was left alone.',
  'gone-before-takeover': 'When it was to be taken over, no process of it was there any more.',
  'found-gone': ({ seen }, speak) => `It is gone: ${speak(seen)}`,
}
