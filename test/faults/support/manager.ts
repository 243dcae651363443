import { spawn, type ChildProcess } from 'node:child_process'
import { createInterface } from 'node:readline'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'vitest'
import { isAlive, processesWith, type MarkedProcess } from '../../support/nothing-alive'
import { fixture } from '../../support/test-engine'

/** What the manager in its own process says, one JSON object a line. */
export interface ManagerFact {
  readonly ready?: true
  readonly started?: string
  /** Its process was made. */
  readonly running?: string
  readonly acknowledged?: string
  readonly verdict?: string
  readonly warning?: string
}

export interface Manager {
  readonly child: ChildProcess
  readonly facts: readonly ManagerFact[]
  /** A number that stands in the arguments of every sleep that it started, and nowhere else. */
  readonly base: number
  /** Resolves with the first fact that fits, past or to come. */
  fact(fits: (fact: ManagerFact) => boolean): Promise<ManagerFact>
  /** Resolves when its process has gone. */
  killed(signal?: NodeJS.Signals): Promise<void>
  /** Living processes that it started, by their sleeps. `scrubbed`: also the daemon whose environment was emptied. */
  living(which?: 'scrubbed'): readonly MarkedProcess[]
}

let nextBase = 100_000 + (process.pid % 1_000) * 1_000

/** A real engine in a process of its own, over `trees` families that try to stay. It may be killed without killing the test. */
export function startManager(
  dataDir: string,
  { trees = 1, mode = 'still' }: { trees?: number; mode?: 'still' | 'busy' } = {},
): Manager {
  const base = (nextBase += 10)
  const engine = join(import.meta.dirname, '../../../out/engine/index.js')
  const tree = fixture('processes/nasty-tree.sh')
  const args = [fixture('busy-manager.mjs'), engine, dataDir, tree, String(base), String(trees), mode]
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const facts: ManagerFact[] = []
  const waiting = new Set<(fact: ManagerFact) => void>()
  createInterface({ input: child.stdout }).on('line', (line) => {
    // A line that was cut by the kill says nothing.
    if (!line.endsWith('}')) return
    const fact = JSON.parse(line) as ManagerFact
    facts.push(fact)
    for (const tell of [...waiting]) tell(fact)
  })
  const sleep = new RegExp(String.raw`(?:^sleep|deaf) ${base}\d\d?\s*$`)
  const scrubbed = new RegExp(String.raw`^sleep ${base}\d4\s*$`)
  return {
    child,
    facts,
    base,
    fact: (fits) =>
      new Promise((resolve, reject) => {
        const seen = facts.find(fits)
        if (seen) return resolve(seen)
        const tell = (fact: ManagerFact): void => {
          if (!fits(fact)) return
          waiting.delete(tell)
          resolve(fact)
        }
        waiting.add(tell)
        void exited.then(() => reject(new Error(`The manager ended and had said only ${JSON.stringify(facts)}.`)))
      }),
    killed: async (signal = 'SIGKILL') => {
      child.kill(signal)
      await exited
    },
    living: (which) =>
      processesWith(String(base)).filter(
        ({ command }) => sleep.test(command) && (which === 'scrubbed') === scrubbed.test(command),
      ),
  }
}

/** The daemon that only strict mode can hold: it is the known limit, and must not stay on the machine after the test. */
export function endScrubbed(manager: Manager): void {
  for (const { pid } of manager.living('scrubbed')) process.kill(pid, 'SIGKILL')
}

/** Polls: nobody tells when a process that is not ours has gone. */
export async function until(fits: () => boolean, withinMs: number, what: () => unknown = () => ''): Promise<number> {
  const from = performance.now()
  while (!fits()) {
    if (performance.now() - from > withinMs) expect.fail(`not within ${withinMs} ms: ${JSON.stringify(what())}`)
    await new Promise((resolve) => setTimeout(resolve, 2))
  }
  return performance.now() - from
}

/** The living watchdogs over this folder. Told by their arguments, for their environment is empty. */
export function watchdogsOver(dataDir: string): readonly number[] {
  return readdirSync('/proc')
    .map(Number)
    .filter((pid) => Number.isInteger(pid) && isAlive(pid))
    .filter((pid) => {
      try {
        const words = readFileSync(`/proc/${pid}/cmdline`, 'latin1').split('\0')
        return words.includes('quiesce-watchdog') && words.some((word) => word.startsWith(dataDir))
      } catch {
        return false
      }
    })
}
