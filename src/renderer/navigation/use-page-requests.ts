import { useEffect } from 'react'
import type { PageRequest } from '@contract/channels'
import { unreachable } from '@contract/unreachable'
import { askLeaving, showLeaving, withdrawLeaving } from '../client/leaving'
import { onPageRequest } from '../client/page-requests'
import { openStackFile } from '../stacks/stack-actions'
import { followStop } from '../tasks/followed-stop'
import { goBack, goForward, goTo } from './use-route'

export interface Sheets {
  readonly openPalette: () => void
  readonly openShortcuts: () => void
}

/** Does what was chosen in the menu, the tray or a message of the system. */
export function usePageRequests({ openPalette, openShortcuts }: Sheets): void {
  useEffect(() => {
    function act(request: PageRequest): void {
      switch (request.do) {
        case 'new-task':
          return goTo({ page: 'new' })
        case 'settings':
          return goTo({ page: 'settings' })
        case 'lab':
          return goTo({ page: 'lab' })
        case 'back':
          return goBack()
        case 'forward':
          return goForward()
        case 'open-stack':
          return void openStackFile()
        case 'open-stack-file':
          return void openStackFile(request.path)
        case 'palette':
          return openPalette()
        case 'shortcuts':
          return openShortcuts()
        case 'open-run':
          return goTo({ page: 'run', runId: request.runId, tab: 'output' })
        case 'follow-stop':
          return followStop(request.runIds)
        case 'ask-leaving':
          return askLeaving(request.questionId, request.question)
        case 'withdraw-leaving':
          return withdrawLeaving(request.questionId)
        case 'show-leaving':
          return showLeaving(request)
        default:
          return unreachable(request)
      }
    }
    return onPageRequest(act)
  }, [openPalette, openShortcuts])
}
