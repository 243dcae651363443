import { dirname } from 'node:path'
import type { StackAnswer } from '@contract/stack'
import { messageOf } from '@tools/errors'
import { readYaml } from '../read-yaml'
import { issueAt, placeAt, SourcePlaces } from '../source-places'
import { folderName } from '../stack-file'
import type { StackSources } from '../stack-sources'
import { ImportDraft } from './import-draft'
import { scriptRunner } from './script-runner'

/** Run by the package manager itself around installing, packing and publishing; nobody starts them for a working day. */
const LIFECYCLE = new Set([
  'preinstall',
  'install',
  'postinstall',
  'preprepare',
  'prepare',
  'postprepare',
  'prepublish',
  'prepublishOnly',
  'publish',
  'postpublish',
  'prepack',
  'postpack',
  'preversion',
  'version',
  'postversion',
  'dependencies',
])

/** Takes the scripts of a package.json. Each runs as `npm run NAME`, or with pnpm, yarn or bun, so that the tool adds what it adds. */
export function importPackage(text: string, file: string, sources: StackSources): StackAnswer {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    return { ok: false, issues: [jsonIssue(error, text, file)] }
  }
  // JSON is YAML too: read a second time, for the line of each script.
  const yaml = readYaml(text, file, () => false, { tasks: 'scripts' })
  const places = yaml.ok ? yaml.places : new SourcePlaces(file, { tasks: 'scripts' })
  const scripts = field(value, 'scripts')
  if (typeof scripts !== 'object' || scripts === null || Array.isArray(scripts) || Object.keys(scripts).length === 0) {
    return { ok: false, issues: [places.issue(['tasks'], 'no scripts', 'a package.json with scripts')] }
  }
  const draft = new ImportDraft(places, sources)
  const { tool, runsAround, because } = scriptRunner(file, field(value, 'packageManager'), sources)
  const reason = tool === 'npm' || because === undefined ? '' : `, because of ${because}`
  for (const [name, line] of Object.entries(scripts)) {
    const path = ['scripts', name]
    const around = /^(?:pre|post)(.+)$/.exec(name)?.[1]
    if (typeof line !== 'string') draft.leaveOut(path, 'It is not a text.')
    else if (LIFECYCLE.has(name))
      draft.leaveOut(path, `${tool} runs it by itself when it installs, packs or publishes.`)
    else if (runsAround && around !== undefined && Object.hasOwn(scripts, around)) {
      draft.leaveOut(path, `${tool} runs it by itself around ${around}.`)
    } else {
      draft.tasks.push({ kind: 'process', name, command: tool, args: ['run', name], cwd: dirname(file) })
      draft.take(path, `It runs as ${tool} run ${name}${reason}.`)
    }
  }
  const packageName = field(value, 'name')
  const hasName = typeof packageName === 'string' && /^\S{1,120}$/.test(packageName)
  return draft.answer('package-scripts', hasName ? packageName : folderName(file))
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? Reflect.get(value, name)
    : undefined
}

function jsonIssue(error: unknown, text: string, file: string) {
  const message = messageOf(error)
  const told = /position (\d+)/.exec(message)?.[1]
  const place = placeAt(text, told === undefined ? text.length : Number(told))
  return issueAt(
    file,
    place,
    '',
    `JSON with an error (${message.replace(/ in JSON at position \d+.*$/s, '')})`,
    'correct JSON',
  )
}
