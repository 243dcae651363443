export const HAPPENINGS = ['cleans-up', 'no-cleanup', 'goes-on', 'refused', 'never-starts'] as const
/** What a control does to a run, in the words a person predicts with. */
export type Happening = (typeof HAPPENINGS)[number]
