import { mkdirSync, mkdtempSync, readFileSync, rmdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest'
import { memoryState } from '@engine/processes/linux/linux-memory'
import { MemoryKills } from '@engine/processes/memory-kills'
import { lineOf, openEngine, shell, stepOf } from '../../support/test-engine'
import { inWords, receiptSummary } from '../../support/words'

const KILLED = { code: null, signal: 'SIGKILL' }
const MB = 1_000_000

describe('what the kernel counts', () => {
  let root = ''
  beforeEach(() => (root = `${mkdtempSync(join(tmpdir(), 'quiesce-counters-'))}/`))
  afterEach(() => rmSync(root, { recursive: true }))

  function put(path: string, text: string): void {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), text)
  }

  it('is that of our own control group and those below it, where the system has them', () => {
    put('proc/self/cgroup', '0::/user.slice/app-quiesce.scope\n')
    put(
      'sys/fs/cgroup/user.slice/app-quiesce.scope/memory.events',
      'low 0\nhigh 0\nmax 9\noom 3\noom_kill 2\noom_group_kill 0\n',
    )
    put('proc/vmstat', 'pgfault 7\noom_kill 40\n')
    put('proc/meminfo', 'MemTotal:       2048 kB\nMemAvailable:    1000 kB\n')
    const countedIn = '/sys/fs/cgroup/user.slice/app-quiesce.scope/memory.events'
    expect(memoryState(root)).toEqual({ oomKills: 2, countedIn, availableBytes: 1_024_000 })
  })

  it('is that of the machine where groups are of the first version, or we are in the topmost', () => {
    put('proc/self/cgroup', '4:memory:/some\n0::/\n')
    put('proc/vmstat', 'oom_kill 40\n')
    expect(memoryState(root)).toEqual({ oomKills: 40, countedIn: '/proc/vmstat' })
  })

  it('is nothing where it is counted nowhere', () => {
    put('proc/vmstat', 'pgfault 7\n')
    expect(memoryState(root)).toBeUndefined()
  })

  it('makes one end probable for each kill, and none that was there before or is forced by us', () => {
    put('proc/meminfo', 'MemAvailable:    50000 kB\n')
    put('proc/vmstat', 'oom_kill 4\n')
    const kills = new MemoryKills({ memoryState: () => memoryState(root) })
    const [one, other] = [kills.since(), kills.since()]
    expect(one(KILLED, 812 * MB)).toBeUndefined()
    put('proc/vmstat', 'oom_kill 5\n')
    expect(one({ code: 0, signal: null }, 0)).toBeUndefined()
    expect(one({ code: null, signal: 'SIGTERM' }, 0)).toBeUndefined()
    expect(inWords(one(KILLED, 812 * MB))).toBe(
      'It was probably killed by the kernel for memory: the kernel counted 1 such kill while it ran (oom_kill in /proc/vmstat); it used 812 MB when it was last sampled, and the machine had 51 MB available at its end.',
    )
    expect(other(KILLED, 1)).toBeUndefined()
    put('proc/vmstat', 'oom_kill 7\n')
    expect(inWords(other({ code: 137, signal: null }, 0))).toMatch(
      /^It left with exit code 137: a process of it was probably killed .* counted 2 such kills .*; its memory was not sampled/,
    )
  })
})

/** A control group of its own below ours, of either version, which may hold 40 MB. */
function smallGroup(): { readonly folder: string } | { readonly why: string } {
  const groups = readFileSync('/proc/self/cgroup', 'latin1')
  const first = /^\d+:(?:[a-z_,]+,)?memory(?:,[a-z_,]+)?:(.*)$/m.exec(groups)?.[1]
  const second = /^0::(.*)$/m.exec(groups)?.[1] ?? '/'
  const parent = first === undefined ? join('/sys/fs/cgroup', second) : join('/sys/fs/cgroup/memory', first)
  const folder = join(parent, `quiesce-test-${process.pid}`)
  try {
    mkdirSync(folder)
    try {
      writeFileSync(join(folder, first === undefined ? 'memory.max' : 'memory.limit_in_bytes'), String(40 * MB), {
        flag: 'r+',
      })
      return { folder }
    } catch (error) {
      rmdirSync(folder)
      throw error
    }
  } catch (error) {
    return { why: ` (skipped: no control group with a limit can be made here: ${String(error)})` }
  }
}

describe('a program that is ended by SIGKILL', () => {
  const group = smallGroup()
  const folder = 'folder' in group ? group.folder : ''
  afterAll(() => {
    if (folder !== '') rmdirSync(folder)
  })

  it.skipIf(folder === '')(
    `for want of memory is told as probable, with its numbers${'why' in group ? group.why : ''}`,
    async () => {
      const test = await openEngine()
      const fill = 'x = bytearray(400000000)'
      const run = test.start(shell(`echo $$ > ${folder}/cgroup.procs; exec python3 -S -c '${fill}'`))
      const receipt = await test.engine.ended(run.id)
      expect(receipt).toMatchObject({ outcome: 'failed', exit: { code: null, signal: 'SIGKILL' } })
      expect(receipt.origin).toBeUndefined()
      expect(receiptSummary(receipt)).toMatch(
        /^It was probably killed by the kernel for memory: the kernel counted \d+ such kills? while it ran \(oom_kill in \/.*\); .*, and the machine had \d+ MB available at its end\.$/,
      )
      expect(inWords(stepOf(receipt, 'leader-gone').evidence)).toMatch(
        /^Its end by SIGKILL was reported\. It was probably killed/,
      )
    },
  )

  it('by another program is not', async () => {
    const test = await openEngine()
    const run = test.start(shell('echo up; exec sleep 1000'))
    await lineOf(test, run.id, /up/)
    process.kill(test.engine.run(run.id)?.pid ?? 0, 'SIGKILL')
    const receipt = await test.engine.ended(run.id)
    expect(receipt).toMatchObject({ outcome: 'failed', origin: 'another-program' })
    expect(receiptSummary(receipt)).toBe('It was ended by SIGKILL, which Quiesce did not send.')
    expect(JSON.stringify(receipt)).not.toContain('memory')
  })
})
