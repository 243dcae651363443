import type { RunId, TaskId } from '@contract/ids'
import type { StrictMode } from '@contract/strict'
import type { WorkloadTaskSpec } from '@contract/task'
import { unreachable } from '@contract/unreachable'
import { EXECUTOR_DEFAULTS } from '@vocabulary/defaults'
import type { EventLog } from '../events/event-log'
import type { Executor } from '../executors/executor'
import type { HostStarter } from '../host/host-process'
import { OWNER_MARK, type ProcessTable } from '../processes/process-table'
import type { TempFolders } from '../processes/temp-folders'
import type { RunAccount } from '../recovery/run-account'
import type { Run } from '../runs/run'
import { ProcessKind } from './process-kind'
import type { SpawnRecord } from './spawn-record'
import type { RunBody, StartRequest } from './task-kind'
import type { LiveProcess } from '../processes/live-process'
import { TimerKind } from './timer-kind'
import { createWorkloadKinds, type WorkloadKinds } from './workload-kind'

export interface KindParts {
  readonly table: ProcessTable
  readonly ownerId: string
  readonly tempFolders: TempFolders
  readonly keptDir: string
  readonly events: EventLog
  readonly startHost: HostStarter
  readonly record: SpawnRecord
  readonly account: RunAccount
  /** A timer starts a task. Answers with a sentence when it cannot be. */
  startTask(taskId: TaskId, timer: RunId): string | undefined
  processStarted(): void
}

interface Place {
  readonly executor: Executor
  readonly withdraw: () => boolean
}

/** From a task's kind to the code that starts it, and the one queue that a start may have to wait in. */
export class KindRegistry {
  readonly #parts: KindParts
  readonly #process: ProcessKind
  readonly #timer: TimerKind
  readonly #workloads: WorkloadKinds
  readonly #places = new Map<RunId, Place>()

  constructor(parts: KindParts) {
    this.#parts = parts
    this.#process = new ProcessKind(parts)
    this.#timer = new TimerKind({
      log: ({ report }, text) => {
        report.log(text)
        report.fired()
      },
      tooOften: ({ name, runId: id, taskId, spec }, everyMs) =>
        parts.events.add(
          { id, task: { id: taskId, name, kind: spec.kind } },
          'warning',
          `main: ${name} repeats every ${everyMs} ms, which is as often as a timer can: its task says ${spec.delayMs} ms`,
        ),
      start: ({ report, runId }, taskId) => {
        report.fired()
        return parts.startTask(taskId, runId)
      },
    })
    this.#workloads = createWorkloadKinds({
      table: parts.table,
      startHost: () => parts.startHost({ [OWNER_MARK]: parts.ownerId }),
      onHostNotice: (text) => parts.events.add(undefined, 'host', `main: ${text}`),
    })
  }

  get account(): RunAccount {
    return this.#parts.account
  }

  /** Starts the run now, or when there is a worker for it. */
  begin(run: Run): void {
    const { spec } = run.task
    switch (spec.kind) {
      case 'process':
        run.begin((request) => this.#process.start({ ...request, spec }))
        return this.#parts.processStarted()
      case 'timer':
        return run.begin((request) => this.#timer.start({ ...request, spec }))
      case 'future':
        return this.#enqueue(run, spec)
      case 'thread':
      case 'coroutine':
      case 'generator':
        return run.begin(this.#workload(spec))
      default:
        return unreachable(spec)
    }
  }

  /** True when the run was still waiting and now certainly never starts. */
  withdraw(run: Run): boolean {
    const place = this.#places.get(run.id)
    return place?.withdraw() ?? false
  }

  ended(run: Run): void {
    const place = this.#places.get(run.id)
    this.#places.delete(run.id)
    place?.executor.finished(run.id)
    this.#parts.record.gone(run.id, run.draft.leavesAlone)
  }

  /** Its process is another one now: whoever keeps account of it, and watches over it, hears who. */
  followed(
    run: Run,
    living: readonly LiveProcess[],
    first: { readonly pid: number; readonly startTime: string },
  ): void {
    const { spec } = run.task
    if (spec.kind === 'process') this.#parts.record.followed({ id: run.id, spec }, living, first)
  }

  strictMode(): Promise<StrictMode> {
    return this.#process.strict.ask()
  }

  close(): Promise<void> {
    return this.#workloads.close()
  }

  #enqueue(run: Run, spec: WorkloadTaskSpec): void {
    const { name, maxWorkers } = spec.executor ?? EXECUTOR_DEFAULTS
    const executor = this.#workloads.executors.named(name)
    run.waitFor({ code: 'wait-worker', executor: name, workers: maxWorkers })
    const queued = executor.enqueue(run.id, maxWorkers, () => run.begin(this.#workload(spec)))
    this.#places.set(run.id, { executor, withdraw: () => queued.withdraw() })
    if (queued.note !== undefined) this.#parts.events.add(run, 'warning', `main: ${queued.note}`)
  }

  #workload(spec: WorkloadTaskSpec): (request: Omit<StartRequest<WorkloadTaskSpec>, 'spec'>) => RunBody {
    return (request) => this.#workloads[spec.kind].start({ ...request, spec })
  }
}
