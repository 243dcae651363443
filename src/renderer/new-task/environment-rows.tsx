import { useState } from 'react'
import { Eye, EyeOff, Plus, X } from 'lucide-react'
import { isSecretVariable } from '@vocabulary/secrets'
import { Button } from '../ui/button'
import { IconButton } from '../ui/icon-button'
import { INPUT_LOOK, TextInput } from '../ui/text-input'
import { inputId, useFormField } from './form-context'
import { FormSection } from './form-section'
import type { EnvironmentRow } from './task-draft'
import { WORDS } from './words'

const words = WORDS.env

export interface EnvironmentRowsProps {
  readonly rows: readonly EnvironmentRow[]
  readonly onChange: (rows: readonly EnvironmentRow[]) => void
}

/** Variables, one a row. Values that look secret are masked until the person asks to see them. */
export function EnvironmentRows({ rows, onChange }: EnvironmentRowsProps) {
  return (
    <FormSection title={words.title} help={words.help}>
      {rows.length === 0 ? null : (
        <div className="flex flex-col gap-2">
          <div
            className="grid grid-cols-[minmax(0,2fr)_minmax(0,3fr)_72px] gap-2 text-xs font-medium text-ink-soft"
            aria-hidden="true"
          >
            <span>{words.nameLabel}</span>
            <span>{words.valueLabel}</span>
          </div>
          {rows.map((row, index) => (
            <Row
              key={index}
              index={index}
              row={row}
              onChange={(next) => {
                onChange(rows.with(index, next))
              }}
              onRemove={() => {
                onChange(rows.toSpliced(index, 1))
              }}
            />
          ))}
        </div>
      )}
      <div>
        <Button
          size="small"
          icon={<Plus size={14} />}
          onClick={() => {
            onChange([...rows, { name: '', value: '' }])
          }}
        >
          {words.add}
        </Button>
      </div>
    </FormSection>
  )
}

interface RowProps {
  readonly index: number
  readonly row: EnvironmentRow
  readonly onChange: (row: EnvironmentRow) => void
  readonly onRemove: () => void
}

function Row({ index, row, onChange, onRemove }: RowProps) {
  const { error, onBlur } = useFormField(`env.${String(index)}`)
  const [shown, setShown] = useState(false)
  const id = inputId(`env.${String(index)}`)
  const secret = isSecretVariable(row.name, row.value)
  const described = error === undefined ? {} : { 'aria-describedby': `${id}-error`, 'aria-invalid': true as const }
  return (
    <div>
      <div className="grid grid-cols-[minmax(0,2fr)_minmax(0,3fr)_72px] items-start gap-2">
        <TextInput
          id={id}
          mono
          aria-label={words.name(index)}
          {...described}
          value={row.name}
          onBlur={onBlur}
          onChange={(event) => {
            onChange({ ...row, name: event.currentTarget.value })
          }}
        />
        <textarea
          rows={1}
          spellCheck={false}
          aria-label={words.value(index)}
          {...described}
          value={row.value}
          onBlur={onBlur}
          onChange={(event) => {
            onChange({ ...row, value: event.currentTarget.value })
          }}
          className={`${INPUT_LOOK} min-h-8 resize-y py-1.5 font-mono text-xs ${secret && !shown ? '[-webkit-text-security:disc]' : ''}`}
        />
        <span className="flex gap-1">
          <IconButton
            label={words.remove(row.name === '' ? String(index + 1) : row.name)}
            icon={<X size={16} />}
            onClick={onRemove}
          />
          {secret ? (
            <IconButton
              label={shown ? words.hide : words.show}
              icon={shown ? <EyeOff size={16} /> : <Eye size={16} />}
              onClick={() => {
                setShown(!shown)
              }}
            />
          ) : null}
        </span>
      </div>
      <div role="status">
        {error === undefined ? null : (
          <p id={`${id}-error`} className="mt-1 text-xs text-alarm">
            {error}
          </p>
        )}
      </div>
    </div>
  )
}
