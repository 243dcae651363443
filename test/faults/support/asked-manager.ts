import { spawn, type ChildProcess } from 'node:child_process'
import { createInterface } from 'node:readline'
import { join } from 'node:path'
import { expect } from 'vitest'
import type { Closed, CloseOptions } from '@contract/engine'
import type { EngineEvent } from '@contract/event'
import type { RunId } from '@contract/ids'
import type { Output, OutputRange } from '@contract/output'
import type { Receipt } from '@contract/receipt'
import type { RunSnapshot } from '@contract/run'
import type { ControlAnswer } from '@contract/control-answer'
import type { TaskSpec } from '@contract/task'
import { isAlive } from '../../support/nothing-alive'
import { openFolders } from './later'
import { until } from './manager'
import { fixture } from '../../support/test-engine'

/** What the engine in the other process can be asked. */
export interface AskedManager {
  readonly child: ChildProcess
  start(spec: TaskSpec): Promise<RunSnapshot>
  stop(id: RunId): Promise<ControlAnswer>
  terminate(id: RunId): Promise<ControlAnswer>
  run(id: RunId): Promise<RunSnapshot | null>
  runs(): Promise<readonly RunSnapshot[]>
  output(id: RunId, range?: OutputRange): Promise<Output>
  ended(id: RunId): Promise<Receipt>
  events(id?: RunId): Promise<readonly EngineEvent[]>
  wall(): Promise<number>
  monotonic(): Promise<number>
  /** Opens files until the system refuses. Answers how many. */
  useUpDescriptors(): Promise<number>
  giveBackDescriptors(): Promise<number>
  /** Closes the engine by force, and ends its process. */
  close(): Promise<void>
  /** Only asks the engine to close; its process goes on. */
  closeEngine(options: CloseOptions): Promise<Closed>
  /** Its process is killed, and its end awaited. */
  killed(): Promise<void>
}

interface Reply {
  readonly n?: number
  readonly value?: unknown
  readonly error?: string
  readonly ready?: true
  readonly crashed?: string
}

interface ManagerOptions {
  /** Programs in front of it that each become the next: a user, limits. */
  readonly through?: readonly string[]
  readonly env?: NodeJS.ProcessEnv
}

/** Starts an engine in a process of its own, and ends it after the test. A crash of it fails every question. */
export async function askedManager(dataDir: string, options: ManagerOptions = {}): Promise<AskedManager> {
  const engine = join(import.meta.dirname, '../../../out/engine/index.js')
  const words = [...(options.through ?? []), process.execPath, fixture('asked-manager.mjs'), engine, dataDir]
  const [file = '', ...args] = words
  const child = spawn(file, args, { stdio: ['pipe', 'pipe', 'inherit'], env: { ...process.env, ...options.env } })
  const waiting = new Map<
    number,
    { readonly resolve: (value: unknown) => void; readonly reject: (error: Error) => void }
  >()
  const crashes: string[] = []
  let ready: () => void = () => undefined
  const isReady = new Promise<void>((resolve) => (ready = resolve))
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  createInterface({ input: child.stdout }).on('line', (line) => {
    const reply = JSON.parse(line) as Reply
    if (reply.ready) ready()
    if (reply.crashed !== undefined) crashes.push(reply.crashed)
    const asked = waiting.get(reply.n ?? -1)
    waiting.delete(reply.n ?? -1)
    if (reply.error === undefined) asked?.resolve(reply.value)
    else asked?.reject(new Error(reply.error))
  })
  void gone.then(() => {
    for (const { reject } of waiting.values()) reject(new Error('The manager has gone.'))
  })
  let count = 0
  const ask = (call: string, ...values: unknown[]): Promise<never> => {
    if (crashes.length > 0) return Promise.reject(new Error(crashes.join('\n')))
    const n = ++count
    const answer = new Promise<never>((resolve, reject) =>
      waiting.set(n, { resolve: resolve as (value: unknown) => void, reject }),
    )
    child.stdin.write(`${JSON.stringify({ n, call, args: values })}\n`)
    return answer
  }
  let closed = false
  const close = async (): Promise<void> => {
    if (closed) return
    closed = true
    child.kill('SIGCONT')
    if (child.exitCode === null && child.signalCode === null) await ask('close')
    child.stdin.end()
    await gone
    expect(crashes).toEqual([])
  }
  openFolders.later(close)
  openFolders.later(() => void child.kill('SIGCONT'))
  await Promise.race([isReady, gone])
  if (child.exitCode !== null || child.signalCode !== null) throw new Error('The manager could not be started.')
  return {
    child,
    start: (spec) => ask('start', spec),
    stop: (id) => ask('stop', id),
    terminate: (id) => ask('terminate', id),
    run: (id) => ask('run', id),
    runs: () => ask('runs'),
    output: (id, range) => ask('output', id, range),
    ended: (id) => ask('ended', id),
    events: (id) => ask('events', id),
    wall: () => ask('wall'),
    monotonic: () => ask('monotonic'),
    useUpDescriptors: () => ask('useUpDescriptors'),
    giveBackDescriptors: () => ask('giveBackDescriptors'),
    close,
    closeEngine: (options) => ask('close', options),
    killed: async () => {
      closed = true
      // Whatever it was started through may stand between.
      const pid: number = await ask('pid')
      process.kill(pid, 'SIGKILL')
      child.kill('SIGKILL')
      await gone
      await until(() => !isAlive(pid), 5_000)
    },
  }
}
