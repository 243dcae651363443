import { useMemo } from 'react'
import { X } from 'lucide-react'
import type { RunOutline } from '@contract/run-outline'
import { useReadable } from '../client/use-readable'
import { useOutlines } from '../client/use-runs'
import { followedStop, forgetStop } from '../tasks/followed-stop'
import { isSettled, jointReceipt } from '../tasks/joint-receipt'
import { IconButton } from '../ui/icon-button'
import { StackReceiptSection } from './stack-receipt-section'
import { WORDS } from './words'

/**
 * One receipt for runs that were asked together, once the last of them has gone or is stuck. It lies over a corner of the
 * window and takes no focus: nobody who was typing is interrupted.
 */
export function JointReceiptSheet() {
  const followed = useReadable(followedStop)
  const runs = useOutlines()
  const shown = useMemo(() => {
    const held = followed?.runIds.map((id) => runs.get(id)) ?? []
    if (followed === undefined || !isSettled(held)) return undefined
    const known = held.filter((run): run is RunOutline => run !== undefined)
    // All were taken off the board before the last had gone: there is nothing left to tell of.
    return known.length === 0 ? undefined : jointReceipt(known, followed.askedAt)
  }, [followed, runs])
  if (shown === undefined) return null
  return (
    <section
      aria-label={WORDS.joint.name}
      className="fixed bottom-4 left-54 z-30 flex max-h-[min(520px,70vh)] w-[min(560px,calc(100vw-232px))] rail:left-14 rail:w-[calc(100vw-72px)] animate-rise flex-col rounded-xl border border-line bg-raised shadow-float"
    >
      <header className="flex items-center gap-2 py-2.5 pr-3 pl-4">
        <h2 className="min-w-0 flex-1 text-base font-semibold">
          <span role="status">{WORDS.joint.title(shown.order.length, shown.stillThere.length)}</span>
        </h2>
        <IconButton label={WORDS.joint.close} size="small" icon={<X size={15} />} onClick={forgetStop} />
      </header>
      <div className="min-h-0 overflow-auto px-3 pb-3" tabIndex={0} role="group" aria-label={WORDS.joint.list}>
        <StackReceiptSection receipt={shown} />
      </div>
    </section>
  )
}
