import { describe, expect, it } from 'vitest'
import { KINDS } from '@contract/kind'
import { parseTaskSpec } from '@vocabulary/parse-task-spec'
import { LAB_DEMOS, type LabPlace } from '@engine/lab/demos'

const place: LabPlace = {
  node: { command: '/usr/bin/node', env: { ELECTRON_RUN_AS_NODE: '1' } },
  fileOf: (program) => `/opt/quiesce/${program}.mjs`,
}

describe('the demos of the lab', () => {
  it('are eleven, with ids and task names of their own', () => {
    expect(LAB_DEMOS).toHaveLength(11)
    expect(new Set(LAB_DEMOS.map((demo) => demo.id)).size).toBe(11)
    const names = LAB_DEMOS.flatMap((demo) => demo.taskNames)
    expect(new Set(names).size).toBe(names.length)
  })

  it('show every kind', () => {
    expect(new Set(LAB_DEMOS.map((demo) => demo.kind))).toEqual(new Set(KINDS))
  })

  it.each(LAB_DEMOS)('$id puts tasks on the board that pass the check, under the names it announces', (demo) => {
    const specs = demo.tasks.map((task) => task(place))
    expect(specs.map((spec) => spec.name)).toEqual(demo.taskNames)
    for (const spec of specs) {
      expect(spec.kind).toBe(demo.kind)
      expect(parseTaskSpec(spec)).toEqual({ ok: true, spec })
    }
  })

  it('run Node programs with the executable and the environment of the place', () => {
    const loop = LAB_DEMOS.find((demo) => demo.id === 'process-loop-stop')?.tasks[0]?.(place)
    expect(loop).toMatchObject({
      command: '/usr/bin/node',
      args: ['/opt/quiesce/process/loop.mjs'],
      env: { ELECTRON_RUN_AS_NODE: '1' },
      ipc: true,
    })
    expect(loop?.kind === 'process' && loop.stopPolicy?.[0]?.send).toBe('ask')
  })

  it('put both futures on one executor with one worker', () => {
    const futures = LAB_DEMOS.find((demo) => demo.kind === 'future')?.tasks.map((task) => task(place)) ?? []
    expect(futures.map((spec) => spec.kind === 'future' && spec.executor)).toEqual([
      { name: 'lab', maxWorkers: 1 },
      { name: 'lab', maxWorkers: 1 },
    ])
  })
})
