/** What the person reads here. */
export const UI_WORDS = {
  close: 'Close',
  optional: '· optional',
  top: 'top',
  chosen: 'chosen',
  hint: 'Hint',
  dismissMessage: 'Dismiss message',
} as const
