import { clockText } from '../tasks/durations'

const DAY_MS = 86_400_000

/** When something was, as seen at `now`: `14:03:09` today, `yesterday 14:03`, `2026-11-20 14:03`. */
export function momentText(at: number, now: number): string {
  const day = new Date(at).toDateString()
  if (day === new Date(now).toDateString()) return clockText(at)
  const time = clockText(at).slice(0, 5)
  return day === new Date(now - DAY_MS).toDateString() ? `yesterday ${time}` : `${dateText(at)} ${time}`
}

function dateText(at: number): string {
  const date = new Date(at)
  return [date.getFullYear(), date.getMonth() + 1, date.getDate()]
    .map((part) => String(part).padStart(2, '0'))
    .join('-')
}
