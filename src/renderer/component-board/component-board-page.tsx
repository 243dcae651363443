import { useState } from 'react'
import { KINDS } from '@contract/kind'
import { TaskCard } from '../tasks/task-card'
import { sampleRun, sampleWishes } from './sample-runs'

/** Every state that a card can show. For development only. */
export function ComponentBoardPage() {
  const [now] = useState(() => Date.now())
  const runs = sampleWishes().map((wish) => sampleRun(wish, now))
  return (
    <main className="min-w-0 flex-1 overflow-y-auto p-4">
      {KINDS.map((kind) => (
        <section key={kind} className="mb-6">
          <h2 className="mb-2 text-lg font-semibold">{kind}</h2>
          <div className="grid grid-cols-[repeat(auto-fill,minmax(312px,1fr))] gap-3">
            {runs
              .filter((run) => run.kind === kind)
              .map((run, index) => (
                <TaskCard
                  key={run.id}
                  entry={{ taskId: run.taskId, name: run.name, kind, task: undefined, run }}
                  index={index}
                  inTabOrder={false}
                  opened={false}
                  selected={false}
                />
              ))}
          </div>
        </section>
      ))}
    </main>
  )
}
