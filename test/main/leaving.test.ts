import { describe, expect, it } from 'vitest'
import { asRunId, asTaskId, type RunId } from '@contract/ids'
import type { Receipt } from '@contract/receipt'
import type { RunSnapshot } from '@contract/run'
import type { Task } from '@contract/task'
import type { LeavingChoice, LiveRuns } from '@contract/leaving'
import { Leaving } from '../../src/main/leaving'
import { leavingSentence } from '../../src/main/leaving-progress'
import { leavingQuestion } from '../../src/main/leaving-question'

function deferred<Value>() {
  let settle: (value: Value) => void = () => undefined
  const promise = new Promise<Value>((resolve) => (settle = resolve))
  return { promise, settle }
}

interface Scene {
  readonly live?: number
  /** How many of them may stay. */
  readonly kept?: number
  readonly answer?: () => Promise<LeavingChoice>
  readonly stop?: () => Promise<void>
  readonly terminate?: () => Promise<void>
  readonly patience?: { readonly stopMs: number; readonly terminateMs: number }
}

function scene({
  live = 2,
  kept = 0,
  answer,
  stop,
  terminate,
  patience = { stopMs: 5_000, terminateMs: 5_000 },
}: Scene) {
  const told: string[] = []
  const tasks = Array.from({ length: live }, (_, index) => ({
    id: asTaskId(`task-${index}`),
    spec: { kind: 'process', name: 'x', command: 'x', ...(index < kept ? { keepRunning: true } : {}) },
  })) as unknown as readonly Task[]
  const runs = tasks.map((task, index) => ({
    id: `run-${index}`,
    taskId: task.id,
    name: 'x',
    phase: 'running',
  })) as RunSnapshot[]
  const control = (how: string) => (runId: RunId) => {
    told.push(`${how} ${runId}`)
    return Promise.resolve({ accepted: true })
  }
  const left = deferred<number>()
  const leaving = new Leaving({
    engine: {
      runs: () => runs,
      tasks: () => tasks,
      stop: control('stop'),
      terminate: control('terminate'),
      ended: (runId) => {
        told.push(`${runId} ended`)
        return Promise.resolve({} as Receipt)
      },
      close: async (how) => {
        const way = typeof how === 'object' ? how.how : how
        told.push(`close ${way}`)
        await (way === 'terminate' ? terminate?.() : stop?.())
        return { left: [], problems: [] }
      },
    },
    askPerson: ({ alive, mayStay }) => {
      told.push(`ask about ${alive.length}${mayStay.length === 0 ? '' : `, ${mayStay.length} may stay`}`)
      return answer?.() ?? Promise.resolve('stop-all')
    },
    onLeaving: (waitedFor) => told.push(`wait for ${waitedFor.length}`),
    putAway: () => {
      told.push('put away')
      return Promise.resolve()
    },
    onLeft: ({ left: alive, problems }) =>
      told.push(`left ${[...alive.map(({ name }) => name), ...problems].join(', ')}`),
    exit: (code, { hangs }) => {
      told.push(`exit ${code}${hangs ? ' at once' : ''}`)
      left.settle(code)
    },
    patience,
  })
  return { leaving, told, left: left.promise }
}

const never = () => new Promise<never>(() => undefined)

