import { expect, it } from 'vitest'
import type { Receipt, Survivor } from '@contract/receipt'
import { isAlive, processesWith } from '../support/nothing-alive'
import {
  command,
  eventOf,
  fixture,
  hurryPastLeader,
  lineOf,
  openEngine,
  PATIENT,
  phaseOf,
  python,
  shell,
  stepOf,
} from '../support/test-engine'
import { sleeper, sleepers, untilSleeps, unusual } from '../support/unusual'
import { inWords, receiptSummary, saying } from '../support/words'

function survivorWith(receipt: Receipt, text: string): Survivor | undefined {
  return receipt.survivors.find((survivor) => survivor.command.includes(text))
}

it('a sleeper in a session of its own is found by its mark, ended, and named', async () => {
  const test = await openEngine()
  const n = unusual()
  const run = test.start(shell(`setsid sleep ${n} & echo ready; wait`))
  await lineOf(test, run.id, /ready/)
  await expect.poll(() => sleepers(n)).toContain(`sleep ${n}`)
  const left = sleeper(n)
  await test.engine.stop(run.id)
  const receipt = await test.engine.ended(run.id)
  expect(processesWith(n)).toEqual([])
  expect(receipt.verdict).toBe('survivors')
  expect(receipt.survivors).toEqual([
    expect.objectContaining({
      pid: left?.pid,
      command: `sleep ${n}`,
      foundBy: 'mark',
      endedBy: 'SIGTERM',
      startTime: expect.stringMatching(/^\d+$/) as unknown,
      ports: [],
    }),
  ])
  expect(receiptSummary(receipt)).toBe(`1 survivor ended: sleep ${left?.pid}`)
  expect(stepOf(receipt, 'family-gone')).toMatchObject({ verdict: 'yes' })
  const found = await eventOf(test, run.id, 'survivor-found', /by its mark/)
  const gone = await eventOf(test, run.id, 'survivor-ended', new RegExp(`${left?.pid}`))
  expect(found.seq).toBeLessThan(gone.seq)
})

it('the nasty tree: everything that can be seen is ended and named; what cannot be seen is told beforehand', async () => {
  const test = await openEngine()
  const n = unusual()
  const run = test.start(
    command('nasty', 'sh', [fixture('processes/nasty-tree.sh'), n], { name: 'nasty', stopPolicy: PATIENT }),
  )
  await lineOf(test, run.id, /ready/)
  // Each has replaced the program, and left the session, that it was started from.
  const members = [0, 1, 2, 3, 4, 5]
  await expect.poll(() => members.filter((digit) => sleeper(`${n}${digit}`))).toEqual(members)
  await test.engine.stop(run.id)
  await hurryPastLeader(test, run.id, `${n}5`)
  const receipt = await test.engine.ended(run.id)
  const escaped = processesWith(`${n}4`)
  for (const { pid } of escaped) process.kill(pid, 'SIGKILL')
  for (const digit of [0, 1, 2, 3, 5]) expect(sleepers(`${n}${digit}`)).toEqual([])
  expect(receipt.outcome).toBe('stopped')
  expect(receipt.verdict).toBe('survivors')
  expect(survivorWith(receipt, `${n}2`)).toMatchObject({ endedBy: 'SIGTERM' })
  expect(survivorWith(receipt, `${n}3`)).toMatchObject({ foundBy: 'mark', endedBy: 'SIGTERM' })
  expect(survivorWith(receipt, `deaf ${n}5`)).toMatchObject({ foundBy: 'group', endedBy: 'SIGKILL' })
  expect(survivorWith(receipt, `${n}0`)).toBeUndefined()
  // Without group, mark and parent only a lucky look finds it. Then it is ended; else the card has said so from the start.
  if (escaped.length > 0) expect(survivorWith(receipt, `${n}4`)).toBeUndefined()
  expect(run.blindSpots.map(inWords).join(' ')).toMatch(/session of its own with an emptied environment/)
  expect(receipt.blindSpots).toEqual(run.blindSpots)
})

