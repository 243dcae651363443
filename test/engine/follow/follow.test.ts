import { describe, expect, it } from 'vitest'
import type { RunId } from '@contract/ids'
import type { AfterLeader } from '@contract/follow'
import { freePort } from '../lives/free-port'
import { isAlive } from '../../support/nothing-alive'
import {
  eventOf,
  lineOf,
  openEngine,
  python,
  shell,
  snapshotOf,
  stepOf,
  type TestEngine,
} from '../../support/test-engine'
import { sleepers, unusual } from '../../support/unusual'
import { missing, nginx, pidIn, postgres, redis, type Daemon } from './daemons'
import { receiptSummary } from '../../support/words'

const DAEMONS: readonly [string, string, (port: number) => Daemon][] = [
  ['nginx', missing('nginx'), nginx],
  ['redis', missing('redis-server'), redis],
  ['postgres', missing('pg_ctl', 'initdb', ...(process.getuid?.() === 0 ? ['runuser'] : [])), postgres],
]

async function afterLeader({ engine }: TestEngine, runId: RunId, state: AfterLeader['state']): Promise<AfterLeader> {
  const run = await snapshotOf(engine, runId, (each) => each.afterLeader?.state === state)
  if (!run.afterLeader) throw new Error('snapshotOf answered with a run that does not fit')
  return run.afterLeader
}

/** A launcher that starts a server with a session of its own, waits until it listens, and leaves with this exit code. */
function launcher(code: number, alive = 'time.sleep(1000)'): string {
  return `
import os, socket, sys, time
r, w = os.pipe()
if os.fork() == 0:
    os.setsid()
    s = socket.socket(); s.bind(('127.0.0.1', 0)); s.listen()
    os.write(w, str(s.getsockname()[1]).encode())
    ${alive}
    os._exit(0)
print('port', os.read(r, 10).decode()); sys.stdout.flush(); os._exit(${code})`
}

describe.each(DAEMONS)('%s, which goes to the background,%s', (_name, why, make) => {
  it.skipIf(why !== '')(
    'runs as long as its family, and is ended by a stop with nobody left',
    { timeout: 60_000 },
    async () => {
      const port = await freePort()
      const daemon = make(port)
      const test = await openEngine()
      const run = test.start({ ...daemon.spec, follow: 'family', ready: { probe: { port } } })
      const { goesOn, exit } = await afterLeader(test, run.id, 'followed')
      await eventOf(test, run.id, 'ready')
      expect(exit).toEqual({ code: 0, signal: null })
      const pid = pidIn(daemon)
      const now = await snapshotOf(
        test.engine,
        run.id,
        ({ afterLeader: left }) => left?.goesOn[0]?.ports.includes(port) === true,
      )
      expect(now).toMatchObject({ phase: 'running', ready: true, pid })
      expect(now.afterLeader?.sentence).toMatch(new RegExp(`${pid}.* ${port}$`))
      expect(goesOn.length).toBeGreaterThan(0)
      await expect.poll(() => test.engine.run(run.id)?.ports).toEqual([port])

      expect(await test.engine.stop(run.id)).toMatchObject({ accepted: true })
      const receipt = await test.engine.ended(run.id)
      expect(isAlive(pid)).toBe(false)
      expect(receipt).toMatchObject({ outcome: 'stopped', verdict: 'clean', survivors: [], leaks: [] })
      expect(receipt.followed).toMatchObject({ pid, decided: true })
      expect(stepOf(receipt, 'handled').verdict).toBe('unknown')
      expect(stepOf(receipt, 'leader-gone').ms).toBeLessThan(0)
      expect(stepOf(receipt, 'family-gone')).toMatchObject({ verdict: 'yes' })
      expect(stepOf(receipt, 'ports-free')).toMatchObject({ verdict: 'yes' })
    },
  )
})

it('without the field the person is asked, and nobody is ended or called gone until they answer', async () => {
  const test = await openEngine()
  const run = test.start(python(launcher(0), { name: 'serve' }))
  const port = Number(/port (\d+)/.exec(await lineOf(test, run.id, /port/))?.[1])
  const left = await afterLeader(test, run.id, 'asked')
  const [server] = left.goesOn
  expect(left.sentence).toBe(`python3 ${server?.pid} goes on and listens on ${port}`)
  expect(test.phase(run.id)).toBe('running')
  expect(isAlive(server?.pid ?? 0)).toBe(true)

  expect(await test.engine.decideFollow(run.id, 'follow')).toEqual({ accepted: true })
  expect(test.engine.run(run.id)?.afterLeader?.state).toBe('followed')
  expect(test.engine.tasks()[0]?.spec).toMatchObject({ follow: 'family' })
  expect(await test.engine.decideFollow(run.id, 'end')).toMatchObject({ accepted: false, code: 'not-waiting' })
  process.kill(server?.pid ?? 0, 'SIGKILL')
  const receipt = await test.engine.ended(run.id)
  expect(receipt).toMatchObject({ outcome: 'completed', verdict: 'clean', followed: { decided: true } })
  expect(receipt.askedAt).toBeUndefined()
})

