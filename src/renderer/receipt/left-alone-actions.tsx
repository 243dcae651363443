import { useState } from 'react'
import type { Receipt } from '@contract/receipt'
import { endLeftAlone } from '../client/commands'
import { Button } from '../ui/button'
import { leftAlone } from './left-alone'
import { WORDS } from './words'

/** "End" for each process that was left alone on purpose, and is not known to have ended since. */
export function LeftAloneActions({ receipt }: { readonly receipt: Receipt }) {
  const [ended, setEnded] = useState<ReadonlySet<number>>(new Set())
  const open = leftAlone(receipt, ended)
  if (open.length === 0) return null
  const end = async (pid: number, startTime: string): Promise<void> => {
    if (await endLeftAlone(receipt.runId, pid, startTime)) setEnded((before) => new Set([...before, pid]))
  }
  return (
    <div className="flex flex-wrap gap-2 px-4">
      {open.map(({ pid, startTime, command }) => (
        <Button key={pid} look="alarm" hint={WORDS.endHint} onClick={() => void end(pid, startTime)}>
          {WORDS.endProcess(command, pid)}
        </Button>
      ))}
    </div>
  )
}
