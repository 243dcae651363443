import type { EventLog } from './event-log'

/**
 * Tells of something that concerns no run: it stands as a banner. `about` names the trouble, so that the next word on it
 * takes the place of the last; `over` says that it has passed.
 */
export type Warn = (text: string, trouble?: { readonly about: string; readonly over?: boolean }) => void

export function warnThrough(events: EventLog): Warn {
  return (text, { about, over = false } = { about: '' }) =>
    events.add(undefined, 'warning', `main: ${text}`, { ...(about !== '' && { about }), ...(over && { over }) })
}
