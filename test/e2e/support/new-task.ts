import type { Page } from '@playwright/test'
import type { Kind } from '../../../src/contract/kind'
import { goTo } from './board'

const KIND_NAMES: Readonly<Record<Kind, string>> = {
  process: 'Process',
  thread: 'Thread',
  future: 'Future',
  coroutine: 'Coroutine',
  timer: 'Timer',
  generator: 'Generator',
}

/** Opens an empty form for a task of this kind. */
export async function openForm(page: Page, kind: Kind, name: string): Promise<void> {
  await goTo(page, 'new')
  // What was typed before is kept; each test begins with nothing.
  await page.getByRole('button', { name: 'Clear the form' }).click()
  await page.getByRole('radio', { name: KIND_NAMES[kind], exact: true }).click()
  await page.getByLabel('Name', { exact: true }).fill(name)
}

export async function save(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Save', exact: true }).click()
}

export async function saveAndStart(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Save and start' }).click()
}

/** The sentence below an input, as its accessible description has it. */
export async function errorBeside(page: Page, label: string): Promise<string> {
  const input = page.getByLabel(label, { exact: true })
  const ids = ((await input.getAttribute('aria-describedby')) ?? '').split(' ').filter((id) => id.endsWith('-error'))
  const texts = await Promise.all(ids.map((id) => page.locator(`[id="${id}"]`).textContent()))
  return texts.join(' ')
}
