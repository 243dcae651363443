import type { RunSnapshot } from './run'

/** The part of a run that it is found, counted and ordered by. It changes seldom, however much the run prints. */
export type RunOutline = Pick<
  RunSnapshot,
  | 'id'
  | 'taskId'
  | 'name'
  | 'kind'
  | 'createdAt'
  | 'phase'
  | 'outcome'
  | 'pid'
  | 'commandLine'
  | 'waitingFor'
  | 'startsAt'
  | 'attempt'
  | 'waitsForChange'
  | 'ready'
  | 'healthy'
  | 'stop'
  | 'receipt'
  | 'afterLeader'
>

/** False also for two receipts of the same content: a run with a receipt seldom changes. */
export function sameOutline(a: RunOutline, b: RunOutline): boolean {
  return (
    a.phase === b.phase &&
    a.outcome === b.outcome &&
    a.pid === b.pid &&
    a.waitingFor === b.waitingFor &&
    a.startsAt === b.startsAt &&
    a.attempt === b.attempt &&
    a.waitsForChange === b.waitsForChange &&
    a.ready === b.ready &&
    a.healthy === b.healthy &&
    a.stop?.current === b.stop?.current &&
    a.stop?.nextAt === b.stop?.nextAt &&
    a.receipt === b.receipt &&
    a.afterLeader === b.afterLeader &&
    a.name === b.name &&
    a.commandLine === b.commandLine
  )
}
