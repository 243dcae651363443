import { basename, dirname, resolve } from 'node:path'
import type { DependencyState } from '@contract/life'
import type { ReadStack, StackAnswer, StackIssue, StackNote, StackTaskSpec } from '@contract/stack'
import { stackFileSchema, type StackFile } from './file-schema'
import { layOver } from './lay-over'
import { readYaml } from './read-yaml'
import { isTextOfTask } from './text-fields'
import { schemaIssues } from './schema-issues'
import { issueAt, type SourcePlaces } from './source-places'
import { stackIssues, stackWarnings } from './stack-checks'
import type { StackSources } from './stack-sources'
import { taskOfFile, type FileDependency } from './task-of-file'

/** Reads the file of another tool that a `quiesce.yaml` imports. */
export type ReadImported = (path: string) => StackAnswer

/** Reads the text of a `quiesce.yaml`. Never throws; starts and keeps nothing. `file` is its absolute path. */
export function parseStackFile(
  text: string,
  file: string,
  sources: StackSources,
  readImported: ReadImported,
): StackAnswer {
  const yaml = readYaml(text, file, isTextOfTask)
  if (!yaml.ok) return yaml
  const { value, places } = yaml
  if (value === null || value === undefined) {
    return refused([issueAt(file, { line: 1, column: 1 }, '', 'an empty file', 'version: 1 and tasks')])
  }
  const parsed = stackFileSchema.safeParse(value)
  if (!parsed.success) return refused(schemaIssues(parsed.error, value, places))
  const imported = importedTasks(parsed.data, file, places, readImported)
  if (!imported.ok) return imported
  return assemble(parsed.data, { file, places, sources }, imported)
}

type Imported = Pick<ReadStack, 'ok' | 'taken' | 'leftOut' | 'warnings'> & { readonly tasks: readonly StackTaskSpec[] }

function importedTasks(
  data: StackFile,
  file: string,
  places: SourcePlaces,
  readImported: ReadImported,
): Imported | Extract<StackAnswer, { ok: false }> {
  const nothing: Imported = { ok: true, tasks: [], taken: [], leftOut: [], warnings: [] }
  if (data.import === undefined) return nothing
  const wanted = typeof data.import === 'string' ? { file: data.import } : data.import
  const answer = readImported(resolve(dirname(file), wanted.file))
  const path = typeof data.import === 'string' ? ['import'] : ['import', 'file']
  if (!answer.ok) {
    const got = `${JSON.stringify(wanted.file)}, which cannot be taken (see below)`
    return refused([places.issue(path, got, 'a file that can be imported'), ...answer.issues])
  }
  if (answer.kind === 'quiesce') {
    const expected = 'a Procfile, package.json, process-compose.yaml or compose.yaml'
    return refused([places.issue(path, `${JSON.stringify(wanted.file)}, a stack file`, expected)])
  }
  const { tasks } = answer.stack
  const only = 'only' in wanted ? wanted.only : undefined
  const unknown = (only ?? []).flatMap((name, index) =>
    tasks.some((task) => task.name === name)
      ? []
      : [places.issue(['import', 'only', String(index)], `"${name}"`, `a task of ${wanted.file}`)],
  )
  if (unknown.length > 0) return refused(unknown)
  if (only === undefined) return { ...answer, tasks }
  const notWanted = tasks
    .filter(({ name }) => !only.includes(name))
    .map(({ name }): StackNote => ({ what: name, why: 'It is not among the names under only.' }))
  return {
    ...answer,
    tasks: tasks.filter(({ name }) => only.includes(name)),
    taken: answer.taken.filter(({ what }) => notWanted.every((note) => note.what !== what)),
    leftOut: [...answer.leftOut, ...notWanted],
  }
}

interface FileGround {
  readonly file: string
  readonly places: SourcePlaces
  readonly sources: StackSources
}

function assemble(data: StackFile, { file, places, sources }: FileGround, imported: Imported): StackAnswer {
  const folder = dirname(file)
  const issues: StackIssue[] = []
  const tasks = new Map(imported.tasks.map((task) => [task.name, task]))
  const wishes = new Map<string, readonly FileDependency[]>()
  for (const [name, fileTask] of Object.entries(data.tasks ?? {})) {
    const complain = (path: readonly string[], got: string, expected: string): void => {
      issues.push(places.issue(['tasks', name, ...path], got, expected))
    }
    const own = taskOfFile(name, fileTask, folder, complain)
    const whole = layOver(own.spec, tasks.get(name), folder, complain)
    if (whole) tasks.set(name, whole)
    if (own.dependsOn) wishes.set(name, own.dependsOn)
  }
  if (issues.length > 0) return refused(issues)
  const all = [...tasks.values()].map((task) => withDependencies(task, wishes.get(task.name), tasks))
  issues.push(...stackIssues(all, places, sources))
  if (issues.length > 0) return refused(issues)
  const taken = Object.keys(data.tasks ?? {}).map((name): StackNote => {
    const line = places.lineOf(['tasks', name])
    return { what: name, line, why: 'It is written in this file.' }
  })
  return {
    ok: true,
    kind: 'quiesce',
    stack: { name: data.name ?? folderName(file), file, tasks: all },
    warnings: [...imported.warnings, ...stackWarnings(all, places)],
    taken: [...imported.taken, ...taken],
    leftOut: imported.leftOut,
  }
}

function withDependencies(
  task: StackTaskSpec,
  wishes: readonly FileDependency[] | undefined,
  tasks: ReadonlyMap<string, StackTaskSpec>,
): StackTaskSpec {
  if (task.kind === 'timer' || wishes === undefined) return task
  const untilOf = ({ task: name, until }: FileDependency): DependencyState => {
    const other = tasks.get(name)
    return until ?? (other?.kind === 'process' && other.ready ? 'ready' : 'started')
  }
  return { ...task, dependsOn: wishes.map((wish) => ({ task: wish.task, until: untilOf(wish) })) }
}

/** The name of a stack whose file gives it none. */
export function folderName(file: string): string {
  const name = basename(dirname(file))
    .replaceAll(/[\p{Cc}\u2028\u2029]/gu, ' ')
    .trim()
  return name === '' ? 'stack' : name.slice(0, 120)
}

function refused(issues: readonly StackIssue[]): Extract<StackAnswer, { ok: false }> {
  return { ok: false, issues }
}
