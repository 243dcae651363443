import { useState } from 'react'
import { ArrowDown, ArrowDownToLine, ArrowUp, Copy, Eraser, Search } from 'lucide-react'
import { useReadable } from '../client/use-readable'
import { Button } from '../ui/button'
import { IconButton } from '../ui/icon-button'
import { TextInput } from '../ui/text-input'
import type { OutputScreen } from './output-screen'
import { WORDS } from './words'

export interface OutputBarProps {
  readonly screen: OutputScreen
  readonly onCopy: () => void
}

export function OutputBar({ screen, onCopy }: OutputBarProps) {
  const following = useReadable(screen.following)
  const [search, setSearch] = useState('')
  const [found, setFound] = useState(true)
  function find(text: string, direction: 'next' | 'previous', incremental = false): void {
    setFound(text === '' || screen.find(text, direction, incremental))
  }
  return (
    <div className="flex h-10 shrink-0 items-center gap-1 border-b border-line pr-2 pl-4">
      <TextInput
        type="search"
        aria-label={WORDS.searchTheOutput}
        placeholder={WORDS.search}
        icon={<Search size={14} aria-hidden="true" />}
        size="small"
        className="w-52"
        value={search}
        {...(found ? {} : { 'aria-invalid': true })}
        onChange={(event) => {
          setSearch(event.currentTarget.value)
          find(event.currentTarget.value, 'next', true)
        }}
        onKeyDown={(event) => {
          if (event.key === 'Enter') find(search, event.shiftKey ? 'previous' : 'next')
        }}
      />
      <IconButton
        label={WORDS.previousMatch}
        keys="Shift Enter"
        size="small"
        icon={<ArrowUp size={14} aria-hidden="true" />}
        onClick={() => {
          find(search, 'previous')
        }}
      />
      <IconButton
        label={WORDS.nextMatch}
        keys="Enter"
        size="small"
        icon={<ArrowDown size={14} aria-hidden="true" />}
        onClick={() => {
          find(search, 'next')
        }}
      />
      <span role="status" className="flex-1 truncate px-1 text-xs text-ink-faint">
        {found ? '' : WORDS.noMatch}
      </span>
      <Button
        size="small"
        look={following ? 'plain' : 'quiet'}
        aria-pressed={following}
        icon={<ArrowDownToLine size={14} aria-hidden="true" />}
        hint={WORDS.followHint}
        onClick={() => {
          screen.follow(!following)
        }}
      >
        {WORDS.follow}
      </Button>
      <IconButton
        label={WORDS.copyOutput}
        hint={WORDS.copyHint}
        size="small"
        icon={<Copy size={14} aria-hidden="true" />}
        onClick={onCopy}
      />
      <IconButton
        label={WORDS.clearTheView}
        hint={WORDS.clearHint}
        size="small"
        icon={<Eraser size={14} aria-hidden="true" />}
        onClick={() => {
          screen.clear()
        }}
      />
    </div>
  )
}
