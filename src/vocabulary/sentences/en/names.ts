import type { Control, Kind } from '@contract/kind'
import type { Outcome } from '@contract/outcome'
import type { StepVerdict, Verdict } from '@contract/receipt'
import type { Phase } from '@contract/run'
import type { RefusalCode, StopOrigin } from '@contract/stop'

/** The words for the closed unions of the contract. Labels begin with a capital. */
export const names = {
  kinds: {
    thread: 'Thread',
    process: 'Process',
    future: 'Future',
    coroutine: 'Coroutine',
    timer: 'Timer',
    generator: 'Generator',
  } satisfies Record<Kind, string>,
  controls: { stop: 'Stop', terminate: 'Terminate', cancel: 'Cancel' } satisfies Record<Control, string>,
  controlHints: {
    stop: 'Ask it to end, and let it clean up',
    terminate: 'End it by force, without its cleanup',
    cancel: 'Withdraw it',
  } satisfies Record<Control, string>,
  phases: {
    pending: 'Pending',
    starting: 'Starting',
    running: 'Running',
    stopping: 'Stopping',
    stuck: 'Stuck',
    ended: 'Ended',
  } satisfies Record<Phase, string>,
  outcomes: {
    completed: 'Completed',
    failed: 'Failed',
    stopped: 'Stopped',
    cancelled: 'Cancelled',
    terminated: 'Terminated',
    lost: 'Lost',
  } satisfies Record<Outcome, string>,
  verdicts: {
    clean: 'Clean',
    forced: 'Forced',
    survivors: 'Survivors',
    leaked: 'Leaked',
    refused: 'Refused',
    swallowed: 'Swallowed',
    'cut-short': 'Cut short',
    unknown: 'Not known',
  } satisfies Record<Verdict, string>,
  stepVerdicts: {
    yes: 'Yes',
    no: 'No',
    unknown: 'Unknown',
    'not-applicable': 'Not applicable',
  } satisfies Record<StepVerdict, string>,
  /** Who asked: as the value of a field, and behind "it was asked". */
  origins: {
    user: { label: 'You', inSentence: 'by the user' },
    quit: { label: 'Quiesce was closing', inSentence: 'because Quiesce quits' },
    restart: { label: 'A restart', inSentence: 'for a restart' },
    dependency: { label: 'A task it depends on', inSentence: 'because of a dependency' },
    'time-limit': { label: 'Its time limit', inSentence: 'by its time limit' },
    'another-program': { label: 'Another program', inSentence: 'by another program' },
    'leader-exit': { label: 'Nobody: its leader ended by itself', inSentence: 'because its leader had left' },
  } satisfies Record<StopOrigin, { readonly label: string; readonly inSentence: string }>,
  refusals: {
    'unknown-run': 'unknown run',
    'already-ended': 'already ended',
    'already-running': 'already running',
    'already-elapsed': 'already elapsed',
    'already-stopping': 'already stopping',
    'not-offered': 'not offered',
    'not-waiting': 'not waiting',
    'close-ignored': 'close ignored',
    'cancellation-swallowed': 'cancellation swallowed',
    'signal-ignored': 'signal ignored',
    'handler-did-not-exit': 'handler did not exit',
    uninterruptible: 'uninterruptible',
    'not-permitted': 'not permitted',
    unresponsive: 'unresponsive',
    closing: 'closing',
  } satisfies Record<RefusalCode, string>,
  sends: {
    ask: 'Ask',
    terminate: 'Terminate',
    stdin: (text: string): string => `stdin “${text}”`,
    command: (line: string): string => `run ${line}`,
  },
  /** The same as the subject of a sentence. */
  sent: {
    nothing: 'nothing',
    ask: 'ask',
    terminate: 'terminate',
    stdin: 'the text on its standard input',
    command: (line: string): string => `the command ${line}`,
  },
} as const
