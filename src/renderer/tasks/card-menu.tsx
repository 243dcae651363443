import { Copy, Ellipsis, FileText, Pencil, RotateCw, SquareArrowOutUpRight, Trash2 } from 'lucide-react'
import { copyText, deleteTask, restartTask } from '../client/commands'
import { goTo } from '../navigation/use-route'
import { IconButton } from '../ui/icon-button'
import { Menu, type MenuItem } from '../ui/menu'
import { isAlive } from './attention'
import type { BoardEntry } from './board-entries'
import { CARD_WORDS } from './card-words'

/** What else can be done with a task and its latest run. */
export function CardMenu({ entry }: { readonly entry: BoardEntry }) {
  return (
    <Menu items={menuItems(entry)}>
      <IconButton
        label={CARD_WORDS.moreFor(entry.name)}
        hint={CARD_WORDS.more}
        icon={<Ellipsis size={16} />}
        size="small"
      />
    </Menu>
  )
}

function menuItems({ taskId, task, run }: BoardEntry): readonly MenuItem[] {
  const items: MenuItem[] = []
  if (run !== undefined) {
    const runId = run.id
    items.push(
      {
        id: 'open',
        label: CARD_WORDS.openOutput,
        icon: <SquareArrowOutUpRight size={14} />,
        onSelect: () => {
          goTo({ page: 'run', runId, tab: 'output' })
        },
      },
      {
        id: 'receipt',
        label: CARD_WORDS.openReceipt,
        icon: <FileText size={14} />,
        onSelect: () => {
          goTo({ page: 'run', runId, tab: 'receipt' })
        },
      },
    )
    if (run.commandLine !== undefined) {
      const line = run.commandLine
      items.push({
        id: 'copy',
        label: CARD_WORDS.copyCommandLine,
        icon: <Copy size={14} />,
        onSelect: () => void copyText(line, CARD_WORDS.commandLine),
      })
    }
  }
  if (task !== undefined && isAlive(run)) {
    items.push({
      id: 'restart',
      label: CARD_WORDS.restart,
      icon: <RotateCw size={14} />,
      onSelect: () => void restartTask(taskId),
    })
  }
  if (task !== undefined) {
    items.push(
      {
        id: 'edit',
        label: CARD_WORDS.editTask,
        icon: <Pencil size={14} />,
        onSelect: () => {
          goTo({ page: 'task', taskId })
        },
      },
      {
        id: 'delete',
        label: CARD_WORDS.deleteTask,
        icon: <Trash2 size={14} />,
        alarm: true,
        onSelect: () => void deleteTask(taskId),
      },
    )
  }
  return items
}
