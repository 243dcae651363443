import { join } from 'node:path'
import { afterEach, expect } from 'vitest'
import { asRunId, asTaskId } from '@contract/ids'
import type { WorkloadKind } from '@contract/kind'
import type { WorkloadTaskSpec } from '@contract/task'
import { forkHostStarter } from '@engine/host/fork-host-starter'
import type { HostProcess } from '@engine/host/host-process'
import { createWorkloadKinds, type WorkloadKinds } from '@engine/kinds/workload-kind'
import { platformProcessTable } from '@engine/processes/platform-table'
import type { BodyEnd, CleanupReport, RunBody } from '@engine/kinds/task-kind'
import { inWords } from '../../../support/words'

/** A run of a test: what its body told, in order. */
export interface SeenRun {
  readonly body: RunBody
  readonly lines: string[]
  readonly cleanups: CleanupReport[]
  readonly handled: string[]
  readonly progress: number[]
  readonly dropped: () => number
  readonly printed: () => string
  readonly started: () => boolean
  readonly hasEnded: () => boolean
  readonly end: Promise<BodyEnd>
  /** Resolves when a line that begins so was told. Rejects when the run ends without it. */
  line(start: string): Promise<void>
}

export interface Bench {
  readonly kinds: WorkloadKinds
  readonly hosts: HostProcess[]
  readonly notices: string[]
  run(kind: WorkloadKind, workload: string, more?: Partial<WorkloadTaskSpec>): SeenRun
}

const open: Bench[] = []
let count = 0

/** Kinds with a host of their own. After the test they are closed, and no host process may be alive. */
export function bench(): Bench {
  const hosts: HostProcess[] = []
  const notices: string[] = []
  const start = forkHostStarter()
  const kinds = createWorkloadKinds({
    table: platformProcessTable(),
    startHost: () => {
      const host = start()
      hosts.push(host)
      return host
    },
    onHostNotice: (text) => void notices.push(text),
  })
  const made: Bench = { kinds, hosts, notices, run: (kind, workload, more) => startRun(kinds, kind, workload, more) }
  open.push(made)
  return made
}

afterEach(async () => {
  for (const { kinds, hosts } of open.splice(0)) {
    await kinds.close()
    for (const { pid } of hosts) expect(pid !== undefined && isAlive(pid)).toBe(false)
  }
})

export function fixture(name: string): string {
  return join(import.meta.dirname, '../../../fixtures/workloads', name)
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

function startRun(
  kinds: WorkloadKinds,
  kind: WorkloadKind,
  workload: string,
  more: Partial<WorkloadTaskSpec> = {},
): SeenRun {
  count += 1
  const lines: string[] = []
  const cleanups: CleanupReport[] = []
  const handled: string[] = []
  const progress: number[] = []
  const waiting = new Set<() => void>()
  let printed = ''
  let dropped = 0
  let started = false
  let ended: BodyEnd | undefined
  let resolveEnd: (end: BodyEnd) => void = () => undefined
  const end = new Promise<BodyEnd>((resolve) => {
    resolveEnd = resolve
  })
  const look = (): void => {
    for (const check of [...waiting]) check()
  }
  const body = kinds[kind].start({
    runId: asRunId(`run-${count}`),
    taskId: asTaskId('task'),
    name: `${kind} ${count}`,
    spec: { kind, name: `${kind} ${count}`, workload, ...more },
    shell: '/bin/sh',
    report: {
      started: () => {
        expect(started).toBe(false)
        started = true
      },
      output: (chunk) => {
        printed += new TextDecoder().decode(chunk)
      },
      log: (text) => {
        expect(ended).toBeUndefined()
        lines.push(text)
        look()
      },
      linesDropped: (lost) => {
        dropped += lost
      },
      progress: (value) => void progress.push(value),
      cleanup: (fact) => void cleanups.push(fact),
      fired: () => undefined,
      handled: (evidence) => void handled.push(inWords(evidence)),
      handsOver: () => undefined,
      sentToDelegate: () => undefined,
      ended: (fact) => {
        expect(ended).toBeUndefined()
        ended = fact
        resolveEnd(fact)
        look()
      },
    },
  })
  const line = (start: string): Promise<void> =>
    new Promise((resolve, reject) => {
      const check = (): void => {
        if (lines.some((text) => text.startsWith(start))) resolve()
        else if (ended) reject(new Error(`ended without "${start}": ${JSON.stringify({ ended, lines })}`))
        else return
        waiting.delete(check)
      }
      waiting.add(check)
      check()
    })
  return {
    body,
    lines,
    cleanups,
    handled,
    progress,
    dropped: () => dropped,
    printed: () => printed,
    started: () => started,
    hasEnded: () => ended !== undefined,
    end,
    line,
  }
}
