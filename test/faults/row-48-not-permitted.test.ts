import { execFileSync, spawnSync } from 'node:child_process'
import { chmodSync, chownSync, copyFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, it } from 'vitest'
import type { RunId } from '@contract/ids'
import type { TaskSpec } from '@contract/task'
import { isAlive } from '../support/nothing-alive'
import { command, newDataDir, stepOf } from '../support/test-engine'
import { endIfThere, sleeper, unusual } from '../support/unusual'
import { askedManager, type AskedManager } from './support/asked-manager'
import { openFolders } from './support/later'
import { until } from './support/manager'
import { inWords, receiptSummary, saying } from '../support/words'

afterEach(openFolders.release)

const WITHIN_MS = 2_000
/** A machine at work tells a timer late by some of this. */
const SLACK_MS = 400
const NOBODY = 65_534
const AS_NOBODY = ['setpriv', `--reuid=${NOBODY}`, `--regid=${NOBODY}`, '--clear-groups', '--']

/** A user may signal only processes of their own, and root may signal all: kill(2), EPERM. */
const whyNot = otherUserProblem()
const skipped = whyNot === '' ? '' : ` (skipped: ${whyNot})`

function otherUserProblem(): string {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return 'becoming another user needs root'
  const [file = '', ...args] = AS_NOBODY
  return spawnSync(file, [...args, 'true']).status === 0 ? '' : 'there is no setpriv program'
}

interface Mixed {
  readonly manager: AskedManager
  readonly id: RunId
  /** The member that became root, and its words. */
  readonly root: number
  readonly command: string
  /** Of the user that the manager runs as. */
  readonly leader: number
}

/** A manager without rights, and a run whose leader is of its user and whose other member has become root. */
async function mixedFamily(): Promise<Mixed> {
  const dataDir = newDataDir()
  chownSync(dataDir, NOBODY, NOBODY)
  const becomeRoot = join(dataDir, 'become-root')
  copyFileSync(execFileSync('which', ['setpriv'], { encoding: 'utf8' }).trim(), becomeRoot)
  chmodSync(becomeRoot, 0o4755)
  const manager = await askedManager(dataDir, { through: AS_NOBODY })
  const [ofRoot, ofUser] = [unusual(), unusual()]
  // Whatever becomes of the test, root's program is ended by root.
  openFolders.later(() => endSleepers(ofRoot))
  const script = `"$0" --reuid=0 --regid=0 --clear-groups -- sleep ${ofRoot} & exec sleep ${ofUser}`
  const spec: TaskSpec = command('mixed', '/bin/sh', ['-c', script, becomeRoot], {
    cwd: '/',
    stopPolicy: [
      { send: 'SIGTERM', patienceMs: 400 },
      { send: 'SIGKILL', patienceMs: 400 },
    ],
  })
  const { id } = await manager.start(spec)
  await until(() => sleeper(ofRoot) !== undefined && sleeper(ofUser) !== undefined, 5_000)
  return { manager, id, root: sleeper(ofRoot)?.pid ?? 0, command: `sleep ${ofRoot}`, leader: sleeper(ofUser)?.pid ?? 0 }
}

function endSleepers(seconds: string): void {
  const found = sleeper(seconds)
  if (found) endIfThere(found.pid)
}

async function stuckRun({ manager, id }: Mixed) {
  for (;;) {
    const run = await manager.run(id)
    if (run?.phase === 'stuck') return run
    expect(run?.phase).not.toBe('ended')
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

async function deliveriesOf({ manager, id }: Mixed): Promise<readonly string[]> {
  return (await manager.events(id)).filter(({ type }) => type === 'delivered').map(({ text }) => text)
}

it.skipIf(whyNot !== '')(
  `row 48 one of the family may not be signalled: who took it is counted, who did not is named, and the run is stuck${skipped}`,
  async () => {
    const mixed = await mixedFamily()
    const { manager, id, root, leader, command: who } = mixed
    expect(await manager.stop(id)).toEqual({ accepted: true })
    const run = await stuckRun(mixed)
    expect(isAlive(leader)).toBe(false)
    expect(isAlive(root)).toBe(true)
    expect(await deliveriesOf(mixed)).toEqual([
      `main: The kernel took SIGTERM for one process of the family. The kernel refused to send SIGTERM to process ${root} (EPERM).`,
      `main: The kernel refused to send SIGKILL to process ${root} (EPERM).`,
    ])
    expect(inWords(run.waitingFor)).toBe(
      `Quiesce may not signal ${who} (process ${root}). It runs as another user (EPERM). Still alive: ${who} (process ${root}).`,
    )
    expect(run.family).toEqual([{ pid: root, command: who, role: 'survivor' }])
    expect(run.receipt).toBeUndefined()

    // Root may, and does. Only then is the run over, and what its receipt counts is what took a signal.
    process.kill(root, 'SIGKILL')
    const receipt = await manager.ended(id)
    expect(receipt).toMatchObject({ verdict: 'survivors', outcome: 'stopped', refusal: 'not-permitted' })
    expect(receipt.ladder.map(({ send, deliveredTo }) => [send, deliveredTo])).toEqual([
      ['SIGTERM', 1],
      ['SIGKILL', 0],
    ])
    expect(receipt.survivors).toMatchObject([{ pid: root, command: who, endedBy: 'by-itself' }])
    expect(receiptSummary(receipt)).toBe(`1 survivor could not be signalled, and ended without Quiesce: sleep ${root}`)
    expect(stepOf(receipt, 'handled')).toMatchObject({
      verdict: 'no',
      evidence: saying(`Quiesce may not signal ${who} (process ${root}). It runs as another user (EPERM).`),
    })
    // It was not ended by us, and nothing says so.
    expect(inWords(stepOf(receipt, 'family-gone').evidence)).not.toMatch(/had to be ended/)
  },
  20_000,
)

it.skipIf(whyNot !== '')(
  `row 48 closing ends within its limit, and names the run whose member may not be signalled${skipped}`,
  async () => {
    const { manager, id, root, leader, command: who } = await mixedFamily()
    const from = performance.now()
    const { left } = await manager.closeEngine({ how: 'terminate', withinMs: WITHIN_MS })
    expect(performance.now() - from).toBeLessThan(WITHIN_MS + SLACK_MS)
    expect(left).toMatchObject([{ id, name: 'mixed', family: [{ pid: root, command: who, role: 'survivor' }] }])
    expect(isAlive(leader)).toBe(false)
    await manager.killed()
    expect(isAlive(root)).toBe(true)
  },
  20_000,
)
