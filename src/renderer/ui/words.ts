/** What the person reads here. */
export const UI_WORDS = {
  close: 'Close',
  optional: '· optional',
  top: 'top',
  chosen: 'chosen',
  dismissMessage: 'Dismiss message',
} as const
