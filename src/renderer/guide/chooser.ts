import type { Kind } from '@contract/kind'

export interface Choice {
  readonly label: string
  /** The next question, or the end of the way. */
  readonly then: QuestionId | { readonly use: Kind; readonly because: string }
}

export interface Question {
  readonly text: string
  readonly choices: readonly Choice[]
}

export const QUESTION_IDS = ['what', 'force', 'shape', 'wait'] as const
export type QuestionId = (typeof QUESTION_IDS)[number]

export const FIRST_QUESTION: QuestionId = 'what'

/** Four questions at most lead to one of the six kinds. */
export const QUESTIONS: Readonly<Record<QuestionId, Question>> = {
  what: {
    text: 'What is to be done?',
    choices: [
      {
        label: 'Run a program: a command, another language, native code',
        then: {
          use: 'process',
          because:
            'A program of its own can only be reached from outside, by signals or messages, and it starts others.',
        },
      },
      {
        label: 'Do something later, or again and again',
        then: { use: 'timer', because: 'Nothing runs while it waits, so calling it off has no loose ends.' },
      },
      { label: 'Run code of mine', then: 'force' },
    ],
  },
  force: {
    text: 'Must it be possible to end it at any moment, even when it hangs?',
    choices: [
      {
        label: 'Yes, and without harm to the rest of my program',
        then: {
          use: 'process',
          because: 'Only a process can be ended from outside at any moment, and the system takes back what it held.',
        },
      },
      { label: 'No, it can look for a request to stop', then: 'shape' },
    ],
  },
  shape: {
    text: 'What shape does the work have?',
    choices: [
      { label: 'One long piece of work', then: 'wait' },
      {
        label: 'Many jobs of the same sort',
        then: {
          use: 'future',
          because: 'A queue and a few workers: what has not begun can be taken back for certain.',
        },
      },
      {
        label: 'Values that somebody reads one by one',
        then: {
          use: 'generator',
          because: 'It stands still between two pulls, so there is always a clean place to end.',
        },
      },
    ],
  },
  wait: {
    text: 'What does it do most of the time?',
    choices: [
      {
        label: 'It waits: for the network, the disk, a person',
        then: {
          use: 'coroutine',
          because: 'Each await is a place where a cancellation can be raised and cleaned up after.',
        },
      },
      {
        label: 'It computes',
        then: { use: 'thread', because: 'It runs beside your own code and looks at its stop event between two steps.' },
      },
    ],
  },
}
