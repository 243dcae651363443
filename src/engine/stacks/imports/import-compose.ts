import type { Dependency, DependencyState } from '@contract/life'
import type { StackAnswer } from '@contract/stack'
import type { ProcessTaskSpec } from '@contract/task'
import { folderName } from '../stack-file'
import type { StackSources } from '../stack-sources'
import { besideEnv } from './beside-env'
import { composeCommand, composeEnvFiles, composeReady, composeRestart, composeStop } from './compose-parts'
import { fillVariables } from './compose-variables'
import { openServiceFile, type Fields } from './fields'
import type { ImportDraft } from './import-draft'
import { variableList } from './variable-list'

const WORDS = { tasks: 'services', dependsOn: 'depends_on', envFiles: 'env_file' }

const CONDITIONS: Readonly<Record<string, DependencyState>> = {
  service_started: 'started',
  service_healthy: 'ready',
  service_completed_successfully: 'completed',
}

const IN_IMAGE = 'It belongs to the container, and none is made.'
const REASONS: Readonly<Record<string, string>> = {
  build: IN_IMAGE,
  volumes: 'Nothing is mounted: the program sees the files of this machine.',
  networks: 'There is no network between services: they reach each other on 127.0.0.1, not by their names.',
  working_dir: 'It is a folder inside the image; the task runs in the folder of the file.',
  user: 'The program runs as you.',
  deploy: 'A task is one run at a time, without limits on what it uses.',
  profiles: 'Every task of a stack is started with it.',
  expose: 'A port that the program listens on is open on this machine.',
  container_name: IN_IMAGE,
  labels: IN_IMAGE,
  logging: 'Output is kept for each run by Quiesce, in files of its own.',
}

/** Takes the commands of services. A service is an image; what is run here is its command, on this machine. */
export function importCompose(text: string, file: string, sources: StackSources): StackAnswer {
  const opened = openServiceFile(text, file, sources, WORDS)
  if (!opened.ok) return opened
  const { draft, top, folder } = opened
  // The environment of Quiesce itself is no part of a stack: Compose would fill that in too.
  const variables = besideEnv(folder, sources, draft) ?? {}
  const services = top.map('services')
  for (const name of services?.names ?? []) {
    const fields = services?.map(name)
    if (fields) takeService(name, fields, { folder, fill: (line) => fillVariables(line, variables) }, draft)
  }
  draft.dropMissingDependencies(['services'], 'depends_on')
  const name = top.text('name')
  top.raw('version')
  for (const key of top.names) if (key.startsWith('x-')) top.raw(key)
  top.leaveOutRest({ volumes: IN_IMAGE, networks: IN_IMAGE, include: 'Import that file by itself.' })
  return draft.answer('compose', name ?? folderName(file))
}

interface Ground {
  readonly folder: string
  readonly fill: (text: string) => string | undefined
}

function takeService(name: string, fields: Fields, { folder, fill }: Ground, draft: ImportDraft): void {
  const image = fields.text('image')
  const words = composeCommand(fields, fill)
  if (!words.ok) {
    draft.leaveOut(fields.path, words.why)
    return
  }
  const env = variableList(fields, 'environment', draft, fill)
  const dependsOn = dependenciesOf(fields, draft)
  const envFiles = composeEnvFiles(fields, fill, draft)
  const [command = '', ...args] = words.words
  const task: ProcessTaskSpec = {
    kind: 'process',
    name,
    command,
    ...(args.length > 0 ? { args } : {}),
    cwd: folder,
    ...(Object.keys(env).length > 0 ? { env } : {}),
    ...(envFiles.length > 0 ? { envFiles } : {}),
    ...(dependsOn.length > 0 ? { dependsOn } : {}),
    ...(fields.flag('tty') ? { terminal: true } : {}),
    ...composeReady(fields, fill, draft),
    ...composeRestart(fields),
    ...composeStop(fields, draft),
  }
  draft.tasks.push(task)
  draft.take(fields.path, 'Its command runs on this machine, without a shell.')
  const what = image === undefined ? 'its image' : `the image ${image}`
  draft.leaveOut(
    [...fields.path, 'image'],
    `No container is made: ${command} must be installed here, and sees none of the files of ${what}.`,
  )
  const ports = fields.raw('ports')
  if (Array.isArray(ports)) {
    const shown = ports.map((port) => (typeof port === 'string' ? port : 'a port')).join(', ')
    draft.leaveOut(
      [...fields.path, 'ports'],
      `Nothing is published (${shown}): the program listens on this machine itself.`,
    )
  }
  fields.leaveOutRest(REASONS)
}

function dependenciesOf(fields: Fields, draft: ImportDraft): readonly Dependency[] {
  const value = fields.raw('depends_on')
  if (Array.isArray(value)) {
    return value.filter((task) => typeof task === 'string').map((task) => ({ task, until: 'started' }))
  }
  const map = fields.map('depends_on')
  return (map?.names ?? []).map((task) => {
    const rest = map?.map(task)
    const condition = rest?.text('condition') ?? 'service_started'
    rest?.leaveOutRest({ restart: 'A restart of one task does not restart those that depend on it.' })
    const until = Object.hasOwn(CONDITIONS, condition) ? CONDITIONS[condition] : undefined
    if (until === undefined) {
      const path = [...fields.path, 'depends_on', task]
      draft.leaveOut(path, `The condition ${condition} is not known; it waits until ${task} is started.`)
    }
    return { task, until: until ?? 'started' }
  })
}
