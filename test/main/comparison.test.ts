import { describe, expect, it } from 'vitest'
import { CONTESTANTS } from '@contract/comparison'
import type { Engine } from '@contract/engine'
import type { TaskId } from '@contract/ids'
import type { Task, TaskSpec } from '@contract/task'
import { createEngine } from '@engine/index'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Comparison } from '../../src/main/comparison'
import { ProblemError } from '../../src/main/ipc/problem-error'
import type { LabPlace } from '@engine/lab/demos'

const place = (): Promise<LabPlace> =>
  Promise.resolve({ node: { command: process.execPath, env: {} }, fileOf: (program) => `/lab/${program}` })

/** A real engine whose starts are only noted: the nine run in the tests of the lab. */
async function withEngine(test: (parts: Noted) => Promise<void>): Promise<void> {
  const dataDir = await mkdtemp(join(tmpdir(), 'quiesce-comparison-'))
  const real = await createEngine({ dataDir })
  const started: TaskId[] = []
  const engine: Engine = {
    ...real,
    start(taskId) {
      started.push(taskId)
      return { taskId } as ReturnType<Engine['start']>
    },
  }
  try {
    await test({ engine, started })
  } finally {
    await real.close()
    await rm(dataDir, { recursive: true })
  }
}

interface Noted {
  readonly engine: Engine
  readonly started: readonly TaskId[]
}

const namesOf = (tasks: readonly Task[]): readonly string[] => tasks.map(({ name }) => name)

describe('the comparison of the lab', () => {
  it('starts one run of each contestant, in their order, of tasks that nobody saved', async () => {
    await withEngine(async ({ engine, started }) => {
      const all = await new Comparison(engine, place).start()
      expect(all.map(({ contestant }) => contestant)).toEqual(CONTESTANTS)
      expect(started).toEqual(engine.tasks().map(({ id }) => id))
      expect(engine.tasks().every(({ saved }) => !saved)).toBe(true)
    })
  })

  it('starts the same tasks again, and makes them anew when one of them was taken away', async () => {
    await withEngine(async ({ engine, started }) => {
      const comparison = new Comparison(engine, place)
      await comparison.start()
      await comparison.start()
      expect(started.slice(9)).toEqual(started.slice(0, 9))
      const names = namesOf(engine.tasks())
      engine.forget(started[3] as TaskId)
      await comparison.start()
      expect(started.slice(18)).toHaveLength(9)
      expect(started.slice(18).every((id) => engine.tasks().some((task) => task.id === id))).toBe(true)
      expect(namesOf(engine.tasks()).slice(-9)).toEqual(names)
    })
  })

  it('starts nothing where nothing runs the programs of the lab, and says so', async () => {
    await withEngine(async ({ engine, started }) => {
      const nowhere = (): Promise<LabPlace> =>
        Promise.reject(new ProblemError('missing-program', 'There is no Node here.'))
      await expect(new Comparison(engine, nowhere).start()).rejects.toThrow('There is no Node here.')
      expect([started, engine.tasks()]).toEqual([[], []])
    })
  })

  it('asks for the program of the process where it is, and starts it without a shell', async () => {
    await withEngine(async ({ engine }) => {
      await new Comparison(engine, place).start()
      const spec = engine.tasks().find(({ kind }) => kind === 'process')?.spec as Extract<TaskSpec, { kind: 'process' }>
      expect(spec).toMatchObject({ command: process.execPath, args: ['/lab/process/loop'] })
      expect(spec.shell).toBeUndefined()
    })
  })
})
