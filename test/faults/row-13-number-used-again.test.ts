import { spawn } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { afterEach, expect, it } from 'vitest'
import { isAlive } from '../support/nothing-alive'
import { command, newDataDir, openEngine, phaseOf, snapshotOf, verdictsOf } from '../support/test-engine'
import { withJournal } from './support/journal-file'
import { openFolders } from './support/later'

afterEach(openFolders.release)

const NEXT_NUMBER = '/proc/sys/kernel/ns_last_pid'
const whyNot =
  process.getuid?.() !== 0 || !existsSync(NEXT_NUMBER) ? 'choosing the next number needs root on Linux' : ''

/** A run that a dead engine left open in the journal, under the number of a process that is a stranger. */
async function openRunOver(pid: number, startTime: string): Promise<{ readonly dataDir: string; readonly id: string }> {
  const dataDir = newDataDir()
  const test = await openEngine(dataDir)
  const run = test.start(command('left open', 'sleep', ['60']))
  await phaseOf(test, run.id, 'running')
  const body = await bodyOf(dataDir, run.id)
  await test.engine.close('terminate')
  const { checksum } = await import('@engine/journal/checksum')
  const changed = JSON.stringify({ ...body, pid, startTime })
  withJournal(dataDir, (sqlite) => {
    sqlite.prepare('DELETE FROM receipts WHERE run_id = ?').all(run.id)
    sqlite
      .prepare('UPDATE runs SET ended = 0, body = ?, checksum = ? WHERE id = ?')
      .all(changed, checksum('run', run.id, changed), run.id)
  })
  return { dataDir, id: run.id }
}

async function bodyOf(dataDir: string, id: string): Promise<Record<string, unknown>> {
  for (;;) {
    const row = withJournal(dataDir, (sqlite) => sqlite.prepare('SELECT body FROM runs WHERE id = ?').all(id)[0])
    const body = JSON.parse(typeof row?.['body'] === 'string' ? row['body'] : '{}') as Record<string, unknown>
    if (body['pid'] !== undefined) return body
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}

function startTimeOf(pid: number): string {
  const stat = readFileSync(`/proc/${pid}/stat`, 'latin1')
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? ''
}

function stranger(): { readonly pid: number } {
  const child = spawn('sleep', ['600'], { detached: true, stdio: 'ignore', env: {} })
  openFolders.later(() => child.kill('SIGKILL'))
  return { pid: child.pid ?? 0 }
}

it('a stranger that has the number of an open run, and another start time, is named and not touched', async () => {
  const { pid } = stranger()
  const { dataDir, id } = await openRunOver(pid, '1')
  const test = await openEngine(dataDir)
  expect(test.engine.recovered()).toMatchObject([{ id, found: 'gone', evidence: { code: 'number-given-away', pid } }])
  expect(isAlive(pid)).toBe(true)
})

it('a stranger with the same number and the same start time, as within one tick of the clock, is called unknown and not touched', async () => {
  const { pid } = stranger()
  const { dataDir, id } = await openRunOver(pid, startTimeOf(pid))
  const test = await openEngine(dataDir)
  const [recovered] = test.engine.recovered()
  expect(recovered).toMatchObject({
    id,
    found: 'unknown',
    evidence: { code: 'leader-may-be-another', pid },
  })
  expect(await test.engine.recover(recovered!.id, 'stop')).toMatchObject({ accepted: false, code: 'not-offered' })
  expect(isAlive(pid)).toBe(true)
  // It may be the leader itself, with another environment: that it is gone was not seen.
  const { receipt } = (await test.engine.earlierRun(recovered!.id)) ?? {}
  expect(verdictsOf(receipt!)).toMatchObject({ 'leader-gone': 'unknown', 'family-gone': 'unknown' })
})

it.skipIf(whyNot !== '')(
  `the kernel gives a stranger the very number of a leader that has gone: neither a stop nor the watchdog touches it${whyNot ? ` (skipped: ${whyNot})` : ''}`,
  async () => {
    const test = await openEngine()
    // The leader leaves at once; a child of it in a session of its own keeps the run alive, and is deaf to SIGTERM.
    const line = `setsid sh -c 'trap "" TERM; while :; do sleep 1; done' & sleep 0.2`
    const spec = { kind: 'process', name: 'leaves', command: line, shell: true } as const
    const run = test.start({
      ...spec,
      stopPolicy: [
        { send: 'SIGTERM', patienceMs: 700 },
        { send: 'SIGKILL', patienceMs: 2_000 },
      ],
    })
    const { pid = 0 } = await snapshotOf(test.engine, run.id, (each) => each.pid !== undefined)
    // A zombie has its number still: it must be reaped as well.
    while (existsSync(`/proc/${pid}`)) await new Promise((resolve) => setTimeout(resolve, 5))
    let other = 0
    for (let attempt = 0; attempt < 200 && other !== pid; attempt++) {
      writeFileSync(NEXT_NUMBER, String(pid - 1))
      const next = stranger()
      other = next.pid
      // Somebody else was faster.
      if (other === pid) break
      process.kill(other, 'SIGKILL')
      await new Promise((resolve) => setTimeout(resolve, 2))
    }
    expect(other).toBe(pid)
    expect(await test.engine.ended(run.id)).toMatchObject({ verdict: 'survivors' })
    expect(isAlive(other)).toBe(true)
  },
)
