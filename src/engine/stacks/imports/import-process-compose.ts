import { join, resolve } from 'node:path'
import type { Dependency, DependencyState } from '@contract/life'
import type { StackAnswer } from '@contract/stack'
import type { ProcessTaskSpec } from '@contract/task'
import { folderName } from '../stack-file'
import type { StackSources } from '../stack-sources'
import { openServiceFile, type Fields } from './fields'
import type { ImportDraft } from './import-draft'
import { healthOf, readyOf, restartOf, stopOf } from './process-compose-parts'
import { sayHowItRuns, shellLine, type ShellLine } from './shell-line'
import { variableList } from './variable-list'

const WORDS = { tasks: 'processes', dependsOn: 'depends_on', envFiles: 'env_file', cwd: 'working_dir' }

const CONDITIONS: Readonly<Record<string, DependencyState>> = {
  process_started: 'started',
  process_healthy: 'ready',
  process_log_ready: 'ready',
  process_completed: 'completed',
  process_completed_successfully: 'completed',
}

const REASONS: Readonly<Record<string, string>> = {
  namespace: 'A stack has no groups within it.',
  log_location: 'Output is kept for each run by Quiesce, in files of its own.',
  log_configuration: 'Output is kept for each run by Quiesce, in files of its own.',
  description: 'A task has no description.',
  replicas: 'A task is one run at a time; define it once more under another name.',
  vars: 'Templates are not filled in.',
  is_foreground: 'Every task runs beside the others; terminal: true gives it a terminal.',
  disable_ansi_colors: 'Output is shown as it comes.',
  schedule: 'Use a timer task that starts this one.',
}

/** Takes what process-compose and Quiesce both have. */
export function importProcessCompose(text: string, file: string, sources: StackSources): StackAnswer {
  const opened = openServiceFile(text, file, sources, WORDS)
  if (!opened.ok) return opened
  const { draft, top, folder } = opened
  const processes = top.map('processes')
  const shared = variableList(top, 'environment', draft)
  const beside = sources.readable(join(folder, '.env'))
  // One that is there and cannot be read is an issue of the tasks, not left out in silence.
  const hasEnvFile = beside.ok || beside.why !== 'missing'
  if (hasEnvFile) draft.take(['.env'], 'Every task gets the variables of the .env beside the file.')
  const ground = { folder, shared, envFiles: hasEnvFile ? [join(folder, '.env')] : [] }
  for (const name of processes?.names ?? []) {
    const fields = processes?.map(name)
    if (fields) takeProcess(name, fields, ground, draft)
  }
  draft.dropMissingDependencies(['processes'], 'depends_on')
  const name = top.text('name')
  for (const key of ['version', 'is_strict']) top.raw(key)
  top.leaveOutRest({
    ...REASONS,
    shell: 'Lines that need a shell run through the one of the settings.',
    env_cmds: 'No command runs before a start.',
  })
  return draft.answer('process-compose', name ?? folderName(file))
}

interface Ground {
  readonly folder: string
  readonly shared: Readonly<Record<string, string>>
  readonly envFiles: readonly string[]
}

function takeProcess(name: string, fields: Fields, ground: Ground, draft: ImportDraft): void {
  const outside = reasonToLeaveOut(fields)
  const line = lineOf(fields)
  if (outside !== undefined || !line) {
    draft.leaveOut(fields.path, outside ?? 'It has neither command nor entrypoint.')
    return
  }
  const own = variableList(fields, 'environment', draft)
  const env = { ...ground.shared, ...own }
  const folder = resolve(ground.folder, fields.text('working_dir') ?? '.')
  const dependsOn = dependenciesOf(fields, draft)
  const task: ProcessTaskSpec = {
    kind: 'process',
    name,
    ...line,
    cwd: folder,
    ...(Object.keys(env).length > 0 ? { env } : {}),
    ...(ground.envFiles.length > 0 ? { envFiles: ground.envFiles } : {}),
    ...(dependsOn.length > 0 ? { dependsOn } : {}),
    ...(fields.flag('is_tty') ? { terminal: true } : {}),
    ...(fields.flag('is_daemon') ? { follow: 'family' as const } : {}),
    ...readyOf(fields, draft),
    ...healthOf(fields, draft),
    ...restartOf(fields, draft),
    ...stopOf(fields),
  }
  if (Object.values(env).some((value) => /\$\{?\w/.test(value))) {
    draft.leaveOut(
      [...fields.path, 'environment'],
      'A $ in a value stays as it is written: variables are not filled in.',
    )
  }
  draft.tasks.push(task)
  draft.take(fields.path, sayHowItRuns(line))
  fields.raw('name')
  fields.leaveOutRest(REASONS)
}

function reasonToLeaveOut(fields: Fields): string | undefined {
  if (fields.flag('disabled')) return 'It is disabled.'
  if (fields.flag('is_elevated'))
    return 'It wants to run as another user; Quiesce starts nothing with more rights than it has.'
  return undefined
}

function lineOf(fields: Fields): ShellLine | undefined {
  const [command, ...args] = fields.texts('entrypoint') ?? []
  if (command !== undefined) {
    fields.leaveOut('command', 'The entrypoint takes its place.')
    return args.length > 0 ? { command, args } : { command }
  }
  const line = fields.text('command')
  // A doubled $ is how that tool writes one that is meant for the shell.
  return line === undefined || line.trim() === '' ? undefined : shellLine(line.trim().replaceAll('$$', '$'))
}

function dependenciesOf(fields: Fields, draft: ImportDraft): readonly Dependency[] {
  const map = fields.map('depends_on')
  return (map?.names ?? []).map((task) => {
    const condition = map?.map(task)?.text('condition') ?? 'process_started'
    const until = Object.hasOwn(CONDITIONS, condition) ? CONDITIONS[condition] : undefined
    const path = [...fields.path, 'depends_on', task]
    if (until === undefined)
      draft.leaveOut(path, `The condition ${condition} is not known; it waits until ${task} is started.`)
    if (condition === 'process_completed')
      draft.leaveOut(path, 'A failed end of it does not count: it has to complete.')
    return { task, until: until ?? 'started' }
  })
}
