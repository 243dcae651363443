import { describe, expect, it } from 'vitest'
import type { RunSnapshot } from '@contract/run'
import { Leaving, type LeavingChoice } from '../../src/main/leaving'

function deferred<Value>() {
  let settle: (value: Value) => void = () => undefined
  const promise = new Promise<Value>((resolve) => (settle = resolve))
  return { promise, settle }
}

interface Scene {
  readonly live?: number
  readonly answer?: () => Promise<LeavingChoice>
  readonly stop?: () => Promise<void>
  readonly terminate?: () => Promise<void>
  readonly patience?: { readonly stopMs: number; readonly terminateMs: number }
}

function scene({ live = 2, answer, stop, terminate, patience = { stopMs: 5_000, terminateMs: 5_000 } }: Scene) {
  const told: string[] = []
  const alive = { phase: 'running' } as RunSnapshot
  const left = deferred<number>()
  const leaving = new Leaving({
    engine: {
      runs: () => Array.from({ length: live }, () => alive),
      close: async (how) => {
        told.push(`close ${how}`)
        await (how === 'terminate' ? terminate?.() : stop?.())
      },
    },
    askPerson: (count) => {
      told.push(`ask about ${count}`)
      return answer?.() ?? Promise.resolve('stop-all')
    },
    putAway: () => {
      told.push('put away')
      return Promise.resolve()
    },
    exit: (code) => {
      told.push(`exit ${code}`)
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
    expect(told).toEqual(['ask about 2', 'close stop', 'put away', 'exit 0'])
    expect(leaving.state).toBe('left')
  })

  it('asks nothing when nothing is alive', async () => {
    const { leaving, told } = scene({ live: 0 })
    await leaving.askedByPerson()
    expect(told).toEqual(['close stop', 'put away', 'exit 0'])
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
    expect(told).toEqual(['close stop', 'put away', 'exit 0'])
  })

  it('goes ahead on a signal that comes while the question stands, whatever is answered later', async () => {
    const answer = deferred<LeavingChoice>()
    const { leaving, told } = scene({ answer: () => answer.promise })
    const asked = leaving.askedByPerson()
    await leaving.askedBySystem()
    answer.settle('stay')
    await asked
    expect(told).toEqual(['ask about 2', 'close stop', 'put away', 'exit 0'])
  })

  it('goes over to force when stopping takes too long', async () => {
    const { leaving, told } = scene({ stop: never, patience: { stopMs: 20, terminateMs: 5_000 } })
    await leaving.askedBySystem()
    expect(told).toEqual(['close stop', 'close terminate', 'put away', 'exit 0'])
  })

  it('goes over to force at once on a second signal', async () => {
    const { leaving, told, left } = scene({ stop: never })
    void leaving.askedBySystem()
    void leaving.askedBySystem()
    expect(await left).toBe(0)
    expect(told).toEqual(['close stop', 'close terminate', 'put away', 'exit 0'])
  })

  it('goes over to force when stopping fails', async () => {
    const { leaving, told } = scene({ stop: () => Promise.reject(new Error('the store is gone')) })
    await leaving.askedBySystem()
    expect(told).toEqual(['close stop', 'close terminate', 'put away', 'exit 0'])
  })

  it('leaves in bounded time even when force does not help', async () => {
    const { leaving, told } = scene({ stop: never, terminate: never, patience: { stopMs: 20, terminateMs: 20 } })
    await leaving.askedBySystem()
    expect(told.at(-1)).toBe('exit 0')
  })
})
