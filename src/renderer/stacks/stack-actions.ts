import type { StackPreview } from '@contract/stack'
import { ask, askOrTell } from '../client/commands'
import { tell } from '../client/messages'
import { type Readable, writable } from '../client/readable'
import { BOARD, parseRoute } from '../navigation/route'
import { goTo } from '../navigation/use-route'
import { WORDS } from './words'

const preview = writable<StackPreview | undefined>(undefined)

/** The stack file that is looked at now, before anything is made of it. */
export const shownPreview: Readable<StackPreview | undefined> = preview

/** Reads a stack file and shows what is in it. Without a path the person is asked for one. */
export async function openStackFile(path?: string): Promise<void> {
  const answer = await askOrTell('openStackFile', path === undefined ? {} : { path })
  if (answer !== undefined) preview.set(answer)
}

export function closePreview(): void {
  preview.set(undefined)
}

/** Makes tasks of what is shown, and goes there. Starts nothing. */
export async function confirmPreview({ id }: StackPreview): Promise<void> {
  const stack = await askOrTell('confirmStack', { previewId: id })
  if (stack === undefined) return
  preview.set(undefined)
  goTo({ page: 'stack', name: stack.name })
}

export async function startStack(name: string): Promise<void> {
  const answer = await askOrTell('startStack', { name })
  if (answer === undefined) return
  if (!answer.accepted) tell({ level: 'warning', title: WORDS.notStarted(name), text: answer.reason ?? '' })
}

export async function stopStack(name: string): Promise<void> {
  const receipt = await askOrTell('stopStack', { name })
  if (receipt === undefined) return
  const calm = receipt.stillThere.length === 0 && receipt.survivors.length === 0 && receipt.leaks.length === 0
  // On its page the receipt itself says so.
  const route = parseRoute(window.location.hash)
  if (calm && route.page === 'stack' && route.name === name) return
  tell({ level: calm ? 'done' : 'warning', title: WORDS.stopOver(name, receipt.totalMs), text: receipt.sentence })
}

export async function restartStack(name: string): Promise<void> {
  const answer = await askOrTell('restartStack', { name })
  if (answer === undefined || answer.accepted) return
  tell({ level: 'warning', title: WORDS.notStarted(name), text: answer.reason ?? '' })
}

export async function closeStack(name: string): Promise<void> {
  const answer = await ask('closeStack', { name })
  if (answer.ok) goTo(BOARD)
  else tell({ level: 'warning', title: WORDS.notClosed(name), text: answer.problem.message })
}

export async function exportStack(name: string): Promise<void> {
  const value = await askOrTell('exportStack', { name })
  if (value === undefined) return
  const left = value.withheld.length === 0 ? '' : ` ${WORDS.withheld(value.withheld)}`
  tell({ level: 'done', title: WORDS.exported(name), text: `${value.path}.${left}` })
}
