import { ArrowUp, X } from 'lucide-react'
import { SIGNALS } from '@contract/stop'
import { Field } from '../ui/field'
import { IconButton } from '../ui/icon-button'
import { Select } from '../ui/select'
import { useFormField } from './form-context'
import type { PolicySort } from './policy-presets'
import type { StepDraft, StepSend } from './task-draft'
import { TextLine } from './text-line'
import { TimeLine } from './time-line'
import { WORDS } from './words'

const words = WORDS.policy

/** The signals that people stop programs with come first. */
const COMMON = ['SIGTERM', 'SIGINT', 'SIGHUP', 'SIGQUIT', 'SIGUSR1', 'SIGUSR2', 'SIGKILL'] as const

const SENDS: Readonly<Record<PolicySort, readonly StepSend[]>> = {
  process: [
    'ask',
    ...COMMON,
    'stdin',
    'command',
    'terminate',
    ...SIGNALS.filter((signal) => !COMMON.some((common) => common === signal)),
  ],
  workload: ['ask', 'terminate'],
}

function sendLabel(send: StepSend): string {
  return send === 'ask' || send === 'terminate' || send === 'stdin' || send === 'command' ? words.sends[send] : send
}

export interface PolicyStepRowProps {
  readonly index: number
  readonly sort: PolicySort
  readonly step: StepDraft
  readonly onChange: (step: StepDraft) => void
  readonly onRemove: () => void
  readonly onUp: () => void
}

export function PolicyStepRow({ index, sort, step, onChange, onRemove, onUp }: PolicyStepRowProps) {
  const field = `stopPolicy.${String(index)}`
  const { id, error } = useFormField(`${field}.send`)
  const withText = step.send === 'stdin' || step.send === 'command'
  return (
    <li className="flex flex-wrap items-start gap-x-3 gap-y-2 border-l-2 border-line-strong pl-3">
      <Field
        id={withText ? `${id}-choice` : id}
        label={words.send(index)}
        error={withText ? undefined : error}
        className="min-w-48 flex-1"
      >
        {(ids) => (
          <Select
            {...ids}
            value={step.send}
            options={SENDS[sort].map((send) => ({ value: send, label: sendLabel(send) }))}
            onChange={(send) => {
              onChange({ ...step, send })
            }}
          />
        )}
      </Field>
      <TimeLine
        field={`${field}.patienceMs`}
        label={words.patience(index)}
        unitLabel={words.patienceUnit(index)}
        value={step.patience}
        onChange={(patience) => {
          onChange({ ...step, patience })
        }}
      />
      <span className="mt-5 flex">
        <IconButton
          label={words.up(index)}
          icon={<ArrowUp size={16} />}
          unavailable={index === 0 ? WORDS.isFirst : undefined}
          onClick={onUp}
        />
        <IconButton label={words.remove(index)} icon={<X size={16} />} onClick={onRemove} />
      </span>
      {step.send === 'stdin' || step.send === 'command' ? (
        <TextLine
          field={`${field}.send`}
          label={words.text[step.send]}
          value={step.text}
          mono
          rows={1}
          className="basis-full"
          onChange={(text) => {
            onChange({ ...step, text })
          }}
        />
      ) : null}
    </li>
  )
}
