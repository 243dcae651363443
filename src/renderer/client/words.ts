/** What the person reads here. */
export const WORDS = {
  noAnswer: (name: string, got: string): string => `The main process did not answer "${name}": ${got}`,
  failedInThePage: (got: string): string => `An error inside the page: ${got}`,
  notStarted: 'Not started a second time',
  didNotWork: 'That did not work',
  takesNoInput: 'It does not take input',
  noReason: 'No reason was given.',
  nothingAsked: 'This question no longer stands',
  noNextStep: 'There is no next step to hurry to',
  delegateStopped: 'Stopped',
  processEnded: 'Ended',
  processNotEnded: 'Not ended',
  leftoverRemoved: 'Removed',
  leftoverNotRemoved: 'Not removed',
  delegateNotStopped: 'Not seen to stop',
} as const
