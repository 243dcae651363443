import { useLayoutEffect, useRef } from 'react'
import { CLOCKS } from '../client/use-now'
import { elapsedText, livedText, roundElapsedText } from '@vocabulary/durations'

/** From when until when a run has lived, wall clock milliseconds; `until` is absent while it lives. */
export interface Lived {
  readonly from: number
  readonly until?: number
}

export interface ElapsedTimeProps {
  readonly lived: Lived | undefined
  /** To the second also while it lives. A board of many says it in round figures: every change of one is a frame to draw. */
  readonly exact?: boolean
  /** Stands before the time, where there is one. */
  readonly after?: string
  readonly className?: string
}

/** How long a run has lived. The clock writes it into the page itself: a card is not drawn anew each second for it. */
export function ElapsedTime({ lived, exact = false, after = '', className }: ElapsedTimeProps) {
  const place = useRef<HTMLSpanElement>(null)
  const from = lived?.from
  const until = lived?.until
  useLayoutEffect(() => {
    const write = (): void => {
      const spoken = until !== undefined ? livedText : exact ? elapsedText : roundElapsedText
      const text = from === undefined ? '' : after + spoken((until ?? Date.now()) - from)
      if (place.current !== null && place.current.textContent !== text) place.current.textContent = text
    }
    write()
    return from === undefined || until !== undefined ? undefined : CLOCKS.second.subscribe(write)
  }, [from, until, exact, after])
  return <span ref={place} className={className} />
}
