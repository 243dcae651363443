import type { Launched } from './support/launch'
import { expectFocusSeen, focusedName, pressKey, tabTo } from './support/keyboard'
import { leaveBy } from './support/leaving'
import { isAlive, startProgram, STUBBORN } from './support/programs'
import { expect, test } from './support/quiesce-test'

async function askToQuit({ app, page }: Launched): Promise<void> {
  await app.evaluate(({ app }) => app.quit())
  const dialog = page.getByRole('dialog', { name: 'Quit Quiesce?' })
  await expect(dialog.getByRole('button', { name: 'Stop all and quit' })).toBeFocused()
  await expectFocusSeen(page, 'the question before quitting')
}

test('the question before quitting is refused, answered and hurried by keys, and keeps the focus inside', async ({
  quiesce,
  page,
}) => {
  // Nothing ends by itself while keys are pressed.
  const patient = [{ send: 'SIGTERM', patienceMs: 100_000 }] as const
  const { pid } = await startProgram(quiesce, 'Stubborn', STUBBORN, { stopPolicy: patient })
  await page.evaluate(() => window.quiesce.changeSettings({ quitGraceMs: 100_000 }))
  const question = page.getByRole('dialog', { name: 'Quit Quiesce?' })
  await tabTo(page, 'Stubborn')
  await askToQuit(quiesce)
  await pressKey(page, 'Escape')
  await expect(question).toBeHidden()
  await expect.poll(() => focusedName(page)).toBe('Stubborn')
  expect(isAlive(pid)).toBe(true)

  await askToQuit(quiesce)
  const passed: string[] = []
  for (let presses = 0; presses < 5; presses += 1) {
    await pressKey(page, 'Tab')
    await expect(question.locator(':focus')).toBeVisible()
    passed.push(await focusedName(page))
  }
  for (const name of ['Close', 'Keep open', 'Terminate all and quit', 'Stop all and quit'])
    expect(passed).toContain(name)
  await tabTo(page, 'Stop all and quit', 'Shift+Tab')
  for (const [key, name] of [
    ['ArrowLeft', 'Terminate all and quit'],
    ['ArrowUp', 'Keep open'],
    // Round at the ends: Close is no answer.
    ['ArrowLeft', 'Stop all and quit'],
    ['ArrowRight', 'Keep open'],
    ['ArrowDown', 'Terminate all and quit'],
  ] as const) {
    await pressKey(page, key)
    await expect.poll(() => focusedName(page)).toBe(name)
  }
  await tabTo(page, 'Keep open', 'Shift+Tab')
  await pressKey(page, 'Enter')
  await expect(question).toBeHidden()
  await expect.poll(() => focusedName(page)).toBe('Stubborn')

  await askToQuit(quiesce)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('dialog', { name: 'Quitting Quiesce' })).toContainText('0 of 1 run has ended.')
  await expectFocusSeen(page, 'the answer')
  await tabTo(page, 'End the rest now')
  expect(await leaveBy(quiesce, () => page.keyboard.press('Enter'))).toBe(0)
  expect(isAlive(pid)).toBe(false)
})
