import { Checkbox } from '../../ui/checkbox'
import { SegmentedControl } from '../../ui/segmented-control'
import { TextLine } from '../text-line'
import type { ProbeDraft, ProbeSort } from './life-draft'
import { LIFE_WORDS } from './words'

const words = LIFE_WORDS.probe

export interface ProbeFieldsProps {
  readonly field: 'ready.probe' | 'health.probe'
  readonly sorts: readonly ProbeSort[]
  readonly probe: ProbeDraft
  readonly onChange: (part: Partial<ProbeDraft>) => void
}

/** What is looked for, and the one input that it needs. */
export function ProbeFields({ field, sorts, probe, onChange }: ProbeFieldsProps) {
  const { by } = probe
  return (
    <>
      <SegmentedControl
        label={words.by}
        value={by}
        className="self-start"
        options={sorts.map((sort) => ({ value: sort, label: words.sorts[sort] }))}
        onChange={(next) => {
          onChange({ by: next })
        }}
      />
      {by === 'none' ? null : (
        <TextLine
          field={field}
          label={words[by]}
          value={probe[by]}
          mono={by !== 'port'}
          {...(by === 'http'
            ? { placeholder: words.httpPlaceholder }
            : by === 'line'
              ? { placeholder: words.linePlaceholder }
              : {})}
          className={by === 'port' ? 'max-w-72' : ''}
          onChange={(text) => {
            onChange({ [by]: text })
          }}
        />
      )}
      {by === 'port' || by === 'http' ? (
        <Checkbox
          label={words.anyListener}
          help={words.anyListenerHelp}
          checked={probe.anyListener}
          onChange={(anyListener) => {
            onChange({ anyListener })
          }}
        />
      ) : null}
    </>
  )
}
