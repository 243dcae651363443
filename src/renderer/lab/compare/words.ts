import type { Contestant } from '@contract/comparison'
import type { Control, Kind } from '@contract/kind'
import { CONTROL_WORDS } from '@vocabulary/words'
import type { Happening } from './happening'

export const CONTESTANT_KINDS: Readonly<Record<Contestant, Kind>> = {
  thread: 'thread',
  process: 'process',
  'running-future': 'future',
  'pending-future': 'future',
  coroutine: 'coroutine',
  'swallowing-coroutine': 'coroutine',
  'shielded-coroutine': 'coroutine',
  timer: 'timer',
  generator: 'generator',
}

export const CONTESTANT_WORDS: Readonly<Record<Contestant, { readonly name: string; readonly job: string }>> = {
  thread: { name: 'Thread', job: 'ticks, and looks at its stop event' },
  process: { name: 'Process', job: 'ticks, and takes messages' },
  'running-future': { name: 'Future, running', job: 'holds the one worker' },
  'pending-future': { name: 'Future, pending', job: 'waits for that worker' },
  coroutine: { name: 'Coroutine', job: 'awaits, and cleans up for a second' },
  'swallowing-coroutine': { name: 'Coroutine, swallowing', job: 'catches what is raised, and returns' },
  'shielded-coroutine': { name: 'Coroutine, shielded', job: 'saves inside a shield' },
  timer: { name: 'Timer', job: 'will fire in a while' },
  generator: { name: 'Generator', job: 'stands at a yield' },
}

export const HAPPENING_WORDS: Readonly<Record<Happening, string>> = {
  'cleans-up': 'Ends and cleans up',
  'no-cleanup': 'Ends without cleanup',
  'goes-on': 'Goes on',
  refused: 'Refused',
  'never-starts': 'Never starts',
}

const PRESSED: Readonly<Record<Control, string>> = {
  stop: 'Stop asks it to end.',
  terminate: 'Terminate ends it by force.',
  cancel: 'Cancel withdraws it.',
}

/** Every sentence of the comparison. */
export const WORDS = {
  title: 'Compare',
  back: 'Lab',
  intro:
    'The same job nine times, each as another kind of work. Say what one control will do to each, press it once for all, and see on one timeline what really happened.',
  start: 'Start all nine',
  startAgain: 'Start again',
  startHint: 'Begins one run of each. Nothing is saved.',
  nothingAlive: 'Nothing of it is alive.',
  control: 'Control to press',
  press: (control: Control) => `Press ${CONTROL_WORDS[control]} for all`,
  pressHint: (control: Control) => PRESSED[control],
  notStarted: 'Start them first.',
  alreadyPressed: 'It was pressed. Start again for another try.',
  stillAlive: 'Some of them are still alive. End them first.',
  end: 'End what is left',
  endHint: 'Ends by force what is still alive.',
  prediction: (name: string) => `Prediction for ${name}`,
  choose: 'Predict…',
  contestants: 'Contestants',
  waiting: 'Not decided yet',
  right: 'Right',
  wrong: 'Wrong',
  notPredicted: 'No prediction',
  score: (right: number, all: number) =>
    all === 0 ? 'Nothing was predicted' : `${right} of ${all} ${all === 1 ? 'prediction' : 'predictions'} right`,
  receipt: 'Receipt',
  output: 'Output',
  open: (name: string) => `Open receipt of ${name}`,
  openOutput: (name: string) => `Open output of ${name}`,
  refusedWithoutReason: 'It was refused, without a reason.',
  goneAfter: (span: string) => `, gone after ${span}`,
  time: 'since it was asked',
  reasons: {
    swallowed: 'It caught the cancellation and returned as if its work were done. Its caller cannot tell.',
    neverStarted: 'It was taken out of the queue before its turn: none of its code ran.',
    timer: 'It was called off before it elapsed: its action never runs.',
    shielded: 'What stood inside the shield was finished first; then the cancellation was raised.',
    noCleanup: 'It ended, and no cleanup of it was seen.',
    couldNotClean: 'Force runs no cleanup: what it held is left as it was.',
    byItself: 'It finished by itself; the control had no part in it.',
    stuck: 'It was asked, and is still there.',
  },
} as const
