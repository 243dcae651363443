import type { FamilyStatements } from '@contract/statements/family-statements'
import { secondsText } from '../../durations'
import { asClause, processList } from '../text'
import type { Words } from '../words'

export const family: Words<FamilyStatements> = {
  'scan-found-nobody': ({ processes }) =>
    `A scan of ${processes === 1 ? 'the only process' : `all ${processes} processes`}, and of each that was made meanwhile, found nobody in its group, with its mark, or descended from it.`,
  'nobody-seen': ({ groups, marks, ...scans }) => {
    const where = groups ? 'its group or among their descendants' : 'among its known descendants'
    const blind =
      marks === 'none' ? 'marks cannot be read on this platform' : 'some programs hide their marks on this platform'
    return `Nobody was seen in ${where} in ${counted(scans)}; ${blind}.`
  },
  'nobody-seen-but': ({ gap, ...scans }, speak) =>
    `Nobody of the family was seen in ${counted(scans)}, but ${asClause(speak(gap))}.`,
  'not-looked-for': 'Whether a process of it is left was not looked for.',
  'given-channel-still-open':
    'Nobody of the family was seen, but a channel that only the family was given is still open: a process that holds it lives.',
  'members-were-ended': ({ count }) => `${count} of the family had to be ended.`,
  'left-alone': ({ processes }) =>
    `Left its session with its mark: ${processList(processes)} ${processes.length === 1 ? 'is still running and was' : 'are still running and were'} not signalled.`,
  'processes-not-listed': ({ problem }) => `Processes could not be listed (${problem}).`,
  'member-left-during-scan': 'A process of the family left while it was looked for.',
  'processes-made-too-fast': 'Processes were made faster than they could be read.',
  'may-be-of-family': ({ process }) =>
    `A process that was made meanwhile shows nothing of whom it belongs to, and may be one of them: ${process.command} (process ${process.pid}).`,
  'process-undecided': ({ pid }) =>
    `Process ${pid} was just replacing its program or ending, and did not show whose it is.`,
}

function counted({ scans, forMs }: { readonly scans: number; readonly forMs: number }): string {
  return scans === 1 ? 'one scan' : `${scans} scans over ${secondsText(forMs)}`
}
