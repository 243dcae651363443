import { spawn } from 'node:child_process'
import { text } from 'node:stream/consumers'
import { join } from 'node:path'
import type { Receipt } from '@contract/receipt'
import type { TaskSpec } from '@contract/task'
import { fixture, newDataDir } from '../../support/test-engine'

const engine = join(import.meta.dirname, '../../../out/engine/index.js')

export interface OneRun {
  readonly receipt: Receipt
  /** Processes whose command line held `alive` when the receipt was there. */
  readonly living: readonly number[]
}

export interface OneRunOptions {
  readonly stop?: boolean
  /** Part of a command line. */
  readonly alive: string
}

/**
 * One run in a process namespace of its own, with an engine of its own. What shows nothing of whom it belongs to is a doubt for
 * every engine that sees it: here no other one does, and all of it ends with the namespace.
 */
export async function oneRunAlone(spec: TaskSpec, options: OneRunOptions): Promise<OneRun> {
  const inside = [process.execPath, fixture('one-run.mjs'), engine, newDataDir(), JSON.stringify({ spec, ...options })]
  const namespace = ['--user', '--map-current-user', '--pid', '--fork', '--mount-proc', '--kill-child']
  // The first process of a namespace takes in its orphans: that is not to be the engine itself.
  const child = spawn('unshare', [...namespace, 'sh', '-c', '"$@"; exit', 'sh', ...inside], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  return JSON.parse(await text(child.stdout)) as OneRun
}
