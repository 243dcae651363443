import { Ellipsis, FileDown, FolderX, LayoutGrid, RefreshCw } from 'lucide-react'
import type { StackState } from '@contract/stack'
import { tell } from '../client/messages'
import { BOARD } from '../navigation/route'
import { goTo } from '../navigation/use-route'
import { boardStack } from '../tasks/board-preferences'
import { IconButton } from '../ui/icon-button'
import { Menu, type MenuItem } from '../ui/menu'
import { closeStack, exportStack, openStackFile } from './stack-actions'
import { WORDS } from './words'

export interface StackMenuProps {
  readonly stack: StackState
  readonly cannotClose: string | undefined
}

/** What else can be done with a stack. */
export function StackMenu({ stack, cannotClose }: StackMenuProps) {
  const { name, file } = stack
  const items: MenuItem[] = [
    {
      id: 'board',
      label: WORDS.onBoard,
      icon: <LayoutGrid size={14} />,
      onSelect: () => {
        boardStack.set(name)
        goTo(BOARD)
      },
    },
    { id: 'export', label: WORDS.export, icon: <FileDown size={14} />, onSelect: () => void exportStack(name) },
    {
      id: 'close',
      label: WORDS.close,
      icon: <FolderX size={14} />,
      alarm: true,
      onSelect: () => {
        if (cannotClose === undefined) void closeStack(name)
        else tell({ level: 'info', title: WORDS.notClosed(name), text: `${cannotClose}.` })
      },
    },
  ]
  if (file !== undefined) {
    items.splice(1, 0, {
      id: 'again',
      label: WORDS.readAgain,
      icon: <RefreshCw size={14} />,
      onSelect: () => void openStackFile(file),
    })
  }
  return (
    <Menu items={items}>
      <IconButton label={WORDS.moreFor(name)} hint={WORDS.more} icon={<Ellipsis size={16} />} size="small" />
    </Menu>
  )
}
