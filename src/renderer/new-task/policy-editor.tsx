import type { ReactNode } from 'react'
import { Plus } from 'lucide-react'
import { Button } from '../ui/button'
import { ErrorLine } from '../ui/error-line'
import { SegmentedControl } from '../ui/segmented-control'
import { TASK_LIMITS } from '@contract/task-schema'
import { inputId, useFormField } from './form-context'
import { FormSection } from './form-section'
import { POLICY_PRESETS, type PolicySort } from './policy-presets'
import { PolicyStepRow } from './policy-step-row'
import type { PolicyDraft } from './task-draft'
import { WORDS } from './words'

const words = WORDS.policy

export interface PolicyEditorProps {
  readonly sort: PolicySort
  readonly policy: PolicyDraft
  /** `scope` comes with a preset that sets it. */
  readonly onChange: (policy: PolicyDraft, scope?: 'family' | 'leader') => void
  readonly children?: ReactNode
}

/** The standard ladder in words, or steps of one's own. */
export function PolicyEditor({ sort, policy, onChange, children }: PolicyEditorProps) {
  const { error } = useFormField('stopPolicy')
  const { steps } = policy
  const full = steps.length >= TASK_LIMITS.steps ? WORDS.atMost(String(TASK_LIMITS.steps)) : undefined
  return (
    <FormSection
      title={WORDS.sections.how}
      help={policy.own ? words.ownText : words.standardText[sort]}
      aside={
        <SegmentedControl
          label={words.title}
          value={policy.own ? 'own' : 'standard'}
          options={[
            { value: 'standard', label: words.standard },
            { value: 'own', label: words.own },
          ]}
          onChange={(choice) => {
            onChange({ ...policy, own: choice === 'own' })
          }}
        />
      }
    >
      {policy.own ? (
        <div id={inputId('stopPolicy')} tabIndex={-1} className="flex flex-col gap-3">
          <div className="flex flex-wrap items-center gap-1.5">
            <span className="text-xs text-ink-soft">{words.fill}</span>
            {POLICY_PRESETS[sort].map((preset) => (
              <Button
                key={preset.label}
                size="small"
                hint={preset.reason}
                onClick={() => {
                  onChange({ own: true, steps: preset.steps }, preset.scope)
                }}
              >
                {preset.label}
              </Button>
            ))}
          </div>
          <ol className="flex flex-col gap-3">
            {steps.map((step, index) => (
              <PolicyStepRow
                key={index}
                index={index}
                sort={sort}
                step={step}
                onChange={(next) => {
                  onChange({ ...policy, steps: steps.with(index, next) })
                }}
                onRemove={() => {
                  onChange({ ...policy, steps: steps.toSpliced(index, 1) })
                }}
                onUp={() => {
                  onChange({ ...policy, steps: steps.toSpliced(index, 1).toSpliced(index - 1, 0, step) })
                }}
              />
            ))}
          </ol>
          <ErrorLine error={error} />
          <div>
            <Button
              size="small"
              icon={<Plus size={14} />}
              unavailable={full}
              onClick={() => {
                const send = sort === 'process' ? 'SIGKILL' : 'terminate'
                onChange({ ...policy, steps: [...steps, { send, text: '', patience: { text: '2', unit: 's' } }] })
              }}
            >
              {words.add}
            </Button>
          </div>
        </div>
      ) : null}
      {children}
    </FormSection>
  )
}
