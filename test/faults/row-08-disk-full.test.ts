import { afterEach, expect, it } from 'vitest'
import { command, newDataDir, openEngine, phaseOf, shell } from '../support/test-engine'
import { openFolders } from './support/later'
import { receiptsIn } from './support/journal-file'
import { until } from './support/manager'
import { mountSmallDisk, whyNoMount } from './support/small-disk'

afterEach(openFolders.release)

it.skipIf(whyNoMount)(
  `the disk is full: tasks start, print, stop and are acknowledged; a warning says it; when there is room again, all is written${whyNoMount ? ` (skipped: ${whyNoMount})` : ''}`,
  async () => {
    const dataDir = newDataDir()
    const disk = mountSmallDisk(dataDir)
    openFolders.later(() => disk.unmount())
    const test = await openEngine(dataDir)
    openFolders.later(() => test.engine.close('terminate'))
    const before = test.start(command('before', 'true'))
    await test.engine.ended(before.id)
    const lasting = test.start(command('lasting', 'sleep', ['60']))
    await phaseOf(test, lasting.id, 'running')

    disk.fill()
    const during = []
    // The journal's own free pages may take the first ones.
    while (!test.events.some(({ text }) => text.includes('The journal cannot be written: the disk is full'))) {
      const run = test.start(shell('echo here; seq 1 2000'))
      expect(await test.engine.ended(run.id)).toMatchObject({ outcome: 'completed' })
      during.push(run.id)
      expect(during.length).toBeLessThan(200)
    }
    const after = test.start(command('sleeper', 'sleep', ['60']))
    await phaseOf(test, after.id, 'running')
    expect(await test.engine.stop(after.id)).toEqual({ accepted: true })
    expect(await test.engine.ended(after.id)).toMatchObject({ verdict: 'clean' })
    during.push(after.id)
    expect(test.engine.run(lasting.id)?.phase).toBe('running')
    expect((await test.engine.history(after.taskId)).runs).toMatchObject([{ id: after.id, phase: 'ended' }])

    disk.free()
    await until(() => test.events.some(({ text }) => text.includes('The journal is written again')), 5_000)
    const written = receiptsIn(dataDir)
    expect([before.id, ...during].filter((id) => !written.has(id))).toEqual([])
  },
)