it('six processes on four levels: nothing is alive afterwards, and those that stayed are named', async () => {
  const test = await openEngine()
  const n = unusual()
  const run = test.start(command('levels', 'sh', [fixture('processes/four-levels.sh'), n], { stopPolicy: PATIENT }))
  await lineOf(test, run.id, /ready/)
  await test.engine.stop(run.id)
  await hurryPastLeader(test, run.id, `sleep ${n}1`)
  const receipt = await test.engine.ended(run.id)
  expect(processesWith(n)).toEqual([])
  expect(receipt).toMatchObject({ verdict: 'survivors', outcome: 'stopped' })
  expect(survivorWith(receipt, `sleep ${n}1`)).toMatchObject({ endedBy: 'SIGKILL' })
  expect(survivorWith(receipt, `sleep ${n}2`)).toMatchObject({ endedBy: 'SIGTERM' })
  expect(receipt.ladder.map((step) => step.send)).toEqual(['SIGTERM', 'SIGKILL'])
})

it('a daemon that its leader leaves behind is ended, and nobody is said to have asked', async () => {
  const test = await openEngine()
  const n = unusual()
  const run = test.start(shell(`setsid sleep ${n} </dev/null >/dev/null 2>&1 & ${untilSleeps(n)}; echo up; exit 0`))
  const receipt = await test.engine.ended(run.id)
  expect(processesWith(n)).toEqual([])
  expect(receipt).toMatchObject({ verdict: 'survivors', outcome: 'completed', exit: { code: 0, signal: null } })
  expect(receipt.control).toBeUndefined()
  expect(receipt.askedAt).toBeUndefined()
  expect(receipt.asks).toEqual([])
  expect(survivorWith(receipt, n)).toMatchObject({ endedBy: 'SIGTERM', foundBy: 'mark' })
  expect(stepOf(receipt, 'asked')).toMatchObject({ verdict: 'not-applicable' })
  expect(receipt.ladder.map((step) => step.send)).toEqual(['SIGTERM'])
})

it('a child that stays in the group after its leader left is a survivor', async () => {
  const test = await openEngine()
  const n = unusual()
  const run = test.start(shell(`sleep ${n} </dev/null >/dev/null 2>&1 & exit 3`))
  const receipt = await test.engine.ended(run.id)
  expect(processesWith(n)).toEqual([])
  expect(receipt).toMatchObject({ verdict: 'survivors', outcome: 'failed', exit: { code: 3, signal: null } })
  expect(inWords(receipt.failure)).toBe('It left with exit code 3, expected 0.')
  expect(survivorWith(receipt, n)).toMatchObject({ foundBy: 'group', endedBy: 'SIGTERM' })
})

it('children that end together with their leader are not called survivors', async () => {
  const test = await openEngine()
  const run = test.start(shell('sleep 0.05 & exit 0'))
  expect(await test.engine.ended(run.id)).toMatchObject({ verdict: 'clean', survivors: [], outcome: 'completed' })
})

it('a program that forks while it is being killed leaves nothing', async () => {
  const test = await openEngine()
  const n = unusual()
  const line = `trap "" TERM; while :; do setsid sh -c 'trap "" TERM; sleep ${n}' </dev/null >/dev/null 2>&1 & sleep 0.02; done`
  const run = test.start(
    shell(line, {
      stopPolicy: [
        { send: 'SIGTERM', patienceMs: 150 },
        { send: 'SIGKILL', patienceMs: 2_000 },
      ],
    }),
  )
  await expect.poll(() => sleepers(n).length).toBeGreaterThan(3)
  await test.engine.stop(run.id)
  const receipt = await test.engine.ended(run.id)
  expect(processesWith(n)).toEqual([])
  expect(receipt.verdict).toBe('forced')
  expect(receipt.survivors.length).toBeGreaterThan(3)
  expect(receipt.survivors.every((survivor) => survivor.endedBy === 'SIGKILL')).toBe(true)
})

it('terminate takes the whole family, also those in other sessions', async () => {
  const test = await openEngine()
  const n = unusual()
  const run = test.start(shell(`setsid sleep ${n}1 & sleep ${n}2 & echo ready; wait`))
  await lineOf(test, run.id, /ready/)
  await expect.poll(() => sleepers(n).filter((line) => line.startsWith('sleep')).length).toBe(2)
  await test.engine.terminate(run.id)
  const receipt = await test.engine.ended(run.id)
  expect(processesWith(n)).toEqual([])
  expect(receipt).toMatchObject({ verdict: 'forced', outcome: 'terminated' })
  expect(survivorWith(receipt, `${n}1`)).toMatchObject({ endedBy: 'SIGKILL' })
})

