import { expect, it } from 'vitest'
import {
  command,
  eventOf,
  hurryPastLeader,
  lineOf,
  openEngine,
  PATIENT,
  phaseOf,
  python,
  shell,
  stepOf,
  verdictsOf,
} from '../support/test-engine'
import { inWords, receiptSummary, saying } from '../support/words'

const SHORT = [
  { send: 'SIGTERM', patienceMs: 400 },
  { send: 'SIGKILL', patienceMs: 2_000 },
] as const

const SLOW_HANDLER = `
import signal, sys, time
def leave(*_):
    time.sleep(0.3)
    print('saved')
    sys.exit(0)
signal.signal(signal.SIGTERM, leave)
print('ready')
while True: time.sleep(60)
`

it('a handler that takes 300 ms ends clean, with the measured time', async () => {
  const test = await openEngine()
  const run = test.start(python(SLOW_HANDLER))
  await lineOf(test, run.id, /ready/)
  expect(await test.engine.stop(run.id, { reason: 'new version' })).toEqual({ accepted: true })
  const receipt = await test.engine.ended(run.id)
  expect(receipt).toMatchObject({
    control: 'stop',
    origin: 'user',
    reason: 'new version',
    verdict: 'clean',
    outcome: 'stopped',
    exit: { code: 0, signal: null },
    survivors: [],
    leaks: [],
  })
  expect(receipt.ladder).toHaveLength(1)
  expect(receipt.ladder[0]).toMatchObject({ send: 'SIGTERM', patienceMs: 5_000, deliveredTo: 1 })
  expect(verdictsOf(receipt)).toEqual({
    asked: 'yes',
    delivered: 'yes',
    handled: 'yes',
    'cleanup-started': 'unknown',
    'cleanup-finished': 'unknown',
    'leader-gone': 'yes',
    'family-gone': 'yes',
    'delegates-gone': 'not-applicable',
    'ports-free': 'not-applicable',
    'files-clean': 'yes',
  })
  const gone = stepOf(receipt, 'leader-gone').ms ?? 0
  expect(gone).toBeGreaterThanOrEqual(300)
  expect(gone).toBeLessThan(900)
  expect(receiptSummary(receipt)).toMatch(/^clean, \d+ ms$/)
  expect(inWords(stepOf(receipt, 'handled').evidence)).toMatch(/^Inferred: /)
  expect(test.linesOf(run.id)).toEqual(['ready', 'saved'])
  const order = test.typesOf(run.id)
  expect(order).toEqual([
    'run-created',
    'run-started',
    'line',
    'control-answered',
    'step-sent',
    'delivered',
    'line',
    'gone',
    'run-ended',
    'receipt',
  ])
})

it('a program that ignores SIGTERM is forced, with both steps and the reason', async () => {
  const test = await openEngine()
  const run = test.start(
    python(
      'import signal, time\nsignal.signal(signal.SIGTERM, signal.SIG_IGN)\nprint("ready")\nwhile True: time.sleep(60)',
      {
        stopPolicy: SHORT,
      },
    ),
  )
  await lineOf(test, run.id, /ready/)
  await test.engine.stop(run.id)
  const receipt = await test.engine.ended(run.id)
  expect(receipt).toMatchObject({
    verdict: 'forced',
    outcome: 'stopped',
    refusal: 'signal-ignored',
    exit: { code: null, signal: 'SIGKILL' },
  })
  expect(receipt.ladder.map((step) => step.send)).toEqual(['SIGTERM', 'SIGKILL'])
  expect(receipt.ladder[1]?.ms).toBeGreaterThanOrEqual(400)
  expect(receiptSummary(receipt)).toMatch(/^forced after \d+ ms: ignores SIGTERM$/)
  expect(stepOf(receipt, 'handled')).toMatchObject({ verdict: 'no', evidence: saying('It ignores SIGTERM.') })
})

