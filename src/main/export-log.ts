import type { Commands } from '@contract/channels'
import type { Engine } from '@contract/engine'
import { replaceFile } from '@engine/files'
import { pickLogFile } from './dialogs'
import { ProblemError } from './ipc/problem-error'
import { filterEvents, logText, type LogFilter } from './log-text'
import { WORDS } from './words'

export async function exportLog(engine: Engine, filter: LogFilter): Promise<Commands['exportLog']['value']> {
  const path = await pickLogFile()
  const events = filterEvents(engine.recentEvents(), filter)
  try {
    await replaceFile(path, logText(events, path))
  } catch (error) {
    throw new ProblemError('write-failed', WORDS.logNotWritten(path, String(error)))
  }
  return { path, events: events.length }
}
