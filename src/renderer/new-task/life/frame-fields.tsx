import { useEffect, useState } from 'react'
import type { StrictMode } from '@contract/strict'
import { ask } from '../../client/commands'
import { Checkbox } from '../../ui/checkbox'
import { Field } from '../../ui/field'
import { Select } from '../../ui/select'
import { TextInput } from '../../ui/text-input'
import { useFormField } from '../form-context'
import { SIZE_UNITS } from './life-draft'
import type { LifeFieldsProps } from './ready-fields'
import { LIFE_WORDS } from './words'

const words = LIFE_WORDS.frame

/** The terminal, the namespace, and how much of the output is kept. */
export function FrameFields({ life, onChange }: LifeFieldsProps) {
  const { id, error, onBlur } = useFormField('keepOutputBytes')
  const limit = useFormField('processLimit')
  const strictMode = useStrictMode()
  const frameErrors = [useFormField('terminal').error, useFormField('strict').error, useFormField('keepRunning').error]
  const { keepOutput } = life
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
      <Field id={id} label={words.keep} help={words.keepHelp} error={error}>
        {(ids) => (
          <span className="flex max-w-72 items-center gap-2">
            <TextInput
              {...ids}
              inputMode="decimal"
              className="tnum min-w-0"
              placeholder={words.keepDefault}
              value={keepOutput.text}
              onBlur={onBlur}
              onChange={(event) => {
                onChange({ keepOutput: { ...keepOutput, text: event.currentTarget.value } })
              }}
            />
            <Select
              label={words.keepUnit}
              value={keepOutput.unit}
              options={SIZE_UNITS.map((unit) => ({ value: unit, label: LIFE_WORDS.sizes[unit] }))}
              className="w-36 shrink-0"
              onChange={(unit) => {
                onChange({ keepOutput: { ...keepOutput, unit } })
              }}
            />
          </span>
        )}
      </Field>
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
