import { spawn } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, it } from 'vitest'
import type { RecoveredRun } from '@contract/recovered'
import type { ControlAnswer } from '@contract/control-answer'
import { isAlive } from '../support/nothing-alive'
import { command, fixture, newDataDir, shell } from '../support/test-engine'
import { endIfThere } from '../support/unusual'
import { askedManager } from './support/asked-manager'
import { openFolders } from './support/later'
import { saying } from '../support/words'

afterEach(openFolders.release)

const ENGINE = join(import.meta.dirname, '../../out/engine/index.js')

interface Inside {
  readonly pid: number
  readonly helper: number
  readonly found?: RecoveredRun
  readonly answer?: ControlAnswer
  /** Its helpers, after the run was stopped. */
  readonly alive: readonly boolean[]
  /** What its environment still has of the outer Quiesce. */
  readonly inherited: readonly string[]
}

it('a Quiesce whose environment carries the mark of a kept run stops that run, and neither itself nor its helpers', async () => {
  const dataDir = newDataDir()
  const manager = await askedManager(dataDir)
  const { id } = await manager.start(command('kept', 'sleep', ['1000'], { keepRunning: true }))
  await expect.poll(async () => (await manager.run(id))?.phase).toBe('running')
  const { pid: kept = 0 } = (await manager.run(id)) ?? {}
  openFolders.later(() => endIfThere(kept))
  manager.child.kill('SIGKILL')
  await expect.poll(() => manager.child.signalCode).toBe('SIGKILL')

  const outer = { QUIESCE_RUN_ID: id, QUIESCE_OWNER_ID: 'kept-outer', QUIESCE_EVENTS_FD: '3' }
  const child = spawn(process.execPath, [fixture('engine/started-inside.mjs'), ENGINE, dataDir], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, ...outer },
  })
  let text = ''
  child.stdout.setEncoding('utf8').on('data', (part: string) => (text += part))
  const code = await new Promise((resolve) => child.once('close', resolve))
  const inside = JSON.parse(text) as Inside
  expect(inside.inherited).toEqual([])
  expect(inside.found?.processes.map(({ pid }) => pid)).toEqual([kept])
  expect(inside.answer).toEqual({ accepted: true })
  expect(inside.alive).toEqual([true, true])
  expect(code).toBe(0)
  expect(isAlive(kept)).toBe(false)
})

it('a Quiesce that a kept run itself has started does not take that run over, nor end the shell that it stands on', async () => {
  const dataDir = newDataDir()
  const [go, out] = [join(dataDir, 'go'), join(dataDir, 'out')]
  const manager = await askedManager(dataDir)
  const line = `while ! [ -e "$1" ]; do sleep 0.05; done; "$2" "$3" "$4" "$5" >"$6"; echo $? >"$6.code"; sleep 1000`
  const words = [go, process.execPath, fixture('engine/started-inside.mjs'), ENGINE, dataDir, out]
  const { id } = await manager.start(shell(line, { args: words, keepRunning: true }))
  await expect.poll(async () => (await manager.run(id))?.phase).toBe('running')
  const { pid: leader = 0 } = (await manager.run(id)) ?? {}
  openFolders.later(() => {
    // Its group: the shell and what it waits for.
    if (isAlive(leader)) process.kill(-leader, 'SIGKILL')
  })
  manager.child.kill('SIGKILL')
  await expect.poll(() => manager.child.signalCode).toBe('SIGKILL')
  writeFileSync(go, '')
  await expect.poll(() => existsSync(`${out}.code`), { timeout: 30_000 }).toBe(true)
  const inside = JSON.parse(readFileSync(out, 'utf8')) as Inside
  expect(inside.found).toMatchObject({ id, found: 'alive' })
  expect(inside.found?.processes.map(({ pid }) => pid)).not.toContain(inside.pid)
  expect(inside.found?.processes.map(({ pid }) => pid)).not.toContain(inside.helper)
  expect(inside.answer).toEqual({
    accepted: false,
    code: 'not-offered',
    reason: saying('This Quiesce was started inside it: it is not taken over from within.'),
  })
  expect(inside.alive).toEqual([true, true])
  expect(readFileSync(`${out}.code`, 'utf8')).toBe('0\n')
  expect(isAlive(leader)).toBe(true)
})
