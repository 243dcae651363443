import { useState } from 'react'
import type { Receipt } from '@contract/receipt'
import { stopDelegate } from '../client/commands'
import { Button } from '../ui/button'
import { reachableDelegates } from './reachable-delegates'
import { WORDS } from './words'

/** "Stop it" for each piece of work that still runs and whose daemon can be asked. */
export function DelegateActions({ receipt }: { readonly receipt: Receipt }) {
  const [stopped, setStopped] = useState<ReadonlySet<string>>(new Set())
  const reachable = reachableDelegates(receipt, stopped)
  if (reachable.length === 0) return null
  const stop = async (id: string): Promise<void> => {
    if (await stopDelegate(receipt.runId, id)) setStopped((before) => new Set([...before, id]))
  }
  return (
    <div className="flex flex-wrap gap-2 px-4">
      {reachable.map(({ id, name }) => (
        <Button key={id} look="alarm" aria-label={WORDS.stopDelegate(name)} onClick={() => void stop(id)}>
          {WORDS.stopIt}: {name}
        </Button>
      ))}
    </div>
  )
}
