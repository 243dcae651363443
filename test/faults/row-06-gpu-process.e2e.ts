import { expect, test } from '../e2e/support/quiesce-test'
import { isAlive, pidsOf, POLITE, snapshotOf, startProgram } from '../e2e/support/programs'

for (const times of [1, 6]) {
  test(`row 06: the window and the runs outlive a GPU process that is ended ${times === 1 ? 'once' : `${times} times`}`, async ({
    quiesce,
  }) => {
    const { pid } = await startProgram(quiesce, 'Undisturbed', POLITE)
    const seen = new Set<number>()
    for (let count = 0; count < times; count++) {
      await expect
        .poll(async () => (await pidsOf(quiesce, 'GPU')).filter((each) => !seen.has(each)).length)
        .toBeGreaterThan(0)
      // One that has ended is counted for a moment longer.
      for (const gpu of (await pidsOf(quiesce, 'GPU')).filter((each) => !seen.has(each))) {
        seen.add(gpu)
        process.kill(gpu, 'SIGKILL')
        await expect.poll(() => isAlive(gpu), { intervals: [20] }).toBe(false)
      }
    }
    expect(isAlive(pid)).toBe(true)
    expect((await snapshotOf(quiesce)).runs).toMatchObject([{ phase: 'running' }])
    await quiesce.page.getByRole('button', { name: 'Stop Undisturbed' }).click()
    await expect(quiesce.page.getByRole('article').first()).toContainText(/stopped/i)
  })
}
