import { useEffect, useMemo } from 'react'
import { ArrowLeft, Maximize2, Minimize2, X } from 'lucide-react'
import type { HolderReport } from '@contract/holders'
import type { RunId } from '@contract/ids'
import type { RunSnapshot } from '@contract/run'
import { useReadable } from '../client/use-readable'
import { useReady, useRun, useTask } from '../client/use-runs'
import type { BoardFilter, RunTab } from '../navigation/route'
import { goTo } from '../navigation/use-route'
import { OutputPane } from '../output/output-pane'
import { ReceiptPane } from '../receipt/receipt-pane'
import { Button } from '../ui/button'
import { classNames } from '../ui/class-names'
import { EmptyState } from '../ui/empty-state'
import { IconButton } from '../ui/icon-button'
import { Tabs } from '../ui/tabs'
import { DefinitionPane } from './definition-pane'
import { earlierSnapshot } from './earlier-snapshot'
import { FamilyPane } from './family-pane'
import { HolderPanel } from './holder-panel'
import { HistoryPane } from './history-pane'
import { panelWidth } from './panel-width'
import { RunHeader } from './run-header'
import { useEarlierRun } from './use-history'
import { useHolders } from './use-holders'
import { useStandsAlone } from './use-stands-alone'
import { WORDS } from './words'

const TABS: readonly { readonly value: RunTab; readonly label: string }[] = [
  { value: 'output', label: WORDS.output },
  { value: 'receipt', label: WORDS.receipt },
  { value: 'family', label: WORDS.family },
  { value: 'definition', label: WORDS.definition },
  { value: 'history', label: WORDS.earlierRuns },
]

export interface RunPanelProps {
  readonly runId: RunId
  readonly tab: RunTab
  /** Where closing leads. */
  readonly filter: BoardFilter
}

/** One run, beside the board, or instead of it in a narrow window. */
export function RunPanel({ runId, tab, filter }: RunPanelProps) {
  const held = useRun(runId)
  const ready = useReady()
  const earlier = useEarlierRun(runId, ready && held === undefined)
  const run = useMemo(() => held ?? (earlier ? earlierSnapshot(earlier) : undefined), [held, earlier])
  const task = useTask(run?.taskId)
  const whole = useReadable(panelWidth) === 'whole'
  const alone = useStandsAlone()
  const leaving = run?.phase === 'stopping' || run?.phase === 'stuck'
  const holders = useHolders(run, leaving || tab === 'family')

  useEffect(() => {
    function onKeyDown(event: KeyboardEvent): void {
      const inField =
        event.target instanceof Element && event.target.closest('input, textarea, [role="dialog"], [role="menu"]')
      if (event.key === 'Escape' && !event.defaultPrevented && inField === null) close(run, filter)
    }
    window.addEventListener('keydown', onKeyDown)
    return () => {
      window.removeEventListener('keydown', onKeyDown)
    }
  }, [run, filter])

  return (
    // One element in both places: another one would take the terminal and the focus with it.
    <section
      ref={focusPanel}
      role={alone ? 'main' : 'complementary'}
      tabIndex={-1}
      aria-label={run === undefined ? WORDS.openedRun : WORDS.openedRunOf(run.name)}
      className={classNames(
        'flex min-w-0 flex-1 animate-appear flex-col border-l border-line bg-surface low:overflow-y-auto outline-offset-[-2px]',
        !whole && 'wide:w-[min(680px,62%)] wide:flex-none',
      )}
    >
      {alone ? <h1 className="sr-only">{WORDS.openedRun}</h1> : null}
      <div className="flex h-11 shrink-0 items-center gap-1 pr-4 pl-2">
        <Button
          look="quiet"
          size="small"
          icon={<ArrowLeft size={14} aria-hidden="true" />}
          onClick={() => {
            close(run, filter)
          }}
        >
          {WORDS.board}
        </Button>
        <span className="flex-1" />
        <IconButton
          label={whole ? WORDS.showBesideTheBoard : WORDS.fillTheWindow}
          size="small"
          className="hidden! wide:inline-flex!"
          icon={whole ? <Minimize2 size={14} aria-hidden="true" /> : <Maximize2 size={14} aria-hidden="true" />}
          onClick={() => {
            panelWidth.set(whole ? 'beside' : 'whole')
          }}
        />
        <IconButton
          label={WORDS.closeRun}
          keys="Esc"
          size="small"
          icon={<X size={15} aria-hidden="true" />}
          onClick={() => {
            close(run, filter)
          }}
        />
      </div>
      {run === undefined ? (
        earlier === null ? (
          <EmptyState title={WORDS.notKept}>{WORDS.notKeptText}</EmptyState>
        ) : null
      ) : (
        <>
          <RunHeader
            entry={{ taskId: run.taskId, name: run.name, kind: run.kind, task, run }}
            showReport={tab !== 'receipt' || run.receipt === undefined}
          />
          {leaving && holders !== undefined ? <HolderPanel report={holders} /> : null}
          <Tabs
            label={WORDS.partsOfTheRun}
            value={tab}
            tabs={TABS}
            onChange={(next) => {
              goTo({ page: 'run', runId, tab: next })
            }}
          >
            <TabPane tab={tab} run={run} holders={leaving ? undefined : holders} />
          </Tabs>
        </>
      )}
    </section>
  )
}

interface TabPaneProps {
  readonly tab: RunTab
  readonly run: RunSnapshot
  /** Who would hold a stop; absent while the panel above the tabs says so. */
  readonly holders: HolderReport | undefined
}

function TabPane({ tab, run, holders }: TabPaneProps) {
  switch (tab) {
    case 'output':
      return <OutputPane run={run} />
    case 'receipt':
      return <ReceiptPane run={run} />
    case 'family':
      return <FamilyPane run={run} holders={holders} />
    case 'definition':
      return <DefinitionPane run={run} />
    case 'history':
      return <HistoryPane run={run} />
  }
}

/** The card that was pressed may be covered now; the focus goes to what was opened. */
function focusPanel(panel: HTMLElement | null): void {
  panel?.focus({ preventScroll: true })
}

/** Back to the board, with the focus on the card that was opened. */
function close(run: RunSnapshot | undefined, filter: BoardFilter): void {
  goTo({ page: 'board', filter })
  if (run === undefined) return
  setTimeout(() => {
    document.querySelector<HTMLElement>(`article[aria-label="${CSS.escape(run.name)}"]`)?.focus()
  }, 50)
}
