import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Snapshot } from '@contract/channels'
import type { Task } from '@contract/task'
import { SAVED_TASKS_FILE, parseSavedTasks } from '@vocabulary/saved-tasks'
import { app } from 'electron'
import type { Ground } from './ground'
import { platformFacts } from './platform-facts'

/** What a page can show before there is an engine: the saved tasks, none of them started. */
export async function firstPicture({ dataDir, notices, settings, theme }: Ground): Promise<Snapshot> {
  return {
    tasks: await savedTasks(join(dataDir, SAVED_TASKS_FILE)),
    stacks: { open: [], recentFiles: settings.value.recentStacks ?? [] },
    runs: [],
    events: [],
    demos: [],
    notices: notices.all(),
    theme: theme.choice,
    platform: platformFacts(app.getVersion()),
    preliminary: true,
  }
}

/** What is wrong with the file is told by the engine, which also keeps what it does not understand. */
async function savedTasks(path: string): Promise<readonly Task[]> {
  try {
    return parseSavedTasks(await readFile(path, 'utf8')).tasks
  } catch {
    return []
  }
}
