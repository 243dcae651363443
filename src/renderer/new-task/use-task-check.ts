import { useEffect, useState } from 'react'
import type { Commands } from '@contract/channels'
import type { FieldIssue } from '@contract/problem'
import type { TaskSpec } from '@contract/task'
import { ask } from '../client/commands'

export interface TaskCheck {
  readonly facts: Commands['checkTask']['value']
  readonly issues: readonly FieldIssue[]
}

const NOTHING: TaskCheck = { facts: {}, issues: [] }
/** Long enough not to ask in the middle of a word. */
const PAUSE_MS = 350

/** What the main process says of a task while it is typed: whether the program and the folder are there. Only the newest answer counts. */
export function useTaskCheck(spec: TaskSpec | undefined): TaskCheck {
  const [check, setCheck] = useState(NOTHING)
  const text = spec === undefined ? undefined : JSON.stringify(spec)
  useEffect(() => {
    if (text === undefined) return undefined
    let current = true
    const timer = setTimeout(() => {
      void ask('checkTask', { spec: JSON.parse(text) as unknown }).then((answer) => {
        if (!current) return
        setCheck(answer.ok ? { facts: answer.value, issues: [] } : { facts: {}, issues: answer.problem.issues ?? [] })
      })
    }, PAUSE_MS)
    return () => {
      current = false
      clearTimeout(timer)
      setCheck(NOTHING)
    }
  }, [text])
  return check
}
