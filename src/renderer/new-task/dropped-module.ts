import { goTo } from '../navigation/use-route'
import { BOARD } from '../navigation/route'
import { keepDraft } from './kept-drafts'
import { EMPTY_DRAFT } from './task-draft'

const MODULE = /\.(?:[cm]?js|[cm]?ts)$/i

/** True for a file that can hold a workload. */
export function isModule(path: string): boolean {
  return MODULE.test(path)
}

/** Opens the form for a thread that runs this module; what was typed there before makes room. */
export function openModule(path: string): void {
  const name = path.replace(/^.*[/\\]/, '').replace(MODULE, '')
  keepDraft('', { ...EMPTY_DRAFT, kind: 'thread', name, workload: { ...EMPTY_DRAFT.workload, workload: path } })
  // A form that is open already reads what is kept only when it opens anew.
  goTo(BOARD)
  requestAnimationFrame(() => {
    requestAnimationFrame(() => {
      goTo({ page: 'new' })
    })
  })
}
