import type { Receipt } from '@contract/receipt'
import { say } from '@vocabulary/sentences/say'
import { receiptFacts } from './receipt-facts'
import { receiptTables, type TableView } from './receipt-tables'
import { receiptDetail, receiptHeadline } from './receipt-words'
import { timelineView } from './timeline-view'
import { WORDS } from './words'

/** The receipt as a page of Markdown, to be pasted into an issue. */
export function receiptMarkdown(receipt: Receipt): string {
  const steps: TableView = {
    title: WORDS.timeline,
    columns: [WORDS.step, WORDS.verdict, WORDS.at, WORDS.evidence],
    rows: timelineView(receipt).rows.map((row) => [row.title, row.verdictText, row.time, row.evidence]),
  }
  return [
    `## ${receipt.name}: ${oneLine(receiptHeadline(receipt))}`,
    receiptDetail(receipt),
    receiptFacts(receipt)
      .map((fact) => `- ${fact.name}: ${oneLine(fact.value)}`)
      .join('\n'),
    ...[steps, ...receiptTables(receipt)].map(table),
    ...(receipt.blindSpots.length === 0
      ? []
      : [`### ${WORDS.blindSpots}\n\n${receipt.blindSpots.map((spot) => `- ${oneLine(say(spot))}`).join('\n')}`]),
  ].join('\n\n')
}

function table({ title, columns, rows }: TableView): string {
  const line = (cells: readonly string[]): string => `| ${cells.map(cell).join(' | ')} |`
  return [`### ${title}`, '', line(columns), line(columns.map(() => '---')), ...rows.map(line)].join('\n')
}

function cell(text: string): string {
  return oneLine(text).replaceAll('\\', '\\\\').replaceAll('|', '\\|')
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim()
}