it('a handler that does not leave is named as such', async () => {
  const test = await openEngine()
  const run = test.start(
    python(
      'import signal, time\nsignal.signal(signal.SIGTERM, lambda *_: print("heard"))\nprint("ready")\nwhile True: time.sleep(60)',
      { stopPolicy: PATIENT },
    ),
  )
  await lineOf(test, run.id, /ready/)
  await test.engine.stop(run.id)
  await lineOf(test, run.id, /heard/)
  expect(await test.engine.hurry(run.id)).toEqual({ accepted: true })
  const receipt = await test.engine.ended(run.id)
  expect(receipt).toMatchObject({ verdict: 'forced', refusal: 'handler-did-not-exit' })
  expect(test.linesOf(run.id)).toEqual(['ready', 'heard'])
})

it('a step that was not enough is told by what was seen then, not by the step that was', async () => {
  const test = await openEngine()
  const run = test.start(
    python(
      'import signal, sys, time\nsignal.signal(signal.SIGINT, signal.SIG_IGN)\nsignal.signal(signal.SIGTERM, lambda *_: sys.exit(3))\nprint("ready")\nwhile True: time.sleep(60)',
      {
        stopPolicy: [
          { send: 'SIGINT', patienceMs: 200 },
          { send: 'SIGTERM', patienceMs: 2_000 },
        ],
      },
    ),
  )
  await lineOf(test, run.id, /ready/)
  await test.engine.stop(run.id)
  const receipt = await test.engine.ended(run.id)
  expect(receipt).toMatchObject({ verdict: 'forced', refusal: 'signal-ignored', exit: { code: 3, signal: null } })
  expect(receiptSummary(receipt)).toContain('ignores SIGINT')
})

it('a program without a handler dies of SIGTERM itself, and is not said to have handled it', async () => {
  const test = await openEngine()
  const run = test.start(command('sleeper', 'sleep', ['1000']))
  await phaseOf(test, run.id, 'running')
  await test.engine.stop(run.id)
  const receipt = await test.engine.ended(run.id)
  expect(receipt).toMatchObject({ verdict: 'clean', outcome: 'stopped', exit: { code: null, signal: 'SIGTERM' } })
  expect(stepOf(receipt, 'handled').verdict).toBe('no')
})

it('terminate sends SIGKILL to all at once, and says that no cleanup could run', async () => {
  const test = await openEngine()
  const run = test.start(python(SLOW_HANDLER))
  await lineOf(test, run.id, /ready/)
  expect(await test.engine.terminate(run.id)).toEqual({ accepted: true })
  const receipt = await test.engine.ended(run.id)
  expect(receipt).toMatchObject({ control: 'terminate', verdict: 'forced', outcome: 'terminated' })
  expect(receipt.ladder.map((step) => step.send)).toEqual(['terminate'])
  expect(verdictsOf(receipt)).toMatchObject({
    handled: 'not-applicable',
    'cleanup-started': 'no',
    'cleanup-finished': 'no',
  })
  expect(test.linesOf(run.id)).toEqual(['ready'])
})

it('hurry goes to the next step without waiting out the patience', async () => {
  const test = await openEngine()
  const run = test.start(
    python(
      'import signal, time\nsignal.signal(signal.SIGTERM, signal.SIG_IGN)\nprint("ready")\nwhile True: time.sleep(60)',
      {
        stopPolicy: [
          { send: 'SIGTERM', patienceMs: 60_000 },
          { send: 'SIGKILL', patienceMs: 2_000 },
        ],
      },
    ),
  )
  await lineOf(test, run.id, /ready/)
  expect(await test.engine.hurry(run.id)).toMatchObject({ accepted: false, code: 'not-waiting' })
  await test.engine.stop(run.id)
  await eventOf(test, run.id, 'delivered')
  expect(await test.engine.hurry(run.id)).toEqual({ accepted: true })
  expect(await test.engine.ended(run.id)).toMatchObject({ verdict: 'forced', outcome: 'stopped' })
})

