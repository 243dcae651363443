import { spawn, type ChildProcess } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { afterEach, expect, it } from 'vitest'
import { asRunId } from '@contract/ids'
import type { BodyReport } from '@engine/kinds/task-kind'
import type { LiveProcess } from '@engine/processes/live-process'
import { Family } from '@engine/processes/family'
import { platformProcessTable } from '@engine/processes/platform-table'
import { signalFound, signalFoundGroup } from '@engine/processes/send-signal'
import { signalFamily, signalMembers } from '@engine/processes/signal-family'
import { AdoptedBody } from '@engine/recovery/adopted-body'
import { isAlive } from '../../support/nothing-alive'
import { openFolders } from '../../faults/support/later'
import { saying } from '../../support/words'

afterEach(openFolders.release)

const NEXT_NUMBER = '/proc/sys/kernel/ns_last_pid'
const whyNot =
  process.getuid?.() !== 0 || !existsSync(NEXT_NUMBER) ? ' (skipped: choosing the next number needs root on Linux)' : ''
const table = platformProcessTable()
const own = { stdio: 'ignore', detached: true, env: {} } as const

interface Ended {
  readonly pid: number
  readonly startTime: string
}

function begun(file: string, args: readonly string[]): ChildProcess {
  const child = spawn(file, args, own)
  openFolders.later(() => child.kill('SIGKILL'))
  return child
}

/** A process as it was found, which has ended since and was reaped. */
async function endedOne(): Promise<Ended> {
  const child = begun('sleep', ['600'])
  const pid = child.pid ?? 0
  const startTime = table.startTimeOf(pid) ?? ''
  // A start time counts in hundredths of a second: the stranger must not get the same.
  await new Promise((resolve) => setTimeout(resolve, 30))
  child.kill('SIGKILL')
  await new Promise((resolve) => child.once('exit', resolve))
  return { pid, startTime }
}

/** A program that has nothing to do with any run gets this very number, as the kernel may do once it has come round. */
async function strangerAt(pid: number, file = 'sleep', args: readonly string[] = ['600']): Promise<ChildProcess> {
  for (let attempt = 0; attempt < 500; attempt++) {
    writeFileSync(NEXT_NUMBER, String(pid - 1))
    const stranger = begun(file, args)
    if (stranger.pid === pid) return stranger
    // Somebody else was faster.
    stranger.kill('SIGKILL')
    await new Promise((resolve) => stranger.once('exit', resolve))
  }
  throw new Error(`nobody was given the number ${pid}`)
}

/** A stranger's group whose leader had that number and has left: only a child of it is in the group. */
async function strangersGroupAt(pid: number): Promise<number> {
  const leader = await strangerAt(pid, 'sh', ['-c', 'sleep 600 & exit 0'])
  await new Promise((resolve) => leader.once('exit', resolve))
  const scan = await table.scan()
  const [child] = scan.inGroup(pid)
  openFolders.later(() => child && isAlive(child.pid) && process.kill(child.pid, 'SIGKILL'))
  return child?.pid ?? 0
}

function asMember({ pid, startTime }: Ended): LiveProcess {
  return { pid, startTime, command: 'sleep 600', foundBy: 'group', inGroup: true, inSession: true, hasParent: false }
}

function familyOf(leader: Ended): Family {
  return new Family(table, 'run-of-strangers', { ...leader, command: 'sleep 600' })
}

it.skipIf(whyNot !== '')(`a single process: the stranger with its number is not signalled${whyNot}`, async () => {
  const gone = await endedOne()
  const stranger = await strangerAt(gone.pid)
  for (const signal of ['SIGTERM', 'SIGKILL'] as const) expect(signalFound(table, gone, signal)).toBe('gone')
  await expectUntouched(stranger.pid ?? 0)
})

it.skipIf(whyNot !== '')(
  `a group: the stranger that leads a group by its number is not signalled${whyNot}`,
  async () => {
    const gone = await endedOne()
    const stranger = await strangerAt(gone.pid)
    expect(signalFoundGroup(table, gone.pid, [gone], 'SIGKILL')).toBeUndefined()
    await expectUntouched(stranger.pid ?? 0)
  },
)

it.skipIf(whyNot !== '')(`a group: what a stranger that led it left behind is not signalled${whyNot}`, async () => {
  const gone = await endedOne()
  const child = await strangersGroupAt(gone.pid)
  expect(signalFoundGroup(table, gone.pid, [gone], 'SIGKILL')).toBeUndefined()
  await expectUntouched(child)
})

