import { SegmentedControl } from '../../ui/segmented-control'
import type { WhenRunningDraft } from './life-draft'
import { LIFE_WORDS } from './words'

const words = LIFE_WORDS.whenRunning

export interface WhenRunningFieldsProps {
  readonly whenRunning: WhenRunningDraft
  readonly onChange: (whenRunning: WhenRunningDraft) => void
}

/** What a start does while a run of the task is there. */
export function WhenRunningFields({ whenRunning, onChange }: WhenRunningFieldsProps) {
  const refuse = whenRunning === 'refuse' ? 'refuse' : 'unset'
  return (
    <div className="flex flex-wrap items-center gap-3">
      <span className="text-xs text-ink-soft">{words.label}</span>
      <SegmentedControl
        label={words.label}
        value={whenRunning}
        options={([refuse, 'restart', 'another'] as const).map((value) => ({ value, label: words.choices[value] }))}
        onChange={onChange}
      />
    </div>
  )
}