it('a policy that ends without force leaves the run stuck, and a later control still ends it', async () => {
  const test = await openEngine()
  const run = test.start(
    python(
      'import signal, time\nsignal.signal(signal.SIGTERM, signal.SIG_IGN)\nprint("ready")\nwhile True: time.sleep(60)',
      {
        stopPolicy: [{ send: 'SIGTERM', patienceMs: 100 }],
      },
    ),
  )
  await lineOf(test, run.id, /ready/)
  await test.engine.stop(run.id)
  const stuck = await phaseOf(test, run.id, 'stuck')
  expect(inWords(stuck.waitingFor)).toBe('It ignores SIGTERM.')
  expect(stuck.controls).toMatchObject({ stop: { offered: true }, terminate: { offered: true } })
  await eventOf(test, run.id, 'stuck', /ignores SIGTERM/)
  await test.engine.terminate(run.id)
  const receipt = await test.engine.ended(run.id)
  expect(receipt).toMatchObject({ verdict: 'forced', outcome: 'terminated', refusal: 'signal-ignored' })
  expect(receipt.ladder.map((step) => step.send)).toEqual(['SIGTERM', 'terminate'])
})

it('a stuck run that then ends by itself was stopped without force', async () => {
  const test = await openEngine()
  const run = test.start(
    python(
      'import signal, sys, time\nsignal.signal(signal.SIGTERM, lambda *_: (sys.stdin.readline(), sys.exit(0)))\nprint("ready")\nwhile True: time.sleep(60)',
      { stopPolicy: [{ send: 'SIGTERM', patienceMs: 100 }] },
    ),
  )
  await lineOf(test, run.id, /ready/)
  await test.engine.stop(run.id)
  await phaseOf(test, run.id, 'stuck')
  expect(await test.engine.write(run.id, '\n')).toMatchObject({ accepted: true })
  const receipt = await test.engine.ended(run.id)
  expect(receipt).toMatchObject({ verdict: 'clean', outcome: 'stopped', refusal: 'handler-did-not-exit' })
})

it('a text on standard input can be the first step', async () => {
  const test = await openEngine()
  const run = test.start(
    shell('echo ready; read line; echo "got $line"; exit 0', {
      stopPolicy: [{ send: { stdin: 'quit\n' }, patienceMs: 2_000 }],
    }),
  )
  await lineOf(test, run.id, /ready/)
  await test.engine.stop(run.id)
  const receipt = await test.engine.ended(run.id)
  expect(receipt).toMatchObject({ verdict: 'clean', outcome: 'stopped', exit: { code: 0 } })
  expect(inWords(receipt.ladder[0]?.note)).toBe('Its standard input took 5 bytes.')
  expect(test.linesOf(run.id)).toEqual(['ready', 'got quit'])
})

it('a step to a closed standard input is not said to be delivered', async () => {
  const test = await openEngine()
  const run = test.start(
    shell('exec <&-; echo ready; sleep 1000', {
      stopPolicy: [
        { send: { stdin: 'quit\n' }, patienceMs: 200 },
        { send: 'SIGTERM', patienceMs: 2_000 },
      ],
    }),
  )
  await lineOf(test, run.id, /ready/)
  await test.engine.stop(run.id)
  const receipt = await test.engine.ended(run.id)
  expect(receipt).toMatchObject({ verdict: 'forced', outcome: 'stopped' })
  expect(receipt.ladder[0]?.deliveredTo).toBeUndefined()
  expect(inWords(receipt.ladder[0]?.note)).toMatch(/^Its standard input (did not take the text|is closed)/)
})

it('a command can be a step: it knows the process, the folder and the environment of the run', async () => {
  const test = await openEngine()
  const run = test.start(
    shell('trap "exit 0" USR1; echo ready; while :; do sleep 0.05; done', {
      cwd: '/usr',
      env: { GREETING: 'hello' },
      stopPolicy: [
        {
          send: { command: ['sh', '-c', 'test "$GREETING $PWD" = "hello /usr" && kill -USR1 $QUIESCE_PID'] },
          patienceMs: 2_000,
        },
      ],
    }),
  )
  await lineOf(test, run.id, /ready/)
  await test.engine.stop(run.id)
  const receipt = await test.engine.ended(run.id)
  expect(receipt).toMatchObject({ verdict: 'clean', outcome: 'stopped', exit: { code: 0 } })
})

