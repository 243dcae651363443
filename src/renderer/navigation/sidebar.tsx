import type { ReactNode } from 'react'
import {
  BookOpen,
  CircleAlert,
  CircleStop,
  Command,
  FlaskConical,
  Layers,
  Monitor,
  Moon,
  Play,
  Plus,
  ScrollText,
  Settings,
  Sun,
} from 'lucide-react'
import { setTheme } from '../client/commands'
import { usePlatform, useTheme } from '../client/use-runs'
import { FILTER_WORDS } from '../tasks/board-words'
import { useBoard } from '../tasks/use-board'
import { Button } from '../ui/button'
import { Keys } from '../ui/keys'
import { SegmentedControl } from '../ui/segmented-control'
import { StackPlaces } from '../stacks/stack-places'
import { Place } from './place'
import { BOARD_FILTERS, type BoardFilter, type Route } from './route'
import { modifierKey } from './shortcuts'
import { goTo } from './use-route'
import { WORDS } from './words'

const FILTER_ICONS: Readonly<Record<BoardFilter, ReactNode>> = {
  all: <Layers size={15} strokeWidth={1.75} aria-hidden="true" />,
  running: <Play size={15} strokeWidth={1.75} aria-hidden="true" />,
  attention: <CircleAlert size={15} strokeWidth={1.75} aria-hidden="true" />,
  ended: <CircleStop size={15} strokeWidth={1.75} aria-hidden="true" />,
}

export interface SidebarProps {
  readonly route: Route
  /** The filter of the board that is shown, or was shown last. */
  readonly filter: BoardFilter
  readonly onPalette: () => void
}

/** The way to every page. */
export function Sidebar({ route, filter, onPalette }: SidebarProps) {
  const { counts } = useBoard()
  const platform = usePlatform()
  const onBoard = route.page === 'board' || route.page === 'run'
  return (
    <nav
      aria-label={WORDS.pages}
      className="flex h-full w-50 shrink-0 flex-col overflow-x-hidden overflow-y-auto border-r border-line bg-sidebar px-2 py-3 rail:w-12 rail:px-1.5 low:py-2"
    >
      <p className="flex items-center gap-2 px-2 pb-3 text-sm font-semibold low:hidden">
        <QuiesceMark />
        <span className="rail:sr-only">{WORDS.quiesce}</span>
      </p>
      <Button
        look="primary"
        icon={<Plus size={15} aria-hidden="true" />}
        keys="N"
        hint={WORDS.newTaskHint}
        className="mb-4 rail:px-0! low:mb-2"
        onClick={() => {
          goTo({ page: 'new' })
        }}
      >
        <span className="rail:sr-only">{WORDS.newTask}</span>
      </Button>
      <h2 className="px-2 pb-1 text-2xs font-medium text-ink-faint rail:sr-only">{WORDS.board}</h2>
      <ul className="flex flex-col gap-px">
        {BOARD_FILTERS.map((one) => (
          <Place
            key={one}
            to={{ page: 'board', filter: one }}
            icon={FILTER_ICONS[one]}
            current={onBoard && filter === one}
            count={counts[one]}
            alarm={one === 'attention' && counts.attention > 0}
          >
            {FILTER_WORDS[one]}
          </Place>
        ))}
      </ul>
      <StackPlaces route={route} />
      <LearnPlaces page={route.page} />
      <span className="flex-1" />
      <ul className="mb-1">
        <Place
          to={{ page: 'settings' }}
          icon={<Settings size={15} strokeWidth={1.75} aria-hidden="true" />}
          current={route.page === 'settings'}
        >
          {WORDS.settings}
        </Place>
      </ul>
      <Button
        look="quiet"
        size="small"
        icon={<Command size={14} aria-hidden="true" />}
        className="mb-2 justify-start! rail:justify-center!"
        onClick={onPalette}
      >
        <span className="flex-1 text-left rail:sr-only">{WORDS.allCommands}</span>
        <span className="rail:hidden">
          <Keys text={`${modifierKey(platform?.os)} K`} />
        </span>
      </Button>
      <ThemeChoice />
    </nav>
  )
}

function LearnPlaces({ page }: { readonly page: Route['page'] }) {
  return (
    <>
      <h2 className="px-2 pt-4 pb-1 text-2xs font-medium text-ink-faint rail:sr-only">{WORDS.learn}</h2>
      <ul className="flex flex-col gap-px">
        <Place
          to={{ page: 'lab' }}
          icon={<FlaskConical size={15} strokeWidth={1.75} aria-hidden="true" />}
          current={page === 'lab' || page === 'compare'}
        >
          {WORDS.lab}
        </Place>
        <Place
          to={{ page: 'guide' }}
          icon={<BookOpen size={15} strokeWidth={1.75} aria-hidden="true" />}
          current={page === 'guide'}
        >
          {WORDS.guide}
        </Place>
        <Place
          to={{ page: 'log' }}
          icon={<ScrollText size={15} strokeWidth={1.75} aria-hidden="true" />}
          current={page === 'log'}
        >
          {WORDS.cleanupLog}
        </Place>
      </ul>
    </>
  )
}

function ThemeChoice() {
  const theme = useTheme()
  return (
    <SegmentedControl
      label={WORDS.theme}
      value={theme}
      onChange={(choice) => void setTheme(choice)}
      className="mx-1 rail:hidden!"
      options={[
        { value: 'system', label: WORDS.asTheSystem, icon: <Monitor size={14} aria-hidden="true" /> },
        { value: 'light', label: WORDS.light, icon: <Sun size={14} aria-hidden="true" /> },
        { value: 'dark', label: WORDS.dark, icon: <Moon size={14} aria-hidden="true" /> },
      ]}
    />
  )
}

/** A wave that comes to rest. */
function QuiesceMark() {
  return (
    <svg viewBox="0 0 24 24" className="size-5 text-accent-ink" aria-hidden="true">
      <path
        d="M1.5 12c1.2-8 3.4-8 4.6 0s3.2 6 4.2 0 2.4-3.6 3.4 0 1.9 1.4 2.7 0h6.1"
        fill="none"
        stroke="currentColor"
        strokeWidth="2"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  )
}
