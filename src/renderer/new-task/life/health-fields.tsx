import { HEALTH_DEFAULTS } from '@vocabulary/defaults'
import { Field } from '../../ui/field'
import { Select } from '../../ui/select'
import { inputId } from '../form-context'
import { TextLine } from '../text-line'
import { TimeLine } from '../time-line'
import { PROBE_SORTS } from './life-draft'
import { ProbeFields } from './probe-fields'
import type { LifeFieldsProps } from './ready-fields'
import { LIFE_WORDS } from './words'

const words = LIFE_WORDS.health
/** A line is printed once: it says nothing about later. */
const SORTS = PROBE_SORTS.filter((sort) => sort !== 'line')
const THENS = ['unset', 'stop', 'tell'] as const

export function HealthFields({ life: { health }, onChange }: LifeFieldsProps) {
  function change(part: Partial<typeof health>): void {
    onChange({ health: { ...health, ...part } })
  }
  // A task that says `restart` keeps saying so, instead of leaving it to the default.
  const thens = health.then === 'restart' ? (['restart', 'stop', 'tell'] as const) : THENS
  return (
    <>
      <ProbeFields field="health.probe" sorts={SORTS} probe={health} onChange={change} />
      {health.by === 'none' ? null : (
        <div className="grid gap-4 sm:grid-cols-2">
          <TimeLine
            field="health.everyMs"
            label={LIFE_WORDS.probe.every}
            unitLabel={LIFE_WORDS.probe.everyUnit}
            value={health.every}
            defaultMs={HEALTH_DEFAULTS.everyMs}
            onChange={(every) => {
              change({ every })
            }}
          />
          <TimeLine
            field="health.timeoutMs"
            label={words.timeout}
            unitLabel={words.timeoutUnit}
            value={health.timeout}
            defaultMs={HEALTH_DEFAULTS.timeoutMs}
            onChange={(timeout) => {
              change({ timeout })
            }}
          />
          <TextLine
            field="health.misses"
            label={words.misses}
            value={health.misses}
            placeholder={String(HEALTH_DEFAULTS.misses)}
            onChange={(misses) => {
              change({ misses })
            }}
          />
          <TimeLine
            field="health.startMs"
            label={words.start}
            unitLabel={words.startUnit}
            help={words.startHelp}
            value={health.start}
            defaultMs={HEALTH_DEFAULTS.startMs}
            onChange={(start) => {
              change({ start })
            }}
          />
          <Field id={inputId('health.then')} label={words.then}>
            {(ids) => (
              <Select
                {...ids}
                value={health.then}
                options={thens.map((then) => ({ value: then, label: words.thens[then] }))}
                onChange={(then) => {
                  change({ then })
                }}
              />
            )}
          </Field>
        </div>
      )}
    </>
  )
}
