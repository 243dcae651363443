import { CircleAlert, CircleCheck, FileClock, TriangleAlert } from 'lucide-react'
import type { Receipt } from '@contract/receipt'
import type { RunSnapshot } from '@contract/run'
import { classNames } from '../ui/class-names'
import { DataTable } from '../ui/data-table'
import { EmptyState } from '../ui/empty-state'
import { FactList } from '../ui/fact-list'
import { BlindSpots } from './blind-spots'
import { Section } from '../ui/section'
import { TONE_SOFT, TONE_TEXT } from '../ui/tone'
import { DelegateActions } from './delegate-actions'
import { LeftAloneActions } from './left-alone-actions'
import { LeftoverActions } from './leftover-actions'
import { ReceiptExports } from './receipt-exports'
import { receiptFacts } from './receipt-facts'
import { receiptTables } from './receipt-tables'
import { receiptDetail, receiptHeadline, receiptTone } from './receipt-words'
import { Timeline } from './timeline'
import { WORDS } from './words'

/** What is known after a run has ended. */
export function ReceiptPane({ run }: { readonly run: RunSnapshot }) {
  if (run.receipt !== undefined) return <Written receipt={run.receipt} worse={run.stopsGotWorse} />
  return (
    <EmptyState icon={<FileClock size={20} strokeWidth={1.75} aria-hidden="true" />} title={WORDS.noReceiptYet}>
      {WORDS.whenWritten}
    </EmptyState>
  )
}

function Written({ receipt, worse }: { readonly receipt: Receipt; readonly worse: string | undefined }) {
  return (
    <div
      className="flex min-h-0 flex-1 flex-col gap-5 overflow-y-auto p-4"
      tabIndex={0}
      role="region"
      aria-label={WORDS.receiptOf(receipt.name)}
    >
      <VerdictBanner receipt={receipt} />
      {worse === undefined ? null : <p className="px-4 text-sm wrap-anywhere text-waiting">{worse}</p>}
      <Section title={WORDS.timeline}>
        <div className="rounded-lg border border-line bg-surface p-2">
          <Timeline receipt={receipt} />
        </div>
      </Section>
      {receiptTables(receipt).map((table) => (
        <Section key={table.title} title={table.title}>
          <DataTable caption={table.title} columns={table.columns} rows={table.rows} />
        </Section>
      ))}
      <DelegateActions receipt={receipt} />
      <LeftAloneActions receipt={receipt} />
      <LeftoverActions receipt={receipt} />
      <Section title={WORDS.facts}>
        <FactList facts={receiptFacts(receipt)} />
      </Section>
      <BlindSpots title={WORDS.blindSpots} spots={receipt.blindSpots} />
      <ReceiptExports receipt={receipt} />
    </div>
  )
}

function VerdictBanner({ receipt }: { readonly receipt: Receipt }) {
  const tone = receiptTone(receipt)
  const Icon = tone === 'calm' ? CircleCheck : tone === 'alarm' ? CircleAlert : TriangleAlert
  return (
    <div className={classNames('flex items-start gap-3 rounded-lg px-4 py-3', TONE_SOFT[tone])}>
      <Icon size={20} className={classNames('mt-0.5 shrink-0', TONE_TEXT[tone])} aria-hidden="true" />
      <div className="min-w-0">
        <p className={classNames('text-lg font-semibold wrap-anywhere', TONE_TEXT[tone])}>{receiptHeadline(receipt)}</p>
        <p className="text-sm wrap-anywhere text-ink-soft">{receiptDetail(receipt)}</p>
      </div>
    </div>
  )
}
