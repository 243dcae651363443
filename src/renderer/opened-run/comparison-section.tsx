import { useState } from 'react'
import type { EarlierRun } from '@contract/history'
import type { RunId } from '@contract/ids'
import { Badge } from '../ui/badge'
import { DataTable } from '../ui/data-table'
import { Select } from '../ui/select'
import { comparableRuns, comparisonView, firstPair } from './history-view'
import { HISTORY_WORDS } from './history-words'

export interface ComparisonSectionProps {
  /** Newest first. */
  readonly runs: readonly EarlierRun[]
  readonly now: number
}

/** Two receipts of one task side by side: the newest stop with the one before it, until somebody chooses others. */
export function ComparisonSection({ runs, now }: ComparisonSectionProps) {
  const [chosen, setChosen] = useState<{ readonly one?: RunId; readonly other?: RunId }>({})
  const choices = comparableRuns(runs, now)
  const pair = firstPair(choices)
  const one = choices.find(({ value }) => value === chosen.one) ?? choices[pair?.[0] ?? -1]
  const other = choices.find(({ value }) => value === chosen.other) ?? choices[pair?.[1] ?? -1]
  if (one === undefined || other === undefined) {
    return <p className="text-sm text-ink-soft">{HISTORY_WORDS.notEnough}</p>
  }
  const view = comparisonView(one.receipt, other.receipt, now)
  return (
    <div className="flex flex-col gap-3">
      <div className="flex flex-wrap gap-2">
        {(
          [
            ['one', one.value],
            ['other', other.value],
          ] as const
        ).map(([side, value]) => (
          <Select
            key={side}
            label={HISTORY_WORDS[side]}
            size="small"
            className="min-w-56 flex-1"
            value={value}
            options={choices}
            onChange={(runId) => {
              setChosen({ ...chosen, [side]: runId })
            }}
          />
        ))}
      </div>
      <p className="flex items-baseline gap-2 text-sm text-ink">
        <Badge tone={view.tone}>{view.word}</Badge>
        <span className="wrap-anywhere">{view.sentence}</span>
      </p>
      <DataTable caption={HISTORY_WORDS.compare} columns={view.columns} rows={view.rows} />
    </div>
  )
}
