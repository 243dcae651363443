import type { ExitFact } from './outcome'

/**
 * What a run does when its leader leaves with exit code 0 and others of its family go on.
 * `leader`: the run ends with it, and whoever is left is ended. `family`: the run goes on until the last of them is gone.
 */
export const FOLLOWS = ['leader', 'family'] as const
export type Follow = (typeof FOLLOWS)[number]

/** The person's answer where the task does not say. `follow` counts for the task from then on; `end` is a stop of this run. */
export const FOLLOW_CHOICES = ['follow', 'end'] as const
export type FollowChoice = (typeof FOLLOW_CHOICES)[number]

/** A process that goes on without the leader that started it. */
export interface GoingOn {
  readonly pid: number
  /** The program's name without its folder and arguments: `nginx`. */
  readonly name: string
  readonly command: string
  /** TCP ports that it listens on, in ascending order. */
  readonly ports: readonly number[]
}

/** The leader of a run has left, and others of its family go on. */
export interface AfterLeader {
  /** `asked`: nobody has said yet whether the run follows them; until then they are left alone. */
  readonly state: 'asked' | 'followed'
  /** Wall clock, milliseconds since 1970: when the leader had left. */
  readonly leftAt: number
  readonly exit?: ExitFact
  /** Those who listen first, then the oldest. At most five; `count` is of all. */
  readonly goesOn: readonly GoingOn[]
  readonly count: number
  /** `nginx 812 goes on and listens on 8080`: without a name before it, and without a full stop. */
  readonly sentence: string
}

/** What a receipt says of a run that outlived its leader. */
export interface FollowedFact {
  /** Wall clock, milliseconds since 1970. */
  readonly leftAt: number
  /** The process that was followed in the end: the one that listened, or the oldest. */
  readonly pid: number
  readonly command: string
  /** False when the question was still open at the end. */
  readonly decided: boolean
}
