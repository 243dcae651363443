import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { afterEach, expect, it } from 'vitest'
import type { Receipt } from '@contract/receipt'
import { lastPid, PidCounter } from '@engine/processes/linux/new-pids'
import { LinuxScan } from '@engine/processes/linux/linux-scan'
import { absenceOf } from '@engine/processes/absence'
import { processesWith } from '../support/nothing-alive'
import { command, lineOf, openEngine, python, shell, stepOf, type TestEngine } from '../support/test-engine'
import { unusual } from '../support/unusual'
import { openFolders } from './support/later'
import { saying } from '../support/words'

afterEach(openFolders.release)

/** Each generation makes the next one in a session of its own and leaves; nobody waits until the last one stands. */
const HOPS = `
import os, sys, time
for _ in range(int(sys.argv[1])):
    if os.fork(): os._exit(0)
    os.setsid()
    time.sleep(int(sys.argv[2]) / 1000)
os.execvp('sleep', ['sleep', sys.argv[3]])`

const CHAINS = [
  [2, 0],
  [2, 2],
  [6, 5],
  [8, 3],
] as const

/** Whoever carries the run's mark after its receipt was written has made the receipt untrue, if that said that nobody is left. */
async function expectTrue(test: TestEngine, receipt: Receipt): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 150))
  const left = processesWith(receipt.runId)
  for (const { pid } of left) process.kill(pid, 'SIGKILL')
  expect(left).toEqual([])
  expect(stepOf(receipt, 'family-gone').verdict).toBe('yes')
  expect(test.phase(receipt.runId)).toBe('ended')
}

it.each(CHAINS)(
  'row 37 a leader leaves at once behind a chain of %i forks, %i ms each: the last is found and ended',
  async (hops, pause) => {
    const test = await openEngine()
    for (let attempt = 0; attempt < 4; attempt++) {
      const n = unusual()
      const run = test.start(command('hops', 'python3', ['-S', '-c', HOPS, String(hops), String(pause), n]))
      const receipt = await test.engine.ended(run.id)
      await expectTrue(test, receipt)
      expect(receipt.verdict).toBe('survivors')
    }
  },
)

it.each([
  ['sh', 'setsid sleep N </dev/null >/dev/null 2>&1 & exit 0'],
  ['bash', 'setsid sleep N </dev/null >/dev/null 2>&1 & exit 0'],
  ['sh', '( ( setsid sleep N </dev/null >/dev/null 2>&1 & ) & ); exit 0'],
])('row 37 %s -c "%s" leaves a daemon: it is found and ended', async (program, line) => {
  const test = await openEngine()
  for (let attempt = 0; attempt < 4; attempt++) {
    const run = test.start(command('daemon', program, ['-c', line.replace('N', unusual())], { env: { SHLVL: '1' } }))
    const receipt = await test.engine.ended(run.id)
    await expectTrue(test, receipt)
    expect(receipt.verdict).toBe('survivors')
  }
})

it('row 37 a handler of SIGTERM starts a daemon by a double fork and leaves: the daemon does not outlive the receipt', async () => {
  const test = await openEngine()
  const n = unusual()
  const run = test.start(
    shell(
      `trap '( ( setsid sleep ${n} >/dev/null 2>&1 </dev/null & ) & ); exit 0' TERM; echo up; while :; do sleep 1 & wait $!; done`,
    ),
  )
  await lineOf(test, run.id, /up/)
  await test.engine.stop(run.id)
  await expectTrue(test, await test.engine.ended(run.id))
})

it('row 37 while the machine makes processes without a pause a stop is proven all the same', async () => {
  const storm = spawn('sh', ['-c', 'while :; do /bin/true; done'], { stdio: 'ignore' })
  openFolders.later(() => storm.kill('SIGKILL'))
  const test = await openEngine()
  const run = test.start(python('print("up")\nimport time\ntime.sleep(1000)'))
  await lineOf(test, run.id, /up/)
  const before = lastPid()
  await test.engine.stop(run.id)
  const receipt = await test.engine.ended(run.id)
  expect(lastPid()).not.toBe(before)
  expect(receipt.verdict).toBe('clean')
  expect(stepOf(receipt, 'family-gone')).toMatchObject({
    verdict: 'yes',
    evidence: saying(
      expect.stringMatching(/^A scan of all \d+ processes, and of each that was made meanwhile, found nobody /),
    ),
  })
})

it('row 37 a scan has a process that was made after the list was read, and says when one did not show whose it is', async () => {
  const counter = new PidCounter()
  let late: ReturnType<typeof spawn> | undefined
  const pids = new Set<number>()
  const scan = await new LinuxScan((pid, stat) => {
    // In the middle of the scan: it is in no list.
    late ??= spawn('sleep', ['600'], { stdio: 'ignore' })
    pids.add(pid)
    return { entry: { ...stat, pid, mark: undefined, cpuMs: 0, memoryBytes: 0 }, isDecided: true }
  }, counter).all()
  openFolders.later(() => late?.kill('SIGKILL'))
  expect(scan.gap).toBeUndefined()
  expect(scan.entries.has(late?.pid ?? 0)).toBe(true)
  // A thread has a number too, and is not a process.
  for (const pid of scan.entries.keys()) {
    const group = /^Tgid:\s*(\d+)/m.exec(readStatus(pid))?.[1] ?? String(pid)
    expect(Number(group)).toBe(pid)
  }

  // An orphan of a run would be a child of one of those that we live in, or of the first process.
  const ours = process.ppid
  const open = await new LinuxScan((pid, stat) => {
    const entry = { ...stat, pid, mark: undefined, cpuMs: 0, memoryBytes: 0 }
    return { entry, isDecided: pid !== process.pid && pid !== late?.pid }
  }, counter).all()
  expect(open.gap).toEqual({ code: 'process-undecided', pid: process.pid })
  expect(open.entries.get(process.pid)?.parentPid).toBe(ours)
})

it('row 37 what was not seen in disturbed scans, or where marks cannot be read, is not said to be gone', () => {
  const linux = { marks: 'all', groups: true } as const
  const seen = { processes: 90, scans: 12, forMs: 2_040 }
  expect(absenceOf({ ...seen, gap: { code: 'processes-made-too-fast' } }, linux)).toEqual({
    sure: false,
    evidence: saying(
      'Nobody of the family was seen in 12 scans over 2.0 s, but processes were made faster than they could be read.',
    ),
  })
  expect(absenceOf({ ...seen, gap: undefined }, linux).sure).toBe(true)
  for (const sight of [
    { marks: 'none', groups: false },
    { marks: 'some', groups: true },
  ] as const) {
    expect(absenceOf({ ...seen, gap: undefined }, sight).sure).toBe(false)
  }
})

function readStatus(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/status`, 'latin1')
  } catch {
    return ''
  }
}
