import { FolderOpen, Layers2 } from 'lucide-react'
import { useOutlines, useStacks } from '../client/use-runs'
import { Place } from '../navigation/place'
import type { Route } from '../navigation/route'
import { Button } from '../ui/button'
import { Menu } from '../ui/menu'
import { fileName } from './preview-view'
import { openStackFile } from './stack-actions'
import { stackCount } from './stack-view'
import { WORDS } from './words'

/** The side bar's way to the open stacks, and to one more. */
export function StackPlaces({ route }: { readonly route: Route }) {
  const { open, recentFiles } = useStacks()
  const runs = useOutlines()
  const closed = recentFiles.filter((file) => open.every((stack) => stack.file !== file))
  const button = (
    <Button
      look="quiet"
      size="small"
      className="h-7! w-full justify-start! gap-2! px-2! text-sm! font-normal! rail:justify-center! rail:px-0!"
      icon={<FolderOpen size={15} strokeWidth={1.75} aria-hidden="true" />}
      {...(closed.length === 0 ? { onClick: () => void openStackFile() } : {})}
    >
      <span className="rail:sr-only">{WORDS.open}</span>
    </Button>
  )
  return (
    <>
      <h2 className="px-2 pt-4 pb-1 text-2xs font-medium text-ink-faint rail:sr-only">{WORDS.title}</h2>
      <ul className="flex flex-col gap-px">
        {open.map((stack) => (
          <Place
            key={stack.name}
            to={{ page: 'stack', name: stack.name }}
            icon={<Layers2 size={15} strokeWidth={1.75} aria-hidden="true" />}
            current={route.page === 'stack' && route.name === stack.name}
            count={stackCount(stack, runs)}
          >
            {stack.name}
          </Place>
        ))}
        <li>
          {closed.length === 0 ? (
            button
          ) : (
            <Menu
              align="start"
              items={[
                {
                  id: 'choose',
                  label: WORDS.chooseFile,
                  icon: <FolderOpen size={14} />,
                  onSelect: () => void openStackFile(),
                },
                ...closed.map((file) => ({
                  id: file,
                  label: shortPath(file),
                  onSelect: () => void openStackFile(file),
                })),
              ]}
            >
              {button}
            </Menu>
          )}
        </li>
      </ul>
    </>
  )
}

/** The folder and the name, as far as that tells files apart. */
function shortPath(file: string): string {
  const folder = file.slice(0, -fileName(file).length - 1)
  return `${fileName(folder)}/${fileName(file)}`
}
