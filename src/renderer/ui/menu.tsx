import { type ReactElement, type ReactNode, useRef } from 'react'
import { DropdownMenu } from 'radix-ui'
import { Check } from 'lucide-react'
import { classNames } from './class-names'
import { markPutBack } from './put-back-focus'
import { UI_WORDS } from './words'

export interface MenuItem {
  readonly id: string
  readonly label: string
  readonly icon?: ReactNode
  /** Marks one of several choices. */
  readonly checked?: boolean
  readonly alarm?: boolean
  readonly onSelect: () => void
}

export interface MenuProps {
  readonly items: readonly MenuItem[]
  readonly align?: 'start' | 'end'
  /** The button that opens it. */
  readonly children: ReactElement
}

/** A menu that drops from a button. */
export function Menu({ items, align = 'end', children }: MenuProps) {
  const button = useRef<HTMLButtonElement>(null)
  return (
    <DropdownMenu.Root>
      <DropdownMenu.Trigger ref={button} asChild>
        {children}
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          align={align}
          sideOffset={4}
          collisionPadding={8}
          onCloseAutoFocus={() => {
            if (button.current !== null) markPutBack(button.current)
          }}
          className="z-50 min-w-44 animate-appear rounded-lg border border-line bg-raised p-1 shadow-float"
        >
          {items.map((item) => (
            <DropdownMenu.Item
              key={item.id}
              onSelect={item.onSelect}
              className={classNames(
                'flex h-7 items-center gap-2 rounded-md px-2 text-sm outline-none data-[highlighted]:bg-hover',
                item.alarm === true ? 'text-alarm' : 'text-ink',
              )}
            >
              <span className="flex w-4 justify-center text-ink-faint">
                {item.checked === true ? <Check size={14} aria-label={UI_WORDS.chosen} /> : item.icon}
              </span>
              {item.label}
            </DropdownMenu.Item>
          ))}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  )
}
