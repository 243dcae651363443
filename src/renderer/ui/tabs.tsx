import type { ReactNode } from 'react'
import { Tabs as Primitive } from 'radix-ui'

export interface TabsProps<Value extends string> {
  /** The accessible name of the row of tabs. */
  readonly label: string
  readonly value: Value
  readonly onChange: (value: Value) => void
  readonly tabs: readonly { readonly value: Value; readonly label: string; readonly count?: number | undefined }[]
  /** The panel of the chosen tab. */
  readonly children: ReactNode
}

/** A row of tabs over one panel that fills the rest. Arrow keys move between tabs. */
export function Tabs<Value extends string>({ label, value, onChange, tabs, children }: TabsProps<Value>) {
  return (
    <Primitive.Root
      value={value}
      onValueChange={(next) => {
        const chosen = tabs.find((tab) => tab.value === next)
        if (chosen !== undefined) onChange(chosen.value)
      }}
      className="flex min-h-0 flex-1 flex-col low:min-h-[85vh] low:shrink-0"
    >
      <Primitive.List
        aria-label={label}
        className="flex shrink-0 flex-wrap gap-x-1 border-b border-line px-4 rail:px-1"
      >
        {tabs.map((tab) => (
          <Primitive.Trigger
            key={tab.value}
            value={tab.value}
            className="relative h-9 rounded-t-md px-2.5 text-sm text-ink-faint outline-offset-[-3px] transition-colors after:absolute after:inset-x-2 after:-bottom-px after:h-0.5 after:rounded-full hover:text-ink data-[state=active]:font-medium data-[state=active]:text-ink data-[state=active]:after:bg-accent"
          >
            {tab.label}
            {tab.count === undefined ? null : <span className="tnum ml-1.5 text-xs text-ink-faint">{tab.count}</span>}
          </Primitive.Trigger>
        ))}
      </Primitive.List>
      <Primitive.Content value={value} className="flex min-h-0 flex-1 flex-col outline-offset-[-3px]">
        {children}
      </Primitive.Content>
    </Primitive.Root>
  )
}
