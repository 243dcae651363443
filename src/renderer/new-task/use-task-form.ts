import { useMemo, useRef, useState } from 'react'
import type { FieldIssue } from '@contract/problem'
import type { RunOutline } from '@contract/run-outline'
import type { Task } from '@contract/task'
import { defined } from '@tools/defined'
import type { ParsedTaskSpec } from '@vocabulary/parse-task-spec'
import { ask, startTask } from '../client/commands'
import { useOutlines } from '../client/use-runs'
import { tell } from '../client/messages'
import { BOARD } from '../navigation/route'
import { goTo } from '../navigation/use-route'
import { afterPress } from './after-press'
import { draftFromSpec } from './draft-from-spec'
import { fieldErrors, type FieldErrors } from './field-issues'
import type { FormState } from './form-context'
import { forgetDraft, keepDraft } from './kept-drafts'
import { refusingRun } from './refusing-run'
import { readDraft } from './read-draft'
import { EMPTY_DRAFT, type TaskDraft } from './task-draft'
import { type TaskCheck, useTaskCheck } from './use-task-check'
import { WORDS } from './words'

export interface TaskFormState {
  readonly draft: TaskDraft
  readonly change: (draft: TaskDraft) => void
  readonly context: FormState
  /** Everything that is wrong, once the person has tried to save. */
  readonly summaryErrors: FieldErrors
  readonly problem: string | undefined
  readonly facts: TaskCheck['facts']
  /** A run for whose sake a start of the task, as it would be saved now, is refused. */
  readonly refusedBy: RunOutline | undefined
  readonly save: (then: 'save' | 'save-and-start') => Promise<void>
  readonly clear: () => void
  /** Brings back what `clear` took away; absent when there is nothing to bring back. */
  readonly restore: (() => void) | undefined
}

const NONE: FieldErrors = new Map()

/** The form's state: what is typed, what is wrong with it, and the way to save it. */
export function useTaskForm(task: Task | undefined, initial: TaskDraft, onRefused: () => void): TaskFormState {
  const key = task?.id ?? ''
  const [draft, setDraft] = useState(initial)
  const [touched, setTouched] = useState<ReadonlySet<string>>(new Set())
  const [tried, setTried] = useState(false)
  const [cleared, setCleared] = useState<TaskDraft>()
  const [refusal, setRefusal] = useState<{ readonly message: string; readonly issues: readonly FieldIssue[] }>()
  // A second click while the first is being saved must not save a second task.
  const saving = useRef(false)

  const read = useMemo(() => readDraft(draft), [draft])
  const outlines = useOutlines()
  const check = useTaskCheck(read.ok ? read.spec : undefined)
  const errors = useMemo(
    () => fieldErrors(read.ok ? (refusal?.issues ?? []) : read.issues, draft),
    [read, refusal, draft],
  )
  const notes = useMemo(() => notesOf(check, draft, read), [check, draft, read])

  function change(next: TaskDraft): void {
    setDraft(next)
    setRefusal(undefined)
    setCleared(undefined)
    keepDraft(key, next)
  }

  async function send(then: 'save' | 'save-and-start'): Promise<void> {
    setTried(true)
    if (!read.ok) {
      // After the summary is on the page.
      requestAnimationFrame(onRefused)
      return
    }
    const answer = await ask('saveTask', { spec: read.spec, ...defined({ taskId: task?.id }) })
    if (!answer.ok) {
      setRefusal({ message: answer.problem.message, issues: answer.problem.issues ?? [] })
      requestAnimationFrame(onRefused)
      return
    }
    forgetDraft(key)
    tell({ level: 'done', title: WORDS.saved(answer.value.name) })
    if (then === 'save-and-start') await startTask(answer.value.id)
    goTo(BOARD)
  }

  async function save(then: 'save' | 'save-and-start'): Promise<void> {
    if (saving.current) return
    saving.current = true
    try {
      await send(then)
    } finally {
      saving.current = false
    }
  }

  return {
    draft,
    change,
    context: {
      errors: new Map([...errors].filter(([field]) => tried || touched.has(field))),
      notes,
      touch: (field) => {
        afterPress(() => {
          setTouched((before) => (before.has(field) ? before : new Set([...before, field])))
        })
      },
    },
    summaryErrors: tried ? errors : NONE,
    problem: refusal?.message,
    facts: check.facts,
    refusedBy: refusingRun(task, read.ok ? read.spec : task?.spec, outlines),
    save,
    clear: () => {
      setCleared(draft)
      setDraft(task === undefined ? EMPTY_DRAFT : draftFromSpec(task.spec))
      forgetDraft(key)
      setTouched(new Set())
      setTried(false)
      setRefusal(undefined)
    },
    restore:
      cleared === undefined
        ? undefined
        : () => {
            change(cleared)
          },
  }
}

function notesOf(check: TaskCheck, draft: TaskDraft, read: ParsedTaskSpec): FieldErrors {
  const notes = new Map(
    [...fieldErrors(check.issues, draft)].map(([field, text]) => [field, WORDS.errors.notNow(text)]),
  )
  const { commandLine, resolvedPath } = check.facts
  // Main tells the line of every process, and the path only where it found the program.
  if (commandLine === undefined || resolvedPath !== undefined) return notes
  if (!read.ok || read.spec.kind !== 'process' || read.spec.shell === true) return notes
  return notes.set('command', WORDS.command.notFound(read.spec.command))
}
