import type { EngineEvent } from '@contract/event'
import type { RunId } from '@contract/ids'

export interface LogFilter {
  readonly runId?: RunId
  readonly types?: readonly string[]
  /** Found anywhere in the text or the name, whatever the case. */
  readonly search?: string
}

export function filterEvents(events: readonly EngineEvent[], filter: LogFilter): readonly EngineEvent[] {
  const search = filter.search?.toLowerCase() ?? ''
  return events.filter(
    (event) =>
      (filter.runId === undefined || event.runId === filter.runId) &&
      (filter.types === undefined || filter.types.length === 0 || filter.types.includes(event.type)) &&
      (search === '' || `${event.name ?? ''}\n${event.text}`.toLowerCase().includes(search)),
  )
}

/** The log as a file: plain text for the ending `.txt`, otherwise one JSON object for each line. */
export function logText(events: readonly EngineEvent[], path: string): string {
  const line = path.toLowerCase().endsWith('.txt') ? plainLine : (event: EngineEvent) => JSON.stringify(event)
  return events.map((event) => `${line(event)}\n`).join('')
}

function plainLine(event: EngineEvent): string {
  const text = event.text.replaceAll(/[\r\n]+/g, ' ')
  return [new Date(event.at).toISOString(), event.seq, event.name ?? '-', event.type, text].join('\t')
}
