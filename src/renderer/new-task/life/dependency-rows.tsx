import { Plus, X } from 'lucide-react'
import { DEPENDENCY_STATES } from '@contract/life'
import { useTasks } from '../../client/use-runs'
import { Button } from '../../ui/button'
import { ErrorLine } from '../../ui/error-line'
import { IconButton } from '../../ui/icon-button'
import { Select } from '../../ui/select'
import { inputId, useFormField } from '../form-context'
import type { DependencyRow } from './life-draft'
import { LIFE_WORDS } from './words'

const words = LIFE_WORDS.dependsOn

export interface DependencyRowsProps {
  readonly taskName: string
  readonly rows: readonly DependencyRow[]
  readonly onChange: (rows: readonly DependencyRow[]) => void
}

/** Which tasks come first, and how far they must be. */
export function DependencyRows({ taskName, rows, onChange }: DependencyRowsProps) {
  const { error } = useFormField('dependsOn')
  const known = useTasks()
    .map((task) => task.name)
    .filter((name) => name !== taskName)
  // A dependency that is not there now stays choosable: it may come with a stack.
  const names = [...new Set([...known, ...rows.map((row) => row.task).filter(Boolean)])].sort()
  return (
    <div id={inputId('dependsOn')} tabIndex={-1} className="flex flex-col gap-2">
      <p className="text-xs text-ink-faint">{words.help}</p>
      {rows.map((row, index) => (
        <div key={index} className="flex items-center gap-2">
          <Select
            label={words.task(index)}
            value={row.task}
            className="min-w-0 flex-1"
            options={[{ value: '', label: words.choose }, ...names.map((name) => ({ value: name, label: name }))]}
            onChange={(task) => {
              onChange(rows.with(index, { ...row, task }))
            }}
          />
          <Select
            label={words.until(index)}
            value={row.until}
            className="w-36"
            options={DEPENDENCY_STATES.map((state) => ({ value: state, label: `is ${words.states[state]}` }))}
            onChange={(until) => {
              onChange(rows.with(index, { ...row, until }))
            }}
          />
          <IconButton
            label={words.remove(index)}
            icon={<X size={16} />}
            onClick={() => {
              onChange(rows.toSpliced(index, 1))
            }}
          />
        </div>
      ))}
      <ErrorLine error={error} />
      <div>
        <Button
          size="small"
          icon={<Plus size={14} />}
          unavailable={names.length === 0 ? words.noTasks : undefined}
          onClick={() => {
            onChange([...rows, { task: '', until: 'ready' }])
          }}
        >
          {words.add}
        </Button>
      </div>
    </div>
  )
}
