import { unreachable } from '@contract/unreachable'
import { inBackground } from '../../in-background'
import { describeError } from '../body/describe-error'
import type { HostCommand, RunFact, StartCommand } from '../host-protocol'
import { HostedRun } from './hosted-run'
import { IdleThreads } from './idle-threads'
import { locateWorkload } from './locate-workload'
import { WorkerThread } from './worker-thread'

export interface HostedRunsGround {
  readonly workerEntry: URL
  /** The folder of the built-in workloads, with a slash at its end. */
  readonly builtInFolder: URL
  readonly tell: (runId: string, fact: RunFact) => void
}

/** Every run of this host, by id. */
export class HostedRuns {
  readonly #ground: HostedRunsGround
  readonly #runs = new Map<string, HostedRun>()
  readonly #idle = new IdleThreads()

  constructor(ground: HostedRunsGround) {
    this.#ground = ground
  }

  get count(): number {
    return this.#runs.size
  }

  take(command: Exclude<HostCommand, { type: 'end' }>): void {
    switch (command.type) {
      case 'start':
        inBackground(this.#start(command), 'starting a workload')
        return
      case 'control':
        this.#control(command)
        return
      case 'accepted':
        for (const { runId, cost } of command.costs) this.#runs.get(runId)?.giveBack(cost)
        return
      default:
        unreachable(command)
    }
  }

  async #start(command: StartCommand): Promise<void> {
    const { runId, workload, executor } = command
    const run = new HostedRun({
      command,
      tell: (fact) => this.#ground.tell(runId, fact),
      free: (thread) => this.#idle.put(executor ?? '', thread),
      over: () => void this.#runs.delete(runId),
    })
    this.#runs.set(runId, run)
    const located = await locateWorkload(workload, this.#ground.builtInFolder)
    if (run.ended) return
    if ('failure' in located) return run.fail(located.failure)
    const { moduleUrl, version } = located
    const idle = executor === undefined ? undefined : this.#idle.take(executor, moduleUrl, version)
    try {
      const thread = idle ?? new WorkerThread(this.#ground.workerEntry, command.name)
      thread.loaded.set(moduleUrl, version)
      run.begin(thread, moduleUrl)
    } catch (error) {
      run.fail(`No worker thread could be started: ${describeError(error)}.`)
    }
  }

  #control({ runId, request, action }: Extract<HostCommand, { type: 'control' }>): void {
    const run = this.#runs.get(runId)
    if (!run) {
      const evidence = { code: 'already-ended-when-asked' } as const
      this.#ground.tell(runId, { type: 'answer', request, delivered: 'no', evidence })
    } else if (action === 'ask') run.ask(request)
    else run.terminate(request)
  }
}
