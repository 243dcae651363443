export const WORDS = {
  title: 'Quit Quiesce?',
  list: 'Runs that are alive',
  waitedFor: 'Runs that are waited for',
  mayStay: 'may go on without Quiesce',
  leaving: 'Quitting Quiesce',
  progress: 'Runs that have ended',
  terminateRest: 'End the rest now',
  terminateHint: 'End by force, without their cleanup, what is still alive',
  counted: (ended: number, all: number): string =>
    `${String(ended)} of ${String(all)} ${all === 1 ? 'run has' : 'runs have'} ended. The window closes after the last.`,
} as const
