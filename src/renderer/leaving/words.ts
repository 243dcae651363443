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
    `${String(ended)} of ${String(all)} ${all === 1 ? 'run has' : 'runs have'} ended.`,
  forceIn: (seconds: number): string =>
    `What has not gone in ${seconds === 1 ? 'one second' : `${String(seconds)} seconds`} is ended by force.`,
  byForce: 'What is left is being ended by force.',
} as const
