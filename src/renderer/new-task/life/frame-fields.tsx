import { useEffect, useState } from 'react'
import type { StrictMode } from '@contract/strict'
import { KEEP_OUTPUT_BYTES } from '@vocabulary/defaults'
import { ask } from '../../client/commands'
import { Checkbox } from '../../ui/checkbox'
import { Field } from '../../ui/field'
import { TextInput } from '../../ui/text-input'
import { shownIn } from '../duration'
import { useFormField } from '../form-context'
import { QuantityLine } from '../quantity-line'
import { SIZE_UNITS } from './life-draft'
import type { LifeFieldsProps } from './ready-fields'
import { BYTES_IN } from './typed-size'
import { LIFE_WORDS } from './words'

const words = LIFE_WORDS.frame
const UNITS = SIZE_UNITS.map((unit) => ({ value: unit, label: LIFE_WORDS.sizes[unit] }))

/** The terminal, the namespace, and how much of the output is kept. */
export function FrameFields({ life, onChange }: LifeFieldsProps) {
  const limit = useFormField('processLimit')
  const strictMode = useStrictMode()
  const frameErrors = [useFormField('terminal').error, useFormField('strict').error, useFormField('keepRunning').error]
  return (
    <>
      <Checkbox
        label={words.terminal}
        help={words.terminalHelp}
        checked={life.terminal}
        onChange={(terminal) => {
          onChange({ terminal })
        }}
      />
      {life.terminal || life.endsAll ? (
        <Checkbox
          label={words.endsAll}
          help={words.endsAllHelp}
          checked={life.endsAll}
          onChange={(endsAll) => {
            onChange({ endsAll })
          }}
        />
      ) : null}
      <Checkbox
        label={words.strict}
        help={strictMode?.sentence ?? words.strictUnknown}
        checked={life.strict}
        onChange={(strict) => {
          onChange({ strict })
        }}
      />
      <Checkbox
        label={words.keepRunning}
        help={words.keepRunningHelp}
        checked={life.keepRunning}
        onChange={(keepRunning) => {
          onChange({ keepRunning })
        }}
      />
      <Field id={limit.id} label={words.limit} help={words.limitHelp} error={limit.error}>
        {(ids) => (
          <TextInput
            {...ids}
            inputMode="numeric"
            className="tnum max-w-36"
            placeholder={words.limitDefault}
            value={life.processLimit}
            onBlur={limit.onBlur}
            onChange={(event) => {
              onChange({ processLimit: event.currentTarget.value })
            }}
          />
        )}
      </Field>
      <QuantityLine
        field="keepOutputBytes"
        label={words.keep}
        help={words.keepHelp}
        placeholder={shownIn(KEEP_OUTPUT_BYTES, BYTES_IN[life.keepOutput.unit])}
        unitLabel={words.keepUnit}
        units={UNITS}
        value={life.keepOutput}
        onChange={(keepOutput) => {
          onChange({ keepOutput })
        }}
      />
      <p role="status" className="text-xs text-alarm empty:hidden">
        {frameErrors.filter(Boolean).join(' ')}
      </p>
    </>
  )
}

function useStrictMode(): StrictMode | undefined {
  const [mode, setMode] = useState<StrictMode>()
  useEffect(() => {
    let shown = true
    void ask('getStrictMode').then((answer) => {
      if (shown && answer.ok) setMode(answer.value)
    })
    return () => {
      shown = false
    }
  }, [])
  return mode
}
