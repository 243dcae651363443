import type { WorkloadKind } from '@contract/kind'
import type { WorkloadTaskSpec } from '@contract/task'
import { Executors } from '../executors/executor'
import { WorkloadHosts, type WorkloadHostsGround } from '../host/workload-hosts'
import type { ProcessTable } from '../processes/process-table'
import type { TaskKind } from './task-kind'
import { WorkloadBody } from './workload-body'

export type WorkloadKinds = Readonly<Record<WorkloadKind, TaskKind<WorkloadTaskSpec>>> & {
  /** Where futures queue; ask it before `start`. */
  readonly executors: Executors
  /** Ends the host process and what still runs in it. Resolves when it was seen to exit. */
  readonly close: () => Promise<void>
}

/** The four kinds whose code runs in a worker thread of the host process. They differ only there. */
export function createWorkloadKinds(ground: WorkloadHostsGround & { readonly table: ProcessTable }): WorkloadKinds {
  const hosts = new WorkloadHosts(ground)
  const kind: TaskKind<WorkloadTaskSpec> = {
    start: (request) => {
      const body = new WorkloadBody(request, hosts, ground.table)
      body.begin()
      return body
    },
  }
  return {
    thread: kind,
    future: kind,
    coroutine: kind,
    generator: kind,
    executors: new Executors(),
    close: () => hosts.close(),
  }
}
