import type { RunSnapshot } from './run'

/** The same job nine times, each as another kind of work or written in another way, in the order of the page. */
export const CONTESTANTS = [
  'thread',
  'process',
  'running-future',
  'pending-future',
  'coroutine',
  'swallowing-coroutine',
  'shielded-coroutine',
  'timer',
  'generator',
] as const
export type Contestant = (typeof CONTESTANTS)[number]

export interface StartedContestant {
  readonly contestant: Contestant
  readonly run: RunSnapshot
}
