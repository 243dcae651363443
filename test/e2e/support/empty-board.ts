import { expect } from '@playwright/test'
import type { RunId } from '../../../src/contract/ids'
import { goTo } from './board'
import type { Launched } from './launch'
import { leftovers } from './leftovers'
import { expectNothingGrown } from './main-standing'

/**
 * Ends every run by force, takes all of them and their tasks off the board, and asserts that no process of theirs is alive
 * and that main holds no more than before.
 */
export async function emptyTheBoard(quiesce: Launched): Promise<void> {
  const { page } = quiesce
  const runIds = await page.evaluate(endEverything)
  await expect
    .poll(() => leftovers([], new Set<string>(runIds)), { message: 'no process of a run is alive' })
    .toEqual([])
  await page.evaluate(async () => {
    const held = await window.quiesce.getSnapshot()
    if (!held.ok) throw new Error(held.problem.message)
    for (const run of held.value.runs) await window.quiesce.dismissRun({ runId: run.id })
    for (const task of held.value.tasks) await window.quiesce.deleteTask({ taskId: task.id })
  })
  await goTo(page, 'board')
  await expect(page.getByRole('article')).toHaveCount(0)
  await expectNothingGrown(quiesce)
}

/** Runs in the page. Answers the ids of all runs once the last of them has ended. */
async function endEverything(): Promise<readonly RunId[]> {
  const deadline = performance.now() + 15_000
  for (;;) {
    const held = await window.quiesce.getSnapshot()
    if (!held.ok) throw new Error(held.problem.message)
    const alive = held.value.runs.filter((run) => run.phase !== 'ended')
    if (alive.length === 0) return held.value.runs.map((run) => run.id)
    if (performance.now() > deadline) throw new Error(`still alive: ${alive.map((run) => run.name).join(', ')}`)
    for (const run of alive) {
      const control = run.controls.terminate.offered ? 'terminate' : 'cancel'
      await window.quiesce.controlRun({ runId: run.id, control, reason: 'The test is over.' })
    }
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}
