import { useState } from 'react'
import type { Receipt } from '@contract/receipt'
import { removeLeftover } from '../client/commands'
import { Button } from '../ui/button'
import { removableLeftovers } from './removable-leftovers'
import { WORDS } from './words'

/** "Remove" for each file that was left behind and that no living process was seen to hold. */
export function LeftoverActions({ receipt }: { readonly receipt: Receipt }) {
  const [removed, setRemoved] = useState<ReadonlySet<string>>(new Set())
  const removable = removableLeftovers(receipt, removed)
  if (removable.length === 0) return null
  const remove = async (fileId: string): Promise<void> => {
    if (await removeLeftover(receipt.runId, fileId)) setRemoved((before) => new Set([...before, fileId]))
  }
  return (
    <div className="flex flex-wrap gap-2 px-4">
      {removable.map(({ fileId, what, where }) => (
        <Button key={fileId} look="alarm" hint={where} onClick={() => void remove(fileId)}>
          {WORDS.removeLeftover(what)}
        </Button>
      ))}
    </div>
  )
}
