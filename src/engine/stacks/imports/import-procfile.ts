import { dirname } from 'node:path'
import type { StackAnswer } from '@contract/stack'
import { issueAt, SourcePlaces } from '../source-places'
import { folderName } from '../stack-file'
import type { StackSources } from '../stack-sources'
import { besideEnv } from './beside-env'
import { ImportDraft } from './import-draft'
import { sayHowItRuns, shellLine } from './shell-line'

const ENTRY = /^([A-Za-z0-9_-]+):[^\S\n]*(\S.*)$/
/** Foreman's own: the first task gets 5000, each further one 100 more. */
const FIRST_PORT = 5_000
const PORT_STEP = 100

/** Reads a Procfile by the rules of Foreman: `.env` beside it, and a `PORT` for each task. */
export function importProcfile(text: string, file: string, sources: StackSources): StackAnswer {
  const folder = dirname(file)
  const places = new SourcePlaces(file)
  const draft = new ImportDraft(places, sources)
  const beside = besideEnv(folder, sources, draft)
  const firstPort = firstPortOf(beside, draft)
  for (const [index, raw] of text.replaceAll('\r\n', '\n').split('\n').entries()) {
    const at = { line: index + 1, column: 1 }
    const entry = ENTRY.exec(raw)
    const [, name = '', command = ''] = entry ?? []
    if (!entry) {
      if (raw.trim() === '' || raw.trimStart().startsWith('#')) continue
      const path = ['lines', `line ${index + 1}`]
      places.put(path, 'key', at)
      draft.leaveOut(
        path,
        'It is not NAME: COMMAND with a name of letters, digits, - and _; Foreman leaves it out too.',
      )
      continue
    }
    const path = ['tasks', name]
    if (draft.tasks.some((task) => task.name === name)) {
      const got = `"${name}" a second time (the first is in line ${places.lineOf(path)})`
      draft.issues.push(issueAt(file, at, name, got, 'each name once'))
      continue
    }
    places.put(path, 'key', at)
    places.put(path, 'value', { line: at.line, column: raw.indexOf(command, name.length + 1) + 1 })
    const port = firstPort + draft.tasks.length * PORT_STEP
    const line = shellLine(command.trimEnd())
    const env = { ...(port <= 65_535 ? { PORT: String(port) } : {}), PS: `${name}.1` }
    draft.tasks.push({
      kind: 'process',
      name,
      ...line,
      cwd: folder,
      env,
      ...(beside ? { envFiles: ['.env'] } : {}),
    })
    draft.take(
      path,
      `${sayHowItRuns(line)} PORT is ${env.PORT ?? 'not set, as it would be too large'}, as Foreman counts.`,
    )
  }
  return draft.answer('procfile', folderName(file))
}

/** A `PORT` in the `.env` is where Foreman begins to count. */
function firstPortOf(beside: Readonly<Record<string, string>> | undefined, draft: ImportDraft): number {
  if (!beside) return FIRST_PORT
  draft.take(['.env'], 'Every task gets the variables of the .env beside the Procfile.')
  const port = Number.parseInt(beside['PORT'] ?? '', 10)
  return port >= 1 && port <= 65_535 ? port : FIRST_PORT
}
