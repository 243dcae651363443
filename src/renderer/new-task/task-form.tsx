import { type SyntheticEvent, useId, useRef } from 'react'
import { Play } from 'lucide-react'
import { isWorkloadKind } from '@contract/kind'
import type { Task } from '@contract/task'
import { Button } from '../ui/button'
import { CheckedCommand } from './checked-command'
import { ErrorSummary } from './error-summary'
import { FormContext } from './form-context'
import { KindPicker } from './kind-picker'
import { ProcessFields } from './process-fields'
import type { TaskDraft } from './task-draft'
import { TextLine } from './text-line'
import { TimerFields } from './timer-fields'
import { useTaskForm } from './use-task-form'
import { WORDS } from './words'
import { WorkloadFields } from './workload-fields'

export interface TaskFormProps {
  /** Undefined for a new one. */
  readonly task: Task | undefined
  readonly initial: TaskDraft
}

export function TaskForm({ task, initial }: TaskFormProps) {
  const summary = useRef<HTMLDivElement>(null)
  const note = useId()
  const form = useTaskForm(task, initial, () => summary.current?.focus())
  const { draft, change } = form
  function submit(event: SyntheticEvent): void {
    event.preventDefault()
    void form.save('save')
  }
  return (
    <FormContext value={form.context}>
      <main className="h-full min-w-0 flex-1">
        <form noValidate onSubmit={submit} className="flex h-full min-h-0 flex-col">
          <div className="min-h-0 flex-1 overflow-auto">
            <div className="mx-auto flex max-w-180 flex-col gap-4 px-6 py-6 rail:px-3 low:py-3">
              <header>
                <h1 className="text-xl font-semibold text-ink">
                  {task === undefined ? WORDS.newTitle : WORDS.editTitle(task.name)}
                </h1>
                <p className="mt-1 text-sm text-ink-soft">{task === undefined ? WORDS.intro : WORDS.editIntro}</p>
              </header>
              <ErrorSummary ref={summary} errors={form.summaryErrors} problem={form.problem} />
              <KindPicker
                value={draft.kind}
                onChange={(kind) => {
                  change({ ...draft, kind })
                }}
              />
              <TextLine
                field="name"
                label={WORDS.name.label}
                value={draft.name}
                help={WORDS.name.help}
                placeholder={WORDS.name.placeholder}
                onChange={(name) => {
                  change({ ...draft, name })
                }}
              />
              <KindFields task={task} draft={draft} change={change} />
              <OtherFieldsNote draft={draft} />
              <CheckedCommand facts={form.facts} />
            </div>
          </div>
          <footer className="flex shrink-0 items-center gap-2 border-t border-line bg-canvas px-6 py-3 rail:px-3 low:py-1.5">
            <Button look="quiet" onClick={form.restore ?? form.clear}>
              {form.restore !== undefined ? WORDS.restore : task === undefined ? WORDS.clear : WORDS.undoEdits}
            </Button>
            <span id={note} className="flex-1 text-right text-xs text-ink-soft">
              {form.refusedBy !== undefined && WORDS.alreadyRunning(form.refusedBy.pid)}
            </span>
            <Button type="submit">{WORDS.save}</Button>
            <Button
              look="primary"
              icon={<Play size={14} />}
              aria-describedby={note}
              onClick={() => void form.save('save-and-start')}
            >
              {WORDS.saveAndStart}
            </Button>
          </footer>
        </form>
      </main>
    </FormContext>
  )
}

/** Tells which parts of the task the form leaves alone. */
function OtherFieldsNote({ draft }: { readonly draft: TaskDraft }) {
  const others =
    draft.kind === 'process' ? draft.process.others : isWorkloadKind(draft.kind) ? draft.workload.others : {}
  const fields = Object.keys(others)
  return fields.length === 0 ? null : <p className="text-xs text-ink-soft">{WORDS.others(fields.join(', '))}</p>
}

interface KindFieldsProps {
  readonly task: Task | undefined
  readonly draft: TaskDraft
  readonly change: (draft: TaskDraft) => void
}

function KindFields({ task, draft, change }: KindFieldsProps) {
  if (draft.kind === 'process') {
    return (
      <ProcessFields
        taskName={task?.name ?? draft.name.trim()}
        draft={draft.process}
        onChange={(part) => {
          change({ ...draft, process: { ...draft.process, ...part } })
        }}
      />
    )
  }
  if (isWorkloadKind(draft.kind)) {
    return (
      <WorkloadFields
        kind={draft.kind}
        taskName={task?.name ?? draft.name.trim()}
        draft={draft.workload}
        onChange={(part) => {
          change({ ...draft, workload: { ...draft.workload, ...part } })
        }}
      />
    )
  }
  return (
    <TimerFields
      taskId={task?.id}
      draft={draft.timer}
      onChange={(part) => {
        change({ ...draft, timer: { ...draft.timer, ...part } })
      }}
    />
  )
}