describe('leaving the app', () => {
  it('asks the person once, stops all, puts away, and exits with 0', async () => {
    const { leaving, told, left } = scene({})
    void leaving.askedByPerson()
    void leaving.askedByPerson()
    expect(await left).toBe(0)
    expect(told).toEqual(['ask about 2', 'wait for 2', 'close stop', 'put away', 'exit 0'])
    expect(leaving.state).toBe('left')
  })

  it('asks nothing when nothing is alive', async () => {
    const { leaving, told } = scene({ live: 0 })
    await leaving.askedByPerson()
    expect(told).toEqual(['wait for 0', 'close stop', 'put away', 'exit 0'])
  })

  it('stays when the person says so, and can be asked again', async () => {
    const answers: LeavingChoice[] = ['stay', 'stop-all']
    const { leaving, told } = scene({ answer: () => Promise.resolve(answers.shift() ?? 'stay') })
    await leaving.askedByPerson()
    expect(leaving.state).toBe('staying')
    expect(told).toEqual(['ask about 2'])
    await leaving.askedByPerson()
    expect(told.at(-1)).toBe('exit 0')
  })

  it('asks nobody on a signal', async () => {
    const { leaving, told } = scene({})
    await leaving.askedBySystem()
    expect(told).toEqual(['wait for 2', 'close stop', 'put away', 'exit 0'])
  })

  it('goes ahead on a signal that comes while the question stands, whatever is answered later', async () => {
    const answer = deferred<LeavingChoice>()
    const { leaving, told } = scene({ answer: () => answer.promise })
    const asked = leaving.askedByPerson()
    await leaving.askedBySystem()
    answer.settle('stay')
    await asked
    expect(told).toEqual(['ask about 2', 'wait for 2', 'close stop', 'put away', 'exit 0'])
  })

  it('goes over to force when stopping takes too long', async () => {
    const { leaving, told } = scene({ stop: never, patience: { stopMs: 20, terminateMs: 5_000 } })
    await leaving.askedBySystem()
    expect(told).toEqual(['wait for 2', 'close stop', 'close terminate', 'put away', 'exit 0'])
  })

  it('goes over to force at once on a second signal', async () => {
    const { leaving, told, left } = scene({ stop: never })
    void leaving.askedBySystem()
    void leaving.askedBySystem()
    expect(await left).toBe(0)
    expect(told).toEqual(['wait for 2', 'close stop', 'close terminate', 'put away', 'exit 0'])
  })

  it('goes over to force when stopping fails', async () => {
    const { leaving, told } = scene({ stop: () => Promise.reject(new Error('the store is gone')) })
    await leaving.askedBySystem()
    expect(told).toEqual(['wait for 2', 'close stop', 'close terminate', 'put away', 'exit 0'])
  })

  it('leaves in bounded time even when force does not help', async () => {
    const { leaving, told } = scene({ stop: never, terminate: never, patience: { stopMs: 20, terminateMs: 20 } })
    await leaving.askedBySystem()
    expect(told.slice(-2)).toEqual(['left x, x, The engine did not close.', 'exit 0 at once'])
  })

  it('terminates all at once when the person says so', async () => {
    const { leaving, told } = scene({ answer: () => Promise.resolve('terminate-all') })
    await leaving.askedByPerson()
    expect(told).toEqual(['ask about 2', 'wait for 2', 'close terminate', 'put away', 'exit 0'])
  })

  it('leaves those running that may, when the person says so, and waits for the others only', async () => {
    const { leaving, told } = scene({ kept: 1, answer: () => Promise.resolve('keep-some') })
    await leaving.askedByPerson()
    expect(told).toEqual(['ask about 2, 1 may stay', 'wait for 1', 'close stop', 'put away', 'exit 0'])
  })

  it('ends also those that may stay when the person says all', async () => {
    const { leaving, told } = scene({ kept: 1 })
    await leaving.askedByPerson()
    expect(told.slice(1)).toEqual(['wait for 2', 'stop run-0', 'run-0 ended', 'close stop', 'put away', 'exit 0'])
  })

  it('ends them by force too, when all are to be terminated', async () => {
    const { leaving, told } = scene({ kept: 2, answer: () => Promise.resolve('terminate-all') })
    await leaving.askedByPerson()
    expect(told).toContain('terminate run-0')
    expect(told).toContain('terminate run-1')
    expect(told.at(-3)).toBe('close terminate')
  })

  it('leaves those running that may on a signal, which is how a session ends', async () => {
    const { leaving, told } = scene({ kept: 2 })
    await leaving.askedBySystem()
    expect(told).toEqual(['wait for 0', 'close stop', 'put away', 'exit 0'])
  })
})

describe('the question before leaving', () => {
  const live = (alive: number, mayStay: number): LiveRuns => {
    const ids = Array.from({ length: alive }, (_, index) => asRunId(`run-${index}`))
    return { alive: ids, mayStay: ids.slice(0, mayStay) }
  }
  const choices = (alive: number, mayStay: number) =>
    leavingQuestion(live(alive, mayStay), 10_000).answers.map(({ choice }) => choice)

  it('offers to keep some running only when some may', () => {
    expect(choices(2, 0)).toEqual(['stop-all', 'terminate-all', 'stay'])
    expect(choices(2, 1)).toEqual(['keep-some', 'stop-all', 'terminate-all', 'stay'])
  })

  it('says how many are alive, how many may stay, and when force comes', () => {
    const { message, detail } = leavingQuestion(live(3, 2), 1_000)
    expect(message).toBe('3 runs are still alive.')
    expect(detail).toContain('after one second')
    expect(detail).toContain('2 of them may go on without Quiesce')
  })
})

describe('the progress of leaving', () => {
  it('counts, and names at most three that are waited for', () => {
    expect(leavingSentence(['A', 'B', 'C', 'D', 'E'], 6)).toBe(
      'Quitting: 1 of 6 runs have ended. Waiting for A, B, C and 2 more.',
    )
    expect(leavingSentence(['A'], 1)).toBe('Quitting: 0 of 1 run has ended. Waiting for A.')
    expect(leavingSentence([], 4)).toBe('Quitting: all 4 runs have ended.')
  })
})