it.skipIf(whyNot !== '')(
  `a family that was looked up a moment ago: nobody new is signalled by its numbers${whyNot}`,
  async () => {
    for (const strangerOf of [async (pid: number) => (await strangerAt(pid)).pid ?? 0, strangersGroupAt]) {
      const gone = await endedOne()
      const family = familyOf(gone)
      const stranger = await strangerOf(gone.pid)
      const stale = [asMember(gone), { ...asMember(gone), inGroup: false, inSession: false }]
      for (const member of stale) {
        expect(signalFamily(family, table, [member], 'SIGKILL')).toMatchObject({ delivered: 'no', deliveredTo: 0 })
        expect(signalMembers(family, table, [member], 'SIGKILL')).toMatchObject({ delivered: 'no', deliveredTo: 0 })
      }
      await expectUntouched(stranger)
    }
  },
)

it.skipIf(whyNot !== '')(
  `a look: who has the number of a leader that has gone does not become family${whyNot}`,
  async () => {
    const gone = await endedOne()
    // The last look was when the kernel was elsewhere among the numbers; since then it has come round to this one.
    const highest = Number(readFileSync('/proc/sys/kernel/pid_max', 'utf8'))
    writeFileSync(NEXT_NUMBER, String((gone.pid + Math.floor(highest / 2)) % highest))
    const family = familyOf(gone)
    family.leaderGone()
    const child = await strangersGroupAt(gone.pid)
    // The group's number was free in between: whoever is in it now came later, and no look may take it for family.
    const living = await family.look()
    expect(living.map(({ pid }) => pid)).not.toContain(gone.pid)
    expect(living.map(({ pid }) => pid)).not.toContain(child)
    signalFamily(family, table, living, 'SIGKILL')
    await expectUntouched(child)
  },
)

it.skipIf(whyNot !== '')(
  `a run that was taken over: after its leader's end its number is not signalled${whyNot}`,
  async () => {
    const child = begun('sleep', ['600'])
    const pid = child.pid ?? 0
    const startTime = table.startTimeOf(pid) ?? ''
    await new Promise((resolve) => setTimeout(resolve, 30))
    const leader = (await table.scan()).entries.get(pid)
    if (!leader) throw new Error('the leader is not there')
    let body: AdoptedBody | undefined
    const ended = new Promise((resolve) => {
      const report: BodyReport = { ...SILENT, ended: resolve }
      const runId = asRunId('run-taken-over')
      const spec = { kind: 'process', name: 'taken over', command: 'sleep', args: ['600'] } as const
      const found = { table, runId, spec, owner: 'nobody', leader }
      body = new AdoptedBody({ ...found, report, reach: 'all', groupGone: nothing })
    })
    openFolders.later(() => body?.letGo())
    const exited = new Promise((resolve) => child.once('exit', resolve))
    child.kill('SIGKILL')
    await exited
    const stranger = await strangerAt(pid)
    for (const message of ['ask', 'terminate', 'SIGINT'] as const)
      expect(await body?.deliver(message)).toMatchObject({ delivered: 'no', deliveredTo: 0 })
    await expectUntouched(stranger.pid ?? 0)
    expect(table.startTimeOf(pid)).not.toBe(startTime)
    expect(await ended).toMatchObject({ how: 'exited' })
  },
)

it('Quiesce itself, those it lives in, and the first process are never signalled', () => {
  for (const pid of [process.pid, process.ppid, 1]) {
    const found = { pid, startTime: table.startTimeOf(pid) ?? '' }
    expect(signalFound(table, found, 'SIGKILL')).toBe('spared')
    expect(signalFoundGroup(table, table.groupOf?.(pid) ?? pid, [found], 'SIGKILL')).toBeUndefined()
    const member: LiveProcess = { ...asMember(found), foundBy: 'mark', inGroup: false, inSession: false }
    expect(signalFamily(familyOf({ pid: 99, startTime: '1' }), table, [member], 'SIGKILL')).toEqual({
      delivered: 'no',
      deliveredTo: 0,
      evidence: saying(`Quiesce itself runs in process ${pid}, which was not signalled.`),
      outsiders: [],
    })
  }
})

const nothing = (): void => undefined
const SILENT = {
  started: nothing,
  output: nothing,
  log: nothing,
  linesDropped: nothing,
  progress: nothing,
  cleanup: nothing,
  fired: nothing,
  handled: nothing,
  handsOver: nothing,
  sentToDelegate: nothing,
}

/** A signal takes effect when its process runs next: it is given the time. */
async function expectUntouched(pid: number): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 50))
  expect(isAlive(pid)).toBe(true)
}
