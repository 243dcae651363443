import { ArrowRight, Ban } from 'lucide-react'
import type { HolderReport } from '@contract/holders'
import { classNames } from '../ui/class-names'
import { TONE_TEXT } from '../ui/tone'
import { routeHops } from './holder-views'
import { WORDS } from './words'

/** The way of a signal from the leader down, and the hop at which it ends. */
export function RouteMap({ report }: { readonly report: HolderReport }) {
  const hops = routeHops(report)
  if (hops.length === 0) return null
  return (
    <ol aria-label={WORDS.wayOf(report.signal)} className="flex flex-wrap items-stretch gap-y-2">
      {hops.map((hop, index) => (
        <li key={hop.pid} className="flex items-center">
          <span
            title={hop.command}
            className={classNames(
              'rounded-md border px-2.5 py-1 text-xs',
              isAlarm(hop) ? 'border-alarm-mark bg-alarm-soft' : 'border-line bg-surface',
            )}
          >
            <span className="block font-mono font-medium text-ink">{hop.program}</span>
            <span className={classNames('block', TONE_TEXT[hop.fate.tone])}>{hop.fate.text}</span>
          </span>
          {index === hops.length - 1 ? null : hop.stopsHere ? (
            <span
              className={classNames(
                'mx-1.5 flex items-center gap-1 text-xs',
                isAlarm(hop) ? 'font-medium text-alarm' : 'text-ink-soft',
              )}
            >
              <Ban size={14} aria-hidden="true" />
              {WORDS.notPassedOn}
            </span>
          ) : (
            <ArrowRight size={14} className="mx-1.5 text-ink-faint" aria-label={WORDS.then} />
          )}
        </li>
      ))}
    </ol>
  )
}

/** Only who does not leave by itself is alarming: a signal that goes to each of a family need not be passed on. */
function isAlarm({ stopsHere, fate }: ReturnType<typeof routeHops>[number]): boolean {
  return stopsHere && fate.tone === 'alarm'
}
