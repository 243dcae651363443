import { RESTART_DEFAULTS } from '@vocabulary/defaults'
import { SegmentedControl } from '../../ui/segmented-control'
import { TextLine } from '../text-line'
import { TimeLine } from '../time-line'
import type { RestartDraft } from './life-draft'
import { LIFE_WORDS } from './words'

const words = LIFE_WORDS.restart

export interface RestartFieldsProps {
  readonly restart: RestartDraft
  readonly onChange: (restart: RestartDraft) => void
}

export function RestartFields({ restart, onChange }: RestartFieldsProps) {
  const { when } = restart
  const never = when === 'never' ? 'never' : 'unset'
  return (
    <>
      <div className="flex flex-wrap items-center gap-3">
        <span className="text-xs text-ink-soft">{words.when}</span>
        <SegmentedControl
          label={words.when}
          value={when}
          options={([never, 'on-failure', 'always'] as const).map((value) => ({ value, label: words.whens[value] }))}
          onChange={(next) => {
            onChange({ ...restart, when: next })
          }}
        />
      </div>
      {when === 'unset' || when === 'never' ? null : (
        <div className="grid gap-4 sm:grid-cols-2">
          <TimeLine
            field="restart.pauseMs"
            label={words.pause}
            unitLabel={words.pauseUnit}
            value={restart.pause}
            defaultMs={RESTART_DEFAULTS.pauseMs}
            help={words.pauseHelp}
            onChange={(pause) => {
              onChange({ ...restart, pause })
            }}
          />
          <TimeLine
            field="restart.maxPauseMs"
            label={words.maxPause}
            unitLabel={words.maxPauseUnit}
            value={restart.maxPause}
            defaultMs={RESTART_DEFAULTS.maxPauseMs}
            onChange={(maxPause) => {
              onChange({ ...restart, maxPause })
            }}
          />
          <TextLine
            field="restart.limit"
            label={words.limit}
            value={restart.limit}
            placeholder={String(RESTART_DEFAULTS.limit)}
            help={words.limitHelp}
            onChange={(limit) => {
              onChange({ ...restart, limit })
            }}
          />
        </div>
      )}
    </>
  )
}
