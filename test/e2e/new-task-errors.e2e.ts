import type { Page } from '@playwright/test'
import type { Kind } from '../../src/contract/kind'
import { card, goTo } from './support/board'
import { errorBeside, openForm, save } from './support/new-task'
import { boardTest as test, expect } from './support/quiesce-test'

interface BadInput {
  /** The label of the input. */
  readonly field: string
  readonly typed: string
  /** What was got and what was expected. */
  readonly told: readonly RegExp[]
}

async function expectError(page: Page, { field, typed, told }: BadInput): Promise<void> {
  await expect.poll(() => errorBeside(page, field), { message: `an error beside ${field}` }).not.toBe('')
  const error = await errorBeside(page, field)
  for (const words of told) expect(error).toMatch(words)
  await expect(page.getByLabel(field, { exact: true })).toHaveValue(typed)
  await expect(page.getByLabel(field, { exact: true })).toHaveAttribute('aria-invalid', 'true')
}

const BAD_INPUTS: readonly { readonly kind: Kind; readonly inputs: readonly BadInput[] }[] = [
  {
    kind: 'process',
    inputs: [
      { field: 'Command line', typed: 'echo "never closed', told: [/character 6/, /quote/] },
      { field: 'Working folder · optional', typed: `/${'x'.repeat(5000)}`, told: [/expected/] },
    ],
  },
  {
    kind: 'thread',
    inputs: [
      { field: 'Workload', typed: '', told: [/missing/] },
      { field: 'Parameters · optional', typed: '{ "seconds": 5, }', told: [/line 1/, /expected/] },
    ],
  },
  {
    kind: 'future',
    inputs: [
      { field: 'Executor', typed: '', told: [/expected/] },
      { field: 'Workers', typed: '0', told: [/0/, /1 to 64/] },
    ],
  },
  { kind: 'coroutine', inputs: [{ field: 'Workload', typed: 'x'.repeat(5000), told: [/expected/] }] },
  { kind: 'generator', inputs: [{ field: 'Pause between two pulls', typed: '-1', told: [/-1/, /expected/] }] },
  {
    kind: 'timer',
    inputs: [
      { field: 'Elapses after', typed: '-5', told: [/-5/, /expected/] },
      { field: 'Line to log', typed: '', told: [/missing/] },
    ],
  },
]

for (const { kind, inputs } of BAD_INPUTS) {
  const fields = inputs.map((input) => input.field.split(' · ')[0]).join(' and ')
  test(`a ${kind} with a bad ${fields} is not saved: each error stands at its field, and what was typed stays`, async ({
    page,
  }) => {
    await openForm(page, kind, '')
    for (const { field, typed } of inputs) await page.getByLabel(field, { exact: true }).fill(typed)
    await save(page)
    await expectError(page, { field: 'Name', typed: '', told: [/missing/] })
    for (const input of inputs) await expectError(page, input)
    await expect(page.getByRole('alert')).toContainText('need another look')
    await goTo(page, 'board')
    await expect(page.getByRole('article')).toHaveCount(0)
    await page.getByRole('button', { name: 'New task' }).first().click()
    // Leaving the form and coming back loses nothing.
    for (const { field, typed } of inputs) await expect(page.getByLabel(field, { exact: true })).toHaveValue(typed)
  })
}

test('a bad argument, variable and step of the stop policy each have their error', async ({ page }) => {
  await openForm(page, 'process', 'Odd')
  await page.getByRole('radio', { name: 'One argument a row' }).click()
  await page.getByLabel('Program', { exact: true }).fill('sleep')
  await page.getByRole('button', { name: 'Add argument' }).click()
  const argument = page.getByLabel('Argument 1', { exact: true })
  await argument.fill('one\0two')
  await page.getByRole('button', { name: 'Add variable' }).click()
  await page.getByLabel('Variable 1, name', { exact: true }).fill('NOT=A NAME')
  await page.getByLabel('Variable 1, value', { exact: true }).fill('value')
  await page.getByRole('radio', { name: 'Own steps' }).click()
  const patience = page.getByLabel('Step 1: wait', { exact: true })
  await patience.fill('-3')
  await save(page)
  await expectError(page, { field: 'Argument 1', typed: 'one\0two', told: [/NUL/] })
  await expectError(page, { field: 'Variable 1, name', typed: 'NOT=A NAME', told: [/without = or NUL/] })
  await expectError(page, { field: 'Step 1: wait', typed: '-3', told: [/-3/, /expected/] })
  await argument.fill('1000')
  await page.getByLabel('Variable 1, name', { exact: true }).fill('A_NAME')
  await patience.fill('3')
  await save(page)
  await expect(card(page, 'Odd')).toBeVisible()
})
