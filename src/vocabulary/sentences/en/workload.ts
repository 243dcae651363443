import type { WorkloadStatements, HostExitFact } from '@contract/statements/workload-statements'
import { patienceText } from '../../durations'
import type { Words } from '../words'

const ASKED_IN_MEMORY = {
  thread: 'Its stop event was set in shared memory',
  future: 'Its abort signal was set in shared memory, and its event loop was told',
  coroutine: 'Its cancellation was set in shared memory, and its event loop was told',
} as const

export const CRASHES = {
  exception: 'an error that nothing caught',
  rejection: 'a rejected promise that nothing handled',
} as const

export const IGNORED_CLOSE = {
  'gave-value': 'return() answered done, but the next pull gave a value',
  'return-gave-value': 'return() gave a value instead of done',
} as const

export const workload: Words<WorkloadStatements> = {
  'nothing-was-started': 'Nothing was started.',
  'already-ended-when-asked': 'It had already ended when it was asked.',
  'ended-while-asked': 'It ended while it was being asked.',
  'withdrawn-before-host': 'Its host process was not up yet: it was withdrawn and nothing of it has run.',
  'terminated-and-gone': ({ ms }) => `It was terminated; it was seen to be gone after ${ms} ms.`,
  'still-in-native-code': ({ afterMs }) =>
    `After ${patienceText(afterMs)} it is still waiting for native code, which cannot be interrupted. Its host process is ended as soon as no other run is on it.`,
  'host-seen-to-exit': ({ exit }) => `The host process under it was seen to exit: it ${hostExit(exit)}.`,
  'host-ended-by-us': 'Quiesce ended its host process.',
  'host-was-gone': 'The host process under it was gone.',
  'posted-not-taken': ({ afterMs }) =>
    `It was posted to its event loop, which had not taken it after ${patienceText(afterMs)}.`,
  'worker-cannot-take': ({ kind, message }) =>
    `Nothing was sent: a ${kind} runs in a worker thread, which ${messageText(message)} cannot reach; its steps are ask and terminate.`,
  'thread-in-native-code': 'Its worker thread is in native code, which cannot be interrupted.',
  'cancellation-raised-goes-on': 'Its cancellation was raised in it, and it goes on.',
  'saw-ask-not-returned': ({ kind }) => `The ${kind} saw that it was asked, and has not returned.`,
  'not-seen-to-look': ({ kind }) => `The ${kind} was not seen to look for the request.`,
  'asked-in-shared-memory': ({ kind, again }) => `${ASKED_IN_MEMORY[kind]}${again ? ' (it had been before)' : ''}.`,
  'thread-told-to-end': 'Its worker thread was told to end.',
  'terminated-before-thread': 'It was terminated before it had a worker thread.',
  'thread-terminated': 'It was terminated.',
  'thread-exit-seen': 'Its worker thread was seen to exit.',
  'thread-free-again': 'Its worker thread is free for the next job.',
  'kept-alive-terminated': ({ leftovers, afterMs }) => {
    const what = leftovers.length > 0 ? ` (${[...new Set(leftovers)].join(', ')})` : ''
    return `It finished but did not exit: something it left running kept its worker thread alive${what}, so it was terminated after ${patienceText(afterMs)}.`
  },
  'body-never-ran': 'Its body never ran.',
  'body-returned': 'Its body returned.',
  'body-threw': 'Its body threw.',
  'body-crashed': ({ by }) => `There was ${CRASHES[by]}.`,
  'cancelled-before-begin': 'It was cancelled before its body began.',
  'cancellation-went-through': 'Its cancellation went through.',
  'cancellation-swallowed': 'CancelledError was raised inside its body, and the body returned all the same.',
  'shielded-promise-failed': ({ error }) => `A shielded promise failed: ${error}.`,
  'abort-honoured': 'Its abort signal was honoured: it ended with an AbortError.',
  'signal-read-aborted': 'It read its signal as aborted.',
  'abort-listener-called': 'An abort listener of its signal was called.',
  'stop-event-read': 'It read its stop event as set.',
  'stop-event-waited': 'Its wait for the stop event ended with "set".',
  'cancellation-raised': 'CancelledError was raised at its await.',
  'iterator-without-return': ({ pulled }) =>
    `It is pulled no more, ${after(pulled)}; it has no return(), so nothing of it could run.`,
  'return-honoured': ({ pulled }) =>
    `Its return() was called ${after(pulled)} and answered done; the next pull said done as well.`,
  'return-threw': 'Its return() was called and threw.',
  'return-ignored': ({ next }) => `Its ${IGNORED_CLOSE[next]}.`,
  'nothing-to-pull': 'There was nothing to pull.',
  'result-not-json': ({ why }) => `Its result is shown as text, because JSON cannot hold it (${why}).`,
  'result-cut': ({ shown, of }) => `Its result is cut after ${shown} of ${of} characters.`,
  'timer-elapsed': 'The timer elapsed.',
  'timer-action-ran': 'The timer elapsed and its action ran.',
  'timer-already-elapsed': 'The timer had already elapsed.',
  'timer-cleared': 'The timer was cleared.',
  'timer-cleared-in-time': 'The timer was cleared before it elapsed: its action never runs.',
}

/** The end of a sentence: `ended with signal SIGABRT (FATAL ERROR: …)`. */
export function hostExit({ code, signal, detail }: HostExitFact): string {
  const words = detail === undefined ? '' : ` (${detail})`
  if (signal !== null) return `ended with signal ${signal}${words}`
  return code !== null ? `ended with exit code ${code}${words}` : `could not be started${words}`
}

function after(pulled: number): string {
  return `after ${pulled} ${pulled === 1 ? 'value' : 'values'}`
}

function messageText(message: WorkloadStatements['worker-cannot-take']['message']): string {
  if (typeof message === 'string') return `the signal ${message}`
  return 'stdin' in message ? 'standard input' : 'a command'
}
