import { type SyntheticEvent, useState } from 'react'
import { CornerDownLeft } from 'lucide-react'
import type { RunId } from '@contract/ids'
import { writeInput } from '../client/commands'
import { Button } from '../ui/button'
import { TextInput } from '../ui/text-input'
import { WORDS } from './words'

/** A line for the standard input of a program without a terminal. What was not taken stays in the field. */
export function StdinLine({ runId }: { readonly runId: RunId }) {
  const [line, setLine] = useState('')
  async function send(event: SyntheticEvent): Promise<void> {
    event.preventDefault()
    if (await writeInput(runId, `${line}\n`)) setLine('')
  }
  return (
    <form
      onSubmit={(event) => void send(event)}
      className="flex h-10 shrink-0 items-center gap-1 border-t border-line px-4"
    >
      <TextInput
        aria-label={WORDS.sendLine}
        placeholder={WORDS.sendLine}
        size="small"
        mono
        className="min-w-0 flex-1"
        value={line}
        onChange={(event) => {
          setLine(event.currentTarget.value)
        }}
      />
      <Button type="submit" size="small" icon={<CornerDownLeft size={14} aria-hidden="true" />} className="h-7!">
        {WORDS.send}
      </Button>
      <Button
        size="small"
        look="quiet"
        className="h-7!"
        hint={WORDS.endInputHint}
        onClick={() => void writeInput(runId, '', true)}
      >
        {WORDS.endInput}
      </Button>
    </form>
  )
}
