import type { Delegate } from '@contract/delegate'
import type { Leak, Receipt } from '@contract/receipt'
import { bytesText, patienceText, spanText } from '@vocabulary/durations'
import { say } from '@vocabulary/sentences/say'
import { CONTROL_WORDS, ORIGIN_WORDS, refusalWords, sendWords } from '@vocabulary/words'
import { WORDS } from './words'

export interface TableView {
  readonly title: string
  readonly columns: readonly string[]
  readonly rows: readonly (readonly string[])[]
}

/** Everything of a receipt that comes in rows. Tables without rows are left out. */
export function receiptTables(receipt: Receipt): readonly TableView[] {
  const tables: readonly TableView[] = [
    {
      title: WORDS.stepsThatWereSent,
      columns: [WORDS.step, WORDS.at, WORDS.patience, WORDS.takenBy, WORDS.note],
      rows: receipt.ladder.map((step) => [
        sendWords(step.send),
        spanText(step.ms),
        patienceText(step.patienceMs),
        step.deliveredTo === undefined ? '' : WORDS.processCount(step.deliveredTo),
        step.note ? say(step.note) : '',
      ]),
    },
    {
      title: WORDS.cleanups,
      columns: [WORDS.name, WORDS.started, WORDS.finished, WORDS.took, WORDS.error],
      rows: receipt.cleanups.map((cleanup) => [
        cleanup.name,
        spanText(cleanup.startedMs),
        cleanup.finishedMs === undefined ? WORDS.notSeen : spanText(cleanup.finishedMs),
        cleanup.finishedMs === undefined ? '' : spanText(cleanup.finishedMs - cleanup.startedMs),
        cleanup.error ?? '',
      ]),
    },
    {
      title: WORDS.survivors,
      columns: [WORDS.pid, WORDS.command, WORDS.foundBy, WORDS.endedBy, WORDS.goneAt, WORDS.ports],
      rows: receipt.survivors.map((one) => [
        String(one.pid),
        one.command,
        WORDS.foundByWhat[one.foundBy],
        one.leftAlone === true ? WORDS.leftAlone : WORDS.endedByWhat[one.endedBy],
        one.goneMs === undefined ? '' : spanText(one.goneMs),
        one.ports.join(', '),
      ]),
    },
    {
      title: WORDS.handedOver,
      columns: [WORDS.what, WORDS.to, WORDS.now, WORDS.evidence],
      rows: (receipt.delegates ?? []).map((one) => [one.name, one.launcher, delegateNow(one), say(one.evidence)]),
    },
    {
      title: WORDS.leftBehind,
      columns: [WORDS.sort, WORDS.what, WORDS.where, WORDS.madeBy, WORDS.size, WORDS.now],
      rows: receipt.leaks.map((leak) => [
        WORDS.leakKinds[leak.kind],
        leak.what,
        leak.where,
        leak.madeBy ?? '',
        leak.bytes === undefined ? '' : bytesText(leak.bytes),
        leakNow(leak),
      ]),
    },
    {
      title: WORDS.whatWasAsked,
      columns: [WORDS.control, WORDS.by, WORDS.at, WORDS.answer, WORDS.reason],
      rows: receipt.asks.map((one) => [
        CONTROL_WORDS[one.control],
        ORIGIN_WORDS[one.origin].label,
        `${one.ms < 0 ? '−' : ''}${spanText(Math.abs(one.ms))}`,
        one.accepted
          ? WORDS.accepted
          : `${WORDS.refused}${one.code === undefined ? '' : `: ${refusalWords(one.code)}`}`,
        one.reason ?? '',
      ]),
    },
  ]
  return tables.filter((table) => table.rows.length > 0).map(withoutEmptyColumns)
}

function leakNow({ removed, heldBy }: Leak): string {
  if (heldBy !== undefined) return WORDS.heldBy(heldBy)
  return removed === true ? WORDS.removed : WORDS.stillThere
}

/** Where work that was handed over stands, in a word or two. */
export function delegateNow({ state, exit, byForce }: Delegate): string {
  const { delegate } = WORDS
  if (state !== 'gone') return delegate[state]
  const how = byForce === true ? delegate.killed : delegate.gone
  if (exit === undefined) return how
  return exit.outOfMemory ? delegate.outOfMemory(how) : delegate.exitCode(how, exit.code)
}

function withoutEmptyColumns(table: TableView): TableView {
  const kept = table.columns.map((_, column) => table.rows.some((cells) => (cells[column] ?? '') !== ''))
  return {
    title: table.title,
    columns: table.columns.filter((_, column) => kept[column]),
    rows: table.rows.map((cells) => cells.filter((_, column) => kept[column])),
  }
}
