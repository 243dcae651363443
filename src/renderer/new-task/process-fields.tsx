import { FolderOpen } from 'lucide-react'
import { askOrTell } from '../client/commands'
import { Button } from '../ui/button'
import { Checkbox } from '../ui/checkbox'
import { Field } from '../ui/field'
import { Select } from '../ui/select'
import { CommandFields, type ProcessPartProps } from './command-fields'
import { EnvironmentRows } from './environment-rows'
import { ProcessLifeSection } from './life/life-section'
import { useFormField } from './form-context'
import { FormSection } from './form-section'
import { PolicyEditor } from './policy-editor'
import { TextLine } from './text-line'
import { WORDS } from './words'

const FOLLOW_OPTIONS = (['ask', 'family', 'leader'] as const).map((value) => ({
  value,
  label: WORDS.policy.follows[value],
}))

/** Everything of a process task but its name. */
export function ProcessFields({ taskName, draft, onChange }: ProcessPartProps & { readonly taskName: string }) {
  const follow = useFormField('follow')
  async function chooseFolder(): Promise<void> {
    const picked = await askOrTell('pickFolder')
    if (picked !== undefined) onChange({ cwd: picked.path })
  }
  return (
    <>
      <CommandFields draft={draft} onChange={onChange} />
      <FormSection title={WORDS.sections.where}>
        <TextLine
          field="cwd"
          label={WORDS.cwd.label}
          value={draft.cwd}
          optional
          mono
          help={WORDS.cwd.help}
          placeholder={WORDS.cwd.placeholder}
          beside={
            <Button icon={<FolderOpen size={14} />} onClick={() => void chooseFolder()}>
              {WORDS.cwd.browse}
            </Button>
          }
          onChange={(cwd) => {
            onChange({ cwd })
          }}
        />
      </FormSection>
      <EnvironmentRows
        rows={draft.env}
        onChange={(env) => {
          onChange({ env })
        }}
      />
      <PolicyEditor
        sort="process"
        policy={draft.policy}
        onChange={(policy, scope) => {
          onChange({ policy, ...(scope === undefined ? {} : { wholeFamily: scope === 'family' }) })
        }}
      >
        <Checkbox
          label={WORDS.policy.scope}
          help={WORDS.policy.scopeHelp}
          checked={draft.wholeFamily}
          onChange={(wholeFamily) => {
            onChange({ wholeFamily })
          }}
        />
        <Field id={follow.id} error={follow.error} label={WORDS.policy.follow} help={WORDS.policy.followHelp}>
          {(attributes) => (
            <Select
              {...attributes}
              value={draft.follow}
              options={FOLLOW_OPTIONS}
              onChange={(chosen) => {
                onChange({ follow: chosen })
              }}
            />
          )}
        </Field>
        <Checkbox
          label={WORDS.policy.ipc}
          help={WORDS.policy.ipcHelp}
          checked={draft.ipc}
          onChange={(ipc) => {
            onChange({ ipc })
          }}
        />
        <Checkbox
          label={WORDS.policy.temp}
          help={WORDS.policy.tempHelp}
          checked={draft.removeTempFiles}
          onChange={(removeTempFiles) => {
            onChange({ removeTempFiles })
          }}
        />
      </PolicyEditor>
      <ProcessLifeSection
        taskName={taskName}
        life={draft.life}
        onChange={(life) => {
          onChange({ life })
        }}
      />
    </>
  )
}
