import { useCallback, useState } from 'react'
import { useReadable } from './client/use-readable'
import { DevelopmentPages } from './component-board/development-pages'
import { LeavingDialog } from './leaving/leaving-dialog'
import { LogPage } from './log/log-page'
import { CommandPalette } from './navigation/command-palette'
import {
  LaterComparePage,
  LaterGuidePage,
  LaterLabPage,
  LaterNewTaskPage,
  LaterRunPanel,
  LaterSettingsPage,
  useLaterPages,
} from './navigation/later-pages'
import { MessageToasts } from './navigation/message-toasts'
import { NoticeBanners } from './navigation/notice-banners'
import type { BoardFilter, Route } from './navigation/route'
import { Sidebar } from './navigation/sidebar'
import { ShortcutsSheet } from './navigation/shortcuts-sheet'
import { useKeptFocus } from './navigation/use-kept-focus'
import { usePageRequests } from './navigation/use-page-requests'
import { useRoute } from './navigation/use-route'
import { useShortcuts } from './navigation/use-shortcuts'
import { useShownTheme } from './navigation/use-shown-theme'
import { panelWidth } from './opened-run/panel-width'
import { RecoveredPanel } from './recovery/recovered-panel'
import { DropTarget } from './stacks/drop-target'
import { JointReceiptSheet } from './stacks/joint-receipt-sheet'
import { PreviewDialog } from './stacks/preview-dialog'
import { StackPage } from './stacks/stack-page'
import { BoardPage } from './tasks/board-page'
import { PhaseAnnouncer } from './tasks/phase-announcer'
import { TooltipScope } from './ui/tooltip'

export function App() {
  useShownTheme()
  const route = useRoute()
  const [paletteOpen, setPaletteOpen] = useState(false)
  const openPalette = useCallback(() => {
    setPaletteOpen(true)
  }, [])
  const [shortcutsOpen, setShortcutsOpen] = useState(false)
  const openShortcuts = useCallback(() => {
    setShortcutsOpen(true)
  }, [])
  useShortcuts({ openPalette, openShortcuts })
  useKeptFocus(route)
  useLaterPages()
  usePageRequests({ openPalette, openShortcuts })
  const [filter, setFilter] = useState<BoardFilter>('all')
  if (route.page === 'board' && route.filter !== filter) setFilter(route.filter)
  return (
    <TooltipScope>
      <div className="flex h-full flex-col">
        <NoticeBanners />
        <RecoveredPanel />
        <div className="flex min-h-0 flex-1">
          <Sidebar route={route} filter={filter} onPalette={openPalette} />
          <Page route={route} filter={filter} />
        </div>
      </div>
      <PhaseAnnouncer />
      <CommandPalette open={paletteOpen} onOpenChange={setPaletteOpen} />
      <ShortcutsSheet open={shortcutsOpen} onOpenChange={setShortcutsOpen} />
      <PreviewDialog />
      <JointReceiptSheet />
      <DropTarget />
      <LeavingDialog />
      <MessageToasts />
    </TooltipScope>
  )
}

function Page({ route, filter }: { readonly route: Route; readonly filter: BoardFilter }) {
  const whole = useReadable(panelWidth) === 'whole'
  switch (route.page) {
    case 'board':
      return <BoardPage filter={filter} openedRun={undefined} />
    case 'run':
      return (
        <div className="relative flex h-full min-w-0 flex-1">
          <div className={whole ? 'hidden' : 'hidden min-w-0 flex-1 wide:flex'}>
            <BoardPage filter={filter} openedRun={route.runId} />
          </div>
          <LaterRunPanel key={route.runId} runId={route.runId} tab={route.tab} filter={filter} />
        </div>
      )
    case 'lab':
      return <LaterLabPage />
    case 'compare':
      return <LaterComparePage />
    case 'settings':
      return <LaterSettingsPage />
    case 'guide':
      return <LaterGuidePage />
    case 'log':
      return <LogPage />
    case 'new':
      return <LaterNewTaskPage key="new" />
    case 'task':
      return <LaterNewTaskPage key={route.taskId} taskId={route.taskId} />
    case 'stack':
      return <StackPage key={route.name} name={route.name} />
    case 'component-board':
      return <DevelopmentPages />
  }
}