it('two engines never touch each other, not even with the same command', async () => {
  const [one, other] = [await openEngine(), await openEngine()]
  const n = unusual()
  const mine = one.start(shell(`setsid sleep ${n} & echo ready; wait`))
  const theirs = other.start(shell(`setsid sleep ${n} & echo ready; wait`))
  await Promise.all([lineOf(one, mine.id, /ready/), lineOf(other, theirs.id, /ready/)])
  await expect.poll(() => sleepers(n).filter((line) => line.startsWith('sleep')).length).toBe(2)
  await one.engine.terminate(mine.id)
  await one.engine.ended(mine.id)
  expect(other.phase(theirs.id)).toBe('running')
  expect(sleepers(n).filter((line) => line.startsWith('sleep'))).toHaveLength(1)
})

const LISTENER = `
import os, socket, sys, time
s = socket.socket(); s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
s.bind(('127.0.0.1', 0)); s.listen()
os.set_inheritable(s.fileno(), True)
print('port', s.getsockname()[1])
`

function portIn(line: string): number {
  return Number(/port (\d+)/.exec(line)?.[1])
}

it('a listening port that was held is seen to be free afterwards', async () => {
  const test = await openEngine()
  const run = test.start(python(`${LISTENER}time.sleep(1000)`))
  const port = portIn(await lineOf(test, run.id, /port/))
  await test.engine.stop(run.id)
  const receipt = await test.engine.ended(run.id)
  expect(stepOf(receipt, 'ports-free')).toMatchObject({
    verdict: 'yes',
    evidence: saying(`Nobody listens any more on ${port}.`),
  })
  expect(receipt.verdict).toBe('clean')
})

it('a port that a survivor holds stands with the survivor, and is free after it was ended', async () => {
  const test = await openEngine()
  const run = test.start(
    python(
      `${LISTENER}
if os.fork() == 0:
    os.setsid(); time.sleep(1000)
time.sleep(0.1); os._exit(0)`,
      { follow: 'leader' },
    ),
  )
  const receipt = await test.engine.ended(run.id)
  const port = portIn(test.linesOf(run.id)[0] ?? '')
  expect(receipt.verdict).toBe('survivors')
  expect(receipt.survivors).toEqual([expect.objectContaining({ ports: [port], endedBy: 'SIGTERM' })])
  expect(stepOf(receipt, 'ports-free')).toMatchObject({ verdict: 'yes' })
})

it('a crash is told with its signal, and counts as failed', async () => {
  const test = await openEngine()
  const run = test.start(python('import os, signal\nos.kill(os.getpid(), signal.SIGSEGV)'))
  const receipt = await test.engine.ended(run.id)
  expect(receipt).toMatchObject({ outcome: 'failed', verdict: 'clean', exit: { code: null, signal: 'SIGSEGV' } })
  expect(inWords(receipt.failure)).toBe('It was ended by SIGSEGV, which Quiesce did not send.')
  expect(receiptSummary(receipt)).toBe(inWords(receipt.failure))
})

it('a crash while it is being stopped is not called a handler', async () => {
  const test = await openEngine()
  const run = test.start(
    python(
      'import os, signal, time\nsignal.signal(signal.SIGTERM, lambda *_: os.abort())\nprint("ready")\nwhile True: time.sleep(60)',
    ),
  )
  await lineOf(test, run.id, /ready/)
  await test.engine.stop(run.id)
  const receipt = await test.engine.ended(run.id)
  expect(receipt).toMatchObject({ outcome: 'stopped', exit: { signal: 'SIGABRT' } })
  expect(stepOf(receipt, 'handled')).toMatchObject({
    verdict: 'unknown',
    evidence: saying('It was ended by SIGABRT, which Quiesce did not send.'),
  })
})

it('the pid of the snapshot is the leader, and its family is shown while it runs', async () => {
  const test = await openEngine()
  const run = test.start(shell('sleep 1000 & echo ready; wait'))
  await lineOf(test, run.id, /ready/)
  const { pid } = await phaseOf(test, run.id, 'running')
  expect(pid !== undefined && isAlive(pid)).toBe(true)
  await expect.poll(() => test.engine.run(run.id)?.family?.length).toBe(2)
  expect(test.engine.run(run.id)?.family?.map((member) => member.role)).toEqual(['leader', 'member'])
  await test.engine.terminate(run.id)
  await test.engine.ended(run.id)
  expect(test.engine.run(run.id)?.family).toBeUndefined()
})
