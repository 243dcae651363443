import { useTasks } from '../client/use-runs'
import { Checkbox } from '../ui/checkbox'
import { Field } from '../ui/field'
import { SegmentedControl } from '../ui/segmented-control'
import { Select } from '../ui/select'
import { useFormField } from './form-context'
import { FormSection } from './form-section'
import type { TimerDraft } from './task-draft'
import { TextLine } from './text-line'
import { WhenRunningFields } from './life/when-running-fields'
import { TimeLine } from './time-line'
import { WORDS } from './words'

const words = WORDS.timer

export interface TimerFieldsProps {
  /** The task that is being edited: a timer does not start itself. */
  readonly taskId: string | undefined
  readonly draft: TimerDraft
  readonly onChange: (part: Partial<TimerDraft>) => void
}

/** Everything of a timer task but its name. */
export function TimerFields({ taskId, draft, onChange }: TimerFieldsProps) {
  const tasks = useTasks().filter((task) => task.saved && task.id !== taskId)
  const { id, error } = useFormField('action.start')
  return (
    <FormSection title={WORDS.sections.what}>
      <TimeLine
        field="delayMs"
        label={words.delay}
        unitLabel={words.unit}
        value={draft.delay}
        help={words.delayHelp}
        onChange={(delay) => {
          onChange({ delay })
        }}
      />
      <Checkbox
        label={words.repeat}
        checked={draft.repeat}
        onChange={(repeat) => {
          onChange({ repeat })
        }}
      />
      <WhenRunningFields
        whenRunning={draft.whenRunning}
        onChange={(whenRunning) => {
          onChange({ whenRunning })
        }}
      />
      <div className="flex items-center gap-3">
        <span className="text-xs font-medium text-ink-soft">{words.does}</span>
        <SegmentedControl
          label={words.does}
          value={draft.does}
          options={[
            { value: 'log', label: words.logs },
            { value: 'start', label: words.starts },
          ]}
          onChange={(does) => {
            onChange({ does })
          }}
        />
      </div>
      {draft.does === 'log' ? (
        <TextLine
          field="action.log"
          label={words.log}
          value={draft.log}
          placeholder={words.logPlaceholder}
          onChange={(log) => {
            onChange({ log })
          }}
        />
      ) : (
        <Field id={id} label={words.task} error={error} {...(tasks.length === 0 ? { help: words.noTasks } : {})}>
          {(ids) => (
            <Select
              {...ids}
              value={draft.startTaskId}
              className="max-w-96"
              options={[
                { value: '', label: words.chooseTask },
                ...tasks.map((task) => ({ value: String(task.id), label: task.name })),
              ]}
              onChange={(startTaskId) => {
                onChange({ startTaskId })
              }}
            />
          )}
        </Field>
      )}
    </FormSection>
  )
}
