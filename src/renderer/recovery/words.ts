import type { RecoveredRun, RecoveryChoice } from '@contract/recovered'

/** Every sentence about runs that an earlier start left open. */
export const WORDS = {
  name: 'What became of earlier runs',
  title: (count: number): string =>
    count === 1 ? 'One run was open when Quiesce ended' : `${String(count)} runs were open when Quiesce ended`,
  asks: (waiting: number, all: number): string => {
    if (all === 1) return 'It is still alive. Decide what becomes of it.'
    const some = waiting === 1 ? 'One of them is' : `${String(waiting)} are`
    return `${some} still alive. Decide what becomes of ${waiting === 1 ? 'it' : 'each'}.`
  },
  nothing: 'Nothing of them is left to decide.',
  unfold: 'Show them',
  fold: 'Hide them',
  close: 'Close',
  found: {
    'ended-by-watchdog': 'Ended by the watchdog',
    alive: 'Found alive',
    gone: 'Gone',
    unknown: 'Not known',
  } satisfies Readonly<Record<RecoveredRun['found'], string>>,
  choices: {
    adopt: { label: 'Adopt', does: 'Adopt puts it on the board again: it is watched, and can be stopped from there.' },
    stop: { label: 'Stop cleanly', does: 'Stop cleanly adopts it and asks it to end, by its own stop policy.' },
    leave: { label: 'Leave', does: 'Leave lets it go on, and Quiesce watches it no more.' },
  } satisfies Readonly<Record<RecoveryChoice, { readonly label: string; readonly does: string }>>,
  decided: {
    adopt: 'It is on the board again.',
    stop: 'It was asked to end by its own policy.',
    leave: 'It goes on by itself. Quiesce watches it no more.',
  } satisfies Readonly<Record<RecoveryChoice, string>>,
  asking: 'Asked…',
  refused: (reason: string): string => `That was refused: ${reason}`,
  processes: (count: number): string => (count === 1 ? 'One process' : `${String(count)} processes`),
  open: 'Open it',
  openReceipt: 'Its receipt',
} as const