it('a step command that is not found is told, and the ladder goes on', async () => {
  const test = await openEngine()
  const run = test.start(
    command('sleeper', 'sleep', ['1000'], {
      stopPolicy: [
        { send: { command: ['no-such-program-here'] }, patienceMs: 100 },
        { send: 'SIGTERM', patienceMs: 2_000 },
      ],
    }),
  )
  await phaseOf(test, run.id, 'running')
  await test.engine.stop(run.id)
  const receipt = await test.engine.ended(run.id)
  expect(inWords(receipt.ladder[0]?.note)).toMatch(
    /^The stop command could not be started: command: got "no-such-program-here"/,
  )
  expect(receipt).toMatchObject({ verdict: 'forced', exit: { signal: 'SIGTERM' } })
})

it('a Node program with a channel is asked over it', async () => {
  const test = await openEngine()
  const code = `process.on('message', (m) => { console.log('asked ' + m.type); process.disconnect(); setTimeout(() => process.exit(0), 50) }); console.log('ready')`
  const run = test.start(
    command('talker', process.execPath, ['-e', code], { ipc: true, stopPolicy: [{ send: 'ask', patienceMs: 2_000 }] }),
  )
  await lineOf(test, run.id, /ready/)
  await test.engine.stop(run.id)
  const receipt = await test.engine.ended(run.id)
  expect(receipt).toMatchObject({ verdict: 'clean', outcome: 'stopped', exit: { code: 0 } })
  expect(receipt.ladder[0]).toMatchObject({ send: 'ask', note: saying('The IPC channel took the stop message.') })
  expect(test.linesOf(run.id)).toEqual(['ready', 'asked quiesce:stop'])
})

it('an ask without a channel is SIGTERM, and says so', async () => {
  const test = await openEngine()
  const run = test.start(command('sleeper', 'sleep', ['1000'], { stopPolicy: [{ send: 'ask', patienceMs: 2_000 }] }))
  await phaseOf(test, run.id, 'running')
  await test.engine.stop(run.id)
  const receipt = await test.engine.ended(run.id)
  expect(receipt).toMatchObject({ verdict: 'clean', exit: { signal: 'SIGTERM' } })
  expect(inWords(receipt.ladder[0]?.note)).toBe('The kernel took SIGTERM for one process of the family.')
  expect(stepOf(receipt, 'handled').verdict).toBe('no')
})

it('scope leader leaves the children to their leader, and force still takes all', async () => {
  const test = await openEngine()
  const line = `sh -c 'trap "echo child-term; exit" TERM; echo child-ready; while :; do sleep 0.02; done' & trap 'echo leader-term; exit 0' TERM; echo ready; while :; do sleep 0.02; done`
  const run = test.start(shell(line, { scope: 'leader', stopPolicy: PATIENT }))
  await lineOf(test, run.id, /^ready/)
  await lineOf(test, run.id, /child-ready/)
  await test.engine.stop(run.id)
  await lineOf(test, run.id, /leader-term/)
  await hurryPastLeader(test, run.id)
  const receipt = await test.engine.ended(run.id)
  expect(test.linesOf(run.id)).toContain('leader-term')
  expect(test.linesOf(run.id)).not.toContain('child-term')
  expect(receipt.ladder.map((step) => step.deliveredTo)).toEqual([1, expect.any(Number)])
  expect(receipt).toMatchObject({ verdict: 'survivors', outcome: 'stopped' })
  expect(receipt.survivors[0]).toMatchObject({ foundBy: 'group', endedBy: 'SIGKILL' })
})
