import { clockText } from '@vocabulary/durations'

const DAY_MS = 86_400_000

/** When something was, as seen at `now`: `14:03:09` today, `yesterday 14:03`, `2026-11-20 14:03`. */
export function momentText(at: number, now: number): string {
  const time = clockText(at)
  return `${dayText(at, now)}${isToday(at, now) ? time : time.slice(0, 5)}`
}

/** As `momentText`, but those that would look alike are told to the second, and if need be to the millisecond. */
export function momentTexts(ats: readonly number[], now: number): readonly string[] {
  const all = [...new Set(ats)]
  const ways = [
    (at: number) => momentText(at, now),
    (at: number) => `${dayText(at, now)}${clockText(at)}`,
    (at: number) => `${dayText(at, now)}${clockText(at, true)}`,
  ].map((text) => ({ text, alike: countBy(all, text) }))
  return ats.map((at) => {
    const way = ways.find(({ text, alike }) => alike.get(text(at)) === 1)
    return (way ?? ways[0])?.text(at) ?? ''
  })
}

function countBy(ats: readonly number[], text: (at: number) => string): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const at of ats) counts.set(text(at), (counts.get(text(at)) ?? 0) + 1)
  return counts
}

function isToday(at: number, now: number): boolean {
  return new Date(at).toDateString() === new Date(now).toDateString()
}

/** Ends with a space, or is empty for today. */
function dayText(at: number, now: number): string {
  if (isToday(at, now)) return ''
  return isToday(at, now - DAY_MS) ? 'yesterday ' : `${dateText(at)} `
}

function dateText(at: number): string {
  const date = new Date(at)
  return [date.getFullYear(), date.getMonth() + 1, date.getDate()]
    .map((part) => String(part).padStart(2, '0'))
    .join('-')
}
