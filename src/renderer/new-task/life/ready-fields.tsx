import { READY_DEFAULTS } from '@vocabulary/defaults'
import { TimeLine } from '../time-line'
import { PROBE_SORTS, type ProcessLifeDraft } from './life-draft'
import { ProbeFields } from './probe-fields'
import { LIFE_WORDS } from './words'

const words = LIFE_WORDS.ready

export interface LifeFieldsProps {
  readonly life: ProcessLifeDraft
  readonly onChange: (part: Partial<ProcessLifeDraft>) => void
}

export function ReadyFields({ life: { ready }, onChange }: LifeFieldsProps) {
  function change(part: Partial<typeof ready>): void {
    onChange({ ready: { ...ready, ...part } })
  }
  return (
    <>
      <ProbeFields field="ready.probe" sorts={PROBE_SORTS} probe={ready} onChange={change} />
      {ready.by === 'none' ? null : (
        <div className="grid gap-4 sm:grid-cols-2">
          <TimeLine
            field="ready.timeoutMs"
            label={words.timeout}
            unitLabel={words.timeoutUnit}
            value={ready.timeout}
            defaultMs={READY_DEFAULTS.timeoutMs}
            help={words.timeoutHelp}
            onChange={(timeout) => {
              change({ timeout })
            }}
          />
          {ready.by === 'line' ? null : (
            <TimeLine
              field="ready.everyMs"
              label={LIFE_WORDS.probe.every}
              unitLabel={LIFE_WORDS.probe.everyUnit}
              value={ready.every}
              defaultMs={READY_DEFAULTS.everyMs}
              onChange={(every) => {
                change({ every })
              }}
            />
          )}
        </div>
      )}
    </>
  )
}