it('"end it" is a stop by the person: the family gets the policy, and the receipt says who asked', async () => {
  const test = await openEngine()
  const run = test.start(python(launcher(0)))
  const { goesOn } = await afterLeader(test, run.id, 'asked')
  expect(await test.engine.decideFollow(run.id, 'end', { origin: 'user' })).toEqual({ accepted: true })
  const receipt = await test.engine.ended(run.id)
  expect(isAlive(goesOn[0]?.pid ?? 0)).toBe(false)
  expect(receipt).toMatchObject({ control: 'stop', origin: 'user', outcome: 'stopped', verdict: 'clean' })
  expect(receipt.followed).toMatchObject({ decided: false })
  expect(test.engine.tasks()[0]?.spec).not.toHaveProperty('follow')
})

it('a question that nobody answers holds nothing up: close ends the run like any other', async () => {
  const test = await openEngine()
  const run = test.start(python(launcher(0)))
  const { goesOn } = await afterLeader(test, run.id, 'asked')
  await test.engine.close()
  expect(isAlive(goesOn[0]?.pid ?? 0)).toBe(false)
  expect(test.engine.run(run.id)?.receipt).toMatchObject({ origin: 'quit', verdict: 'clean', outcome: 'stopped' })
})

it('a leader that fails is not followed: whoever it leaves is ended, and named', async () => {
  const test = await openEngine()
  const run = test.start(python(launcher(3), { follow: 'family' }))
  const receipt = await test.engine.ended(run.id)
  expect(receipt).toMatchObject({ outcome: 'failed', verdict: 'survivors', exit: { code: 3 } })
  expect(receipt.followed).toBeUndefined()
  expect(test.typesOf(run.id)).not.toContain('leader-left')
})

it('with `follow: leader` whoever it leaves is ended, and the summary names the port on which that listened', async () => {
  const test = await openEngine()
  const run = test.start(python(launcher(0), { follow: 'leader' }))
  const port = /port (\d+)/.exec(await lineOf(test, run.id, /port/))?.[1]
  const receipt = await test.engine.ended(run.id)
  const [server] = receipt.survivors
  expect(receipt).toMatchObject({ outcome: 'completed', verdict: 'survivors' })
  expect(receiptSummary(receipt)).toBe(
    `ended by itself; a process it started listened on ${port} and was ended: python3 ${server?.pid}`,
  )
})

it('a helper that neither listens nor works is left behind as before, and nobody is asked', async () => {
  const test = await openEngine()
  const n = unusual()
  const run = test.start(shell(`sleep ${n} </dev/null >/dev/null 2>&1 & exit 0`))
  const receipt = await test.engine.ended(run.id)
  expect(receipt).toMatchObject({ outcome: 'completed', verdict: 'survivors' })
  expect(sleepers(n)).toEqual([])
  expect(test.typesOf(run.id)).not.toContain('leader-left')
})

it('with `follow: family` the same helper is what the run lives for', async () => {
  const test = await openEngine()
  const n = unusual()
  const run = test.start(shell(`setsid sleep ${n} </dev/null >/dev/null 2>&1 & exit 0`, { follow: 'family' }))
  const { sentence } = await afterLeader(test, run.id, 'followed')
  expect(sentence).toMatch(/^sleep \d+ goes on$/)
  await test.engine.stop(run.id)
  expect(await test.engine.ended(run.id)).toMatchObject({ outcome: 'stopped', verdict: 'clean', survivors: [] })
  expect(sleepers(n)).toEqual([])
})

it('a followed family that takes no notice is forced, and terminate ends it at once', async () => {
  const test = await openEngine()
  const deaf = 'import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); time.sleep(1000)'
  const stopPolicy = [
    { send: 'SIGTERM', patienceMs: 200 },
    { send: 'SIGKILL', patienceMs: 5_000 },
  ] as const
  const spec = python(launcher(0, deaf), { follow: 'family', stopPolicy })
  const [one, other] = [test.start(spec), test.start(spec)]
  await Promise.all([one, other].map(({ id }) => afterLeader(test, id, 'followed')))
  await test.engine.stop(one.id)
  await test.engine.terminate(other.id)
  const [forced, ended] = [await test.engine.ended(one.id), await test.engine.ended(other.id)]
  expect(forced).toMatchObject({ verdict: 'forced', outcome: 'stopped' })
  expect(receiptSummary(forced)).toMatch(/ignore.* SIGTERM/)
  expect(ended).toMatchObject({ verdict: 'forced', outcome: 'terminated' })
})

it('a launcher that wrote over its environment and left its session is known by the channel that it was given', async () => {
  const test = await openEngine()
  const n = unusual()
  const run = test.start(shell(`setsid -f env -i sleep ${n} </dev/null >/dev/null 2>&1; exit 0`, { follow: 'family' }))
  await afterLeader(test, run.id, 'followed')
  await test.engine.stop(run.id)
  expect(await test.engine.ended(run.id)).toMatchObject({ verdict: 'clean' })
  expect(sleepers(n)).toEqual([])
})

it("an end by a signal that Quiesce did not send says so, and a fault of its own is nobody else's", async () => {
  const test = await openEngine()
  const run = test.start(shell('echo up; exec sleep 1000'))
  await lineOf(test, run.id, /up/)
  process.kill(test.engine.run(run.id)?.pid ?? 0, 'SIGKILL')
  const receipt = await test.engine.ended(run.id)
  expect(receipt).toMatchObject({ origin: 'another-program', outcome: 'failed', exit: { signal: 'SIGKILL' } })
  expect(receiptSummary(receipt)).toBe('It was ended by SIGKILL, which Quiesce did not send.')
  const crash = test.start(python('import os, signal\nos.kill(os.getpid(), signal.SIGSEGV)'))
  expect(await test.engine.ended(crash.id)).not.toHaveProperty('origin')
})
