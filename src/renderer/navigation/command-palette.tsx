import { useMemo } from 'react'
import { Command } from 'cmdk'
import { Dialog } from 'radix-ui'
import { useNow } from '../client/use-now'
import { useRuns, useTasks } from '../client/use-runs'
import { useStackViews } from '../stacks/use-stack-views'
import { boardEntries } from '../tasks/board-entries'
import { Keys } from '../ui/keys'
import { useReturnFocus } from '../ui/use-return-focus'
import { paletteActions } from './palette-actions'
import { paletteRank } from './palette-rank'
import { WORDS } from './words'

const GROUPS = [WORDS.tasks, WORDS.stacks, WORDS.goTo, WORDS.window]

export interface CommandPaletteProps {
  readonly open: boolean
  readonly onOpenChange: (open: boolean) => void
}

/** Every action and every task, by typing a part of its name. */
export function CommandPalette({ open, onOpenChange }: CommandPaletteProps) {
  const returnFocus = useReturnFocus()
  return (
    <Dialog.Root open={open} onOpenChange={onOpenChange}>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-40 animate-appear bg-scrim" />
        <Dialog.Content
          aria-describedby={undefined}
          {...returnFocus}
          className="fixed top-[14%] left-1/2 z-40 w-[min(560px,calc(100vw-48px))] -translate-x-1/2 animate-rise overflow-hidden rounded-xl border border-line bg-raised shadow-float outline-none"
        >
          <Dialog.Title className="sr-only">{WORDS.commandPalette}</Dialog.Title>
          <PaletteList
            onDone={() => {
              onOpenChange(false)
            }}
          />
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  )
}

function PaletteList({ onDone }: { readonly onDone: () => void }) {
  const tasks = useTasks()
  const runs = useRuns()
  const stacks = useStackViews()
  const now = useNow('second')
  const actions = useMemo(() => paletteActions(boardEntries(tasks, runs), stacks, now), [tasks, runs, stacks, now])
  return (
    <Command
      label={WORDS.commandPalette}
      loop
      filter={(_id, search, keywords) => paletteRank(keywords?.[0] ?? '', search)}
    >
      <Command.Input
        placeholder={WORDS.palettePlaceholder}
        className="h-12 w-full border-b border-line bg-transparent px-4 text-base text-ink outline-none placeholder:text-ink-faint"
      />
      <Command.List className="max-h-[min(380px,56vh)] overflow-y-auto p-1.5">
        <Command.Empty className="px-3 py-6 text-center text-sm text-ink-soft">{WORDS.noMatch}</Command.Empty>
        {GROUPS.map((group) => (
          <Command.Group
            key={group}
            heading={group}
            className="[&_[cmdk-group-heading]]:px-2.5 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-2xs [&_[cmdk-group-heading]]:text-ink-faint"
          >
            {actions
              .filter((action) => action.group === group)
              .map((action) => (
                <Command.Item
                  key={action.id}
                  value={`${action.text} ${action.id}`}
                  keywords={[action.text]}
                  onSelect={() => {
                    onDone()
                    action.run()
                  }}
                  className="flex h-8 items-center gap-2 rounded-md px-2.5 text-sm text-ink data-[selected=true]:bg-accent-soft"
                >
                  <span className="min-w-0 flex-1 truncate" title={action.text}>
                    {action.text}
                  </span>
                  {action.note.length === 1 ? (
                    <Keys text={action.note} />
                  ) : (
                    <span className="text-xs text-ink-soft">{action.note}</span>
                  )}
                </Command.Item>
              ))}
          </Command.Group>
        ))}
      </Command.List>
    </Command>
  )
}
