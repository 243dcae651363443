import type { Outcome } from '../../../src/contract/outcome'
import type { ActionName } from './board'

/** One row of the lab as people see it: what is pressed, and the lines that must appear, in their order. */
export interface LabRow {
  readonly heading: string
  /** The accessible name of its card in the lab. */
  readonly title: string
  readonly tasks: readonly string[]
  /** Seen before anything is pressed. `N` stands for a number. */
  readonly before: readonly string[]
  /** Pressed one after the other, each once the line after it was seen. */
  readonly presses: readonly { readonly action: ActionName; readonly name: string; readonly then?: string }[]
  /** All lines, in order. */
  readonly lines: readonly string[]
  readonly absent: readonly string[]
  readonly outcomes: Readonly<Record<string, Outcome>>
  /** By task: what its receipt must say. */
  readonly receipts: Readonly<Record<string, readonly RegExp[]>>
}

function row(title: string, action: ActionName, rest: Partial<LabRow> & Pick<LabRow, 'before' | 'lines'>): LabRow {
  return {
    heading: `${title}: ${action}`,
    title,
    tasks: [title],
    presses: [{ action, name: title }],
    absent: [],
    outcomes: {},
    receipts: {},
    ...rest,
  }
}

const TICKER_CLEANUP = ['worker: stop event seen, cleaning up', 'worker: cleaned up']
const LOOP_CLEANUP = ['process: stop event seen, cleaning up', 'process: cleaned up']

export const LAB_ROWS: readonly LabRow[] = [
  row('Timer', 'Cancel', {
    before: [],
    lines: ['main: timer was cleared before it elapsed'],
    absent: ['timer: fired'],
    outcomes: { Timer: 'cancelled' },
    receipts: { Timer: [/clean/i] },
  }),
  row('Ticker', 'Stop', {
    before: ['worker: up', 'worker: tick N', 'worker: tick N'],
    lines: ['worker: up', 'worker: tick N', 'worker: tick N', ...TICKER_CLEANUP, 'main: thread has ended'],
    outcomes: { Ticker: 'stopped' },
    receipts: { Ticker: [/clean/i] },
  }),
  row('Ticker to terminate', 'Terminate', {
    before: ['worker: up', 'worker: tick N'],
    lines: ['worker: up', 'worker: tick N', 'main: thread has ended'],
    absent: TICKER_CLEANUP,
    outcomes: { 'Ticker to terminate': 'terminated' },
    receipts: { 'Ticker to terminate': [/forced/i, /its cleanup could not run|cleanup did not run/i] },
  }),
  row('Process loop', 'Terminate', {
    before: ['process: up', 'process: tick N', 'process: tick N'],
    lines: ['process: up', 'process: tick N', 'process: tick N', 'main: process is gone'],
    absent: LOOP_CLEANUP,
    outcomes: { 'Process loop': 'terminated' },
    receipts: { 'Process loop': [/forced/i, /SIGKILL/] },
  }),
  row('Process loop to stop', 'Stop', {
    before: ['process: up', 'process: tick N'],
    lines: ['process: up', 'process: tick N', ...LOOP_CLEANUP, 'main: process is gone'],
    outcomes: { 'Process loop to stop': 'stopped' },
    receipts: { 'Process loop to stop': [/clean/i, /Exit code 0|code 0/i] },
  }),
  row('Futures on one worker', 'Cancel', {
    heading: 'Futures on one worker: Cancel both',
    tasks: ['Running future', 'Pending future'],
    before: ['main: future has started'],
    presses: [
      { action: 'Cancel', name: 'Running future', then: 'main: cancel answered false, already running' },
      { action: 'Cancel', name: 'Pending future', then: 'main: cancel answered true' },
    ],
    lines: ['main: cancel answered false, already running', 'main: cancel answered true', 'future: result N'],
    outcomes: { 'Running future': 'completed', 'Pending future': 'cancelled' },
    receipts: { 'Running future': [/refused/i, /already running/i], 'Pending future': [/clean/i] },
  }),
  row('Coroutine', 'Cancel', {
    before: ['coroutine: up'],
    lines: ['coroutine: up', 'coroutine: cancelled, cleaning up', 'coroutine: cleanup done'],
    outcomes: { Coroutine: 'cancelled' },
    receipts: { Coroutine: [/clean/i] },
  }),
  row('Swallowing coroutine', 'Cancel', {
    before: ['coroutine: up'],
    lines: ['coroutine: up', 'coroutine: cancelled, and I stay'],
    outcomes: { 'Swallowing coroutine': 'completed' },
    receipts: { 'Swallowing coroutine': [/swallowed/i] },
  }),
  row('Generator', 'Cancel', {
    before: ['generator: up', 'generator: yielded N', 'generator: yielded N'],
    lines: [
      'generator: up',
      'generator: yielded N',
      'generator: yielded N',
      'generator: closed, cleaning up',
      'main: generator has ended, the next pull says done',
    ],
    outcomes: { Generator: 'cancelled' },
    receipts: { Generator: [/clean/i] },
  }),
  row('Stubborn process', 'Stop', {
    before: ['process: up, ignoring SIGTERM'],
    lines: ['process: up, ignoring SIGTERM', 'main: process is gone'],
    outcomes: { 'Stubborn process': 'stopped' },
    receipts: { 'Stubborn process': [/forced after 3\.\d s/i, /SIGTERM/, /SIGKILL/] },
  }),
  row('Orphan maker', 'Stop', {
    before: ['process: up, its grandchild N has left for a session of its own'],
    lines: ['process: up, its grandchild N has left for a session of its own', 'main: process is gone'],
    outcomes: { 'Orphan maker': 'stopped' },
    receipts: { 'Orphan maker': [/survivor/i, /sleep 1000/, /mark/i] },
  }),
]
