import type { ControlStatements } from '@contract/statements/control-statements'
import { inSentence } from '../../words'
import type { Words } from '../words'
import { names } from './names'
import { IGNORED_CLOSE } from './workload'

const NO_CANCEL = {
  thread:
    'A running thread cannot be cancelled: nothing can withdraw code that already runs. Stop asks it, Terminate ends it.',
  process: 'A process can be cancelled only while it waits to start. This one runs: Stop asks it, Terminate ends it.',
  future: 'A future can be cancelled only while it is pending. This one runs and goes on: Stop sets its abort signal.',
} as const

const STOPPED_BY_CANCELLING = {
  coroutine: 'A coroutine is stopped by cancelling it: Cancel raises CancelledError at its next await.',
  timer: 'A timer runs nothing yet: Cancel withdraws it before it elapses.',
} as const

export const control: Words<ControlStatements> = {
  'joins-first-ask': 'It is already being asked: this ask joins the first.',
  'just-begun': 'It has just begun to run.',
  'no-stop-to-hurry': 'No stop is under way whose next step could be hurried.',
  'run-not-known': ({ runId }) => `runId: got "${runId}", expected the id of a run of this engine.`,
  'run-already-ended': ({ outcome, control: asked }) =>
    `The run has already ended (${inSentence(names.outcomes[outcome])}): there is nothing left to ${inSentence(names.controls[asked])}.`,
  'on-board-already': 'It is on the board already.',
  'run-not-started': 'The run has not started yet.',
  'nobody-reads-any-more': 'The run has already ended: nobody reads any more.',
  'cannot-be-cancelled': ({ kind }) => NO_CANCEL[kind],
  'future-already-running': 'It is already running.',
  'thread-can-be-stopped-only': 'A running thread cannot be cancelled; it can be stopped.',
  'stopped-by-cancelling': ({ kind }) => STOPPED_BY_CANCELLING[kind],
  'timer-has-elapsed': 'The timer has already elapsed and its action ran: there is nothing to cancel.',
  'close-ignored': ({ next }) => `It ignored the close: ${IGNORED_CLOSE[next]}. It is pulled as before.`,
  'has-no-input': ({ kind }) => `A ${kind} has no standard input to type into.`,
  'has-no-terminal': 'The run has no terminal of its own.',
  'text-too-long': ({ characters, most }) => `text: got ${characters} characters, expected at most ${most} at a time.`,
  'size-out-of-range': ({ field, got, least, most }) =>
    `${field}: got ${got}, expected a whole number from ${least} to ${most}.`,
  'not-asked-to-follow': 'Nobody is asked whether this run is to be followed.',
}
