import { RadioGroup } from 'radix-ui'
import { KINDS, type Kind } from '@contract/kind'
import { KIND_WORDS } from '@vocabulary/words'
import { KindIcon } from '../tasks/kind-icon'
import { WORDS } from './words'

/** The commonest first. */
const ORDER: readonly Kind[] = ['process', ...KINDS.filter((kind) => kind !== 'process')]

export interface KindPickerProps {
  readonly value: Kind
  readonly onChange: (kind: Kind) => void
}

/** The six kinds as cards, one of them taken. Arrow keys choose. */
export function KindPicker({ value, onChange }: KindPickerProps) {
  return (
    <RadioGroup.Root
      aria-label={WORDS.kind}
      value={value}
      onValueChange={(next) => {
        const kind = KINDS.find((known) => known === next)
        if (kind !== undefined) onChange(kind)
      }}
      className="grid grid-cols-2 gap-2 sm:grid-cols-3"
    >
      {ORDER.map((kind) => (
        <RadioGroup.Item
          key={kind}
          value={kind}
          aria-label={KIND_WORDS[kind]}
          aria-describedby={`kind-${kind}`}
          className="flex flex-col gap-1 rounded-lg border border-line bg-surface p-3 text-left shadow-card transition-colors hover:border-line-strong data-[state=checked]:border-accent data-[state=checked]:bg-accent-soft"
        >
          <span className="flex items-center gap-2 text-sm font-medium text-ink">
            <KindIcon kind={kind} className={kind === value ? 'text-accent-ink' : 'text-ink-faint'} />
            {KIND_WORDS[kind]}
          </span>
          <span id={`kind-${kind}`} className="text-xs text-ink-soft">
            {WORDS.kinds[kind]}
          </span>
        </RadioGroup.Item>
      ))}
    </RadioGroup.Root>
  )
}
