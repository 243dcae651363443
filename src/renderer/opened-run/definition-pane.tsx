import { Copy, Pencil } from 'lucide-react'
import type { RunSnapshot } from '@contract/run'
import { copyText } from '../client/commands'
import { useTask } from '../client/use-runs'
import { goTo } from '../navigation/use-route'
import { Button } from '../ui/button'
import { FactList } from '../ui/fact-list'
import { definitionFacts } from './definition-facts'
import { WORDS } from './words'

/** What the run was started from. */
export function DefinitionPane({ run }: { readonly run: RunSnapshot }) {
  const task = useTask(run.taskId)
  const { commandLine } = run
  return (
    <div className="flex min-h-0 flex-1 flex-col gap-5 overflow-y-auto p-4">
      <FactList facts={definitionFacts(run, task)} />
      <div className="flex gap-2">
        <Button
          size="small"
          icon={<Pencil size={14} aria-hidden="true" />}
          unavailable={task === undefined ? WORDS.taskDeleted : undefined}
          hint={WORDS.editCountsLater}
          onClick={() => {
            goTo({ page: 'task', taskId: run.taskId })
          }}
        >
          {WORDS.editTask}
        </Button>
        {commandLine === undefined ? null : (
          <Button
            size="small"
            icon={<Copy size={14} aria-hidden="true" />}
            onClick={() => void copyText(commandLine, WORDS.commandLine)}
          >
            {WORDS.copyCommandLine}
          </Button>
        )}
      </div>
    </div>
  )
}
