import { FileCode } from 'lucide-react'
import type { WorkloadKind } from '@contract/kind'
import { BUILT_IN_WORKLOADS } from '@vocabulary/built-in-workloads'
import { askOrTell } from '../client/commands'
import { Button } from '../ui/button'
import { LifeSection } from './life/life-section'
import { FormSection } from './form-section'
import { PolicyEditor } from './policy-editor'
import type { WorkloadDraft } from './task-draft'
import { TextLine } from './text-line'
import { TimeLine } from './time-line'
import { WORDS } from './words'

export interface WorkloadFieldsProps {
  readonly kind: WorkloadKind
  readonly taskName: string
  readonly draft: WorkloadDraft
  readonly onChange: (part: Partial<WorkloadDraft>) => void
}

/** Everything of a thread, future, coroutine or generator task but its name. */
export function WorkloadFields({ kind, taskName, draft, onChange }: WorkloadFieldsProps) {
  async function chooseModule(): Promise<void> {
    const picked = await askOrTell('pickFile', { purpose: 'module' })
    if (picked !== undefined) onChange({ workload: picked.path })
  }
  return (
    <>
      <FormSection title={WORDS.sections.what}>
        <TextLine
          field="workload"
          label={WORDS.workload.label}
          value={draft.workload}
          mono
          help={WORDS.workload.help}
          placeholder={WORDS.workload.placeholder}
          beside={
            <Button icon={<FileCode size={14} />} onClick={() => void chooseModule()}>
              {WORDS.workload.browse}
            </Button>
          }
          onChange={(workload) => {
            onChange({ workload })
          }}
        />
        <div role="group" aria-label={WORDS.workload.builtIn} className="flex flex-wrap items-center gap-1.5">
          <span className="text-xs text-ink-soft">{WORDS.workload.builtIn}</span>
          {BUILT_IN_WORKLOADS[kind].map((name) => (
            <Button
              key={name}
              size="small"
              className="font-mono"
              onClick={() => {
                onChange({ workload: name })
              }}
            >
              {name}
            </Button>
          ))}
        </div>
        <code className="rounded-md bg-sunken px-3 py-2 font-mono text-xs text-ink-soft">
          {WORDS.workload.shape[kind]}
        </code>
        <TextLine
          field="params"
          label={WORDS.params.label}
          value={draft.params}
          optional
          mono
          rows={4}
          help={WORDS.params.help}
          placeholder={WORDS.params.placeholder}
          onChange={(params) => {
            onChange({ params })
          }}
        />
      </FormSection>
      {kind === 'future' ? <ExecutorFields draft={draft} onChange={onChange} /> : null}
      {kind === 'generator' ? (
        <FormSection title={WORDS.sections.where}>
          <TimeLine
            field="pullEveryMs"
            label={WORDS.pull.label}
            unitLabel={WORDS.pull.unit}
            value={draft.pullEvery}
            onChange={(pullEvery) => {
              onChange({ pullEvery })
            }}
          />
        </FormSection>
      ) : null}
      <PolicyEditor
        sort="workload"
        policy={draft.policy}
        onChange={(policy) => {
          onChange({ policy })
        }}
      />
      <LifeSection
        taskName={taskName}
        life={draft.life}
        onChange={(life) => {
          onChange({ life })
        }}
      />
    </>
  )
}

function ExecutorFields({ draft, onChange }: Omit<WorkloadFieldsProps, 'kind' | 'taskName'>) {
  return (
    <FormSection title={WORDS.sections.where}>
      <div className="grid gap-4 sm:grid-cols-2">
        <TextLine
          field="executor.name"
          label={WORDS.executor.name}
          value={draft.executorName}
          help={WORDS.executor.nameHelp}
          onChange={(executorName) => {
            onChange({ executorName })
          }}
        />
        <TextLine
          field="executor.maxWorkers"
          label={WORDS.executor.workers}
          value={draft.maxWorkers}
          help={WORDS.executor.workersHelp}
          onChange={(maxWorkers) => {
            onChange({ maxWorkers })
          }}
        />
      </div>
    </FormSection>
  )
}
