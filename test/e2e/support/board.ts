import { expect, type Locator, type Page } from '@playwright/test'

export type PageName = 'board' | 'lab' | 'guide' | 'log' | 'new'
export type ActionName = 'Start' | 'Stop' | 'Terminate' | 'Cancel'

/** The link to the board ends with the number of its cards. */
const LINKS = { board: /^All( \d+)?$/, lab: 'Lab', guide: 'Guide', log: 'Cleanup log' } as const

/** Goes to a page as a person does, through the side bar. */
export async function goTo(page: Page, name: PageName): Promise<void> {
  const sidebar = page.getByRole('navigation', { name: 'Pages' })
  if (name === 'new') await sidebar.getByRole('button', { name: 'New task' }).click()
  else await sidebar.getByRole('link', { name: LINKS[name] }).click()
}

/** The card of a task. */
export function card(page: Page, name: string): Locator {
  return page.getByRole('article', { name, exact: true })
}

/** A button of a card: its name is the action's and the task's. */
export function button(page: Page, action: ActionName, name: string): Locator {
  return card(page, name).getByRole('button', { name: `${action} ${name}`, exact: true })
}

export async function press(page: Page, action: ActionName, name: string): Promise<void> {
  await button(page, action, name).click()
}

/** Waits until the card says `word`: a phase, an outcome or a part of what its receipt says. */
export async function cardSays(page: Page, name: string, word: string | RegExp, timeout = 10_000): Promise<void> {
  const wanted = typeof word === 'string' ? new RegExp(`\\b${word}\\b`, 'i') : word
  await expect(card(page, name)).toContainText(wanted, { timeout, useInnerText: true })
}

/** Opens the receipt of a run that has ended, and answers its text. The board stays beside it or under it. */
export async function openReceipt(page: Page, name: string): Promise<Locator> {
  await card(page, name).getByRole('heading', { name, exact: true }).click()
  const receipt = page.getByRole('region', { name: `Receipt of ${name}` })
  await expect(receipt).toBeVisible()
  return receipt
}

export async function closeRun(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Close run' }).click()
}
