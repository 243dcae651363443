import type { Page } from '@playwright/test'
import type { RunSnapshot } from '../../../src/contract/run'
import type { TaskSpec } from '../../../src/contract/task'
import { card } from './board'

/** Saves a task without the form, and waits for its card. */
export async function define(page: Page, spec: TaskSpec): Promise<void> {
  // As text: Playwright's types unfold the whole union of specs, and give up.
  await page.evaluate(async (text) => {
    const saved = await window.quiesce.saveTask({ spec: JSON.parse(text) as TaskSpec })
    if (!saved.ok) throw new Error(saved.problem.message)
  }, JSON.stringify(spec))
  await card(page, spec.name).waitFor()
}

/** The newest run of a task, as the page is told of it. */
export async function runOf(page: Page, name: string): Promise<RunSnapshot> {
  const text = await page.evaluate(async (name) => {
    const held = await window.quiesce.getSnapshot()
    if (!held.ok) throw new Error(held.problem.message)
    return JSON.stringify(held.value.runs.findLast((run) => run.name === name))
  }, name)
  return JSON.parse(text) as RunSnapshot
}
