import { once } from 'node:events'
import { startJournalThread } from '@engine/ahead'
import { createEngine } from '@engine/index'
import { expect, it } from 'vitest'
import { command, newDataDir } from '../../support/test-engine'

/** One run, and then what another engine on the same folder reads of it. */
async function keptOutcome(journalThread: ReturnType<typeof startJournalThread>): Promise<string | undefined> {
  const dataDir = newDataDir()
  const engine = await createEngine({ dataDir, journalThread })
  const warnings = engine.recentEvents().filter(({ type }) => type === 'warning')
  expect(warnings.map(({ text }) => text)).toEqual([])
  const run = engine.start(engine.define(command('short', 'true', [])).id)
  await engine.ended(run.id)
  await engine.close()
  const next = await createEngine({ dataDir })
  const found = await next.earlierRun(run.id)
  await next.close()
  return found?.outcome
}

it('a thread that was started before the engine was read keeps its journal, and ends with it', async () => {
  const thread = startJournalThread()
  if (thread === undefined) throw new Error('The thread did not start.')
  const ended = once(thread, 'exit')
  expect(await keptOutcome(thread)).toBe('completed')
  await ended
})

it('one that had ended before it was given away is replaced, and nothing is lost', async () => {
  const thread = startJournalThread()
  await thread?.terminate()
  expect(await keptOutcome(thread)).toBe('completed')
})
