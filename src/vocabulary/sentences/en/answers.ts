import type { AnswerStatements, FileKept } from '@contract/statements/answer-statements'
import { processList } from '../text'
import type { Words } from '../words'

export const answers: Words<AnswerStatements> = {
  'not-in-receipt': ({ field, got }) => `${field}: got "${got}", expected one that the receipt of this run names.`,
  'not-left-alone': ({ pid }) =>
    `pid: got ${pid}, expected a process that the receipt of this run names as left alone.`,
  'process-not-seen': ({ process }) => `Whether ${processList([process])} still runs cannot be seen.`,
  'process-no-longer-there': ({ process }) => `${processList([process])} is no longer there.`,
  'process-of-another-user': ({ process }) =>
    `${processList([process])} runs as another user: Quiesce may not signal it.`,
  'process-is-quiesce': ({ process }) => `${processList([process])} is Quiesce itself, or Quiesce runs in it.`,
  'process-ended-after': ({ process, signal }) => `${processList([process])} ended after ${signal}.`,
  'process-survived-force': ({ process }) => `${processList([process])} was sent SIGTERM and SIGKILL, and still runs.`,
  'file-no-longer-there': ({ path }) => `${path} is no longer there.`,
  'file-not-removed': ({ path, kept }) => `${path} was not removed: ${keptText(kept)}.`,
  'file-is-gone': ({ path }) => `${path} is gone.`,
  'file-still-there': ({ path }) => `${path} was to be removed; something stands there still.`,
}

function keptText(kept: FileKept): string {
  switch (kept.because) {
    case 'changed':
      return 'it was changed or replaced since'
    case 'disk-silent':
      return 'the disk does not say what is there'
    case 'holders-unseen':
      return 'whether a process has it open cannot be seen'
    case 'unseen-answers':
      return 'a process that cannot be seen answers there'
    case 'unseen-locks':
      return 'it is locked by a process that cannot be seen'
    case 'held':
      return `${kept.holder} has it open`
    case 'names-process':
      return `it names process ${kept.pid}, which is running`
    case 'failed':
      return kept.error
  }
}
