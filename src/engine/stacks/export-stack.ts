import { dirname, isAbsolute, relative } from 'node:path'
import { Document, isScalar, Scalar, visit } from 'yaml'
import type { StackDraft, StackTaskSpec } from '@contract/stack'
import { unreachable } from '@contract/unreachable'
import { sayDuration } from '@vocabulary/durations'
import { dataWithoutSecrets, isSecretVariable, wordsWithoutSecrets } from '@vocabulary/secrets'
import { fileProcess } from './export-process'
import { fileDependencies, fileRestart, fileSteps } from './export-stop'
import { without } from './without'

export interface ExportedStack {
  /** A `quiesce.yaml`. Beside the file of the stack it reads back as the same stack, but for what was withheld. */
  readonly text: string
  /** `task.NAME` of each variable that was left out because it looks secret. */
  readonly withheld: readonly string[]
}

export interface ExportOptions {
  /** Default `withhold`: variables that look secret are left out, and a comment names them. */
  readonly secrets?: 'withhold' | 'keep'
  /** Paths become relative to this folder. Default: the folder of the stack's file. */
  readonly folder?: string
}

export function exportStack(stack: StackDraft, options: ExportOptions = {}): ExportedStack {
  const folder = options.folder ?? (stack.file === undefined ? undefined : dirname(stack.file))
  const withheld: string[] = []
  const tasks = stack.tasks.map((task) => {
    const shown = options.secrets === 'keep' ? task : withoutSecretsOf(task, withheld)
    return [task.name, fileTaskOf(shown, folder)] as const
  })
  const document = new Document(new Map<string, unknown>(), { aliasDuplicateObjects: false })
  document.set('version', 1)
  document.set('name', stack.name)
  document.set('tasks', document.createNode(new Map(tasks), { aliasDuplicateObjects: false }))
  // A bare << would be read as a merge.
  visit(document, {
    Pair: (_, { key }) => {
      if (isScalar(key) && key.value === '<<') key.type = Scalar.QUOTE_DOUBLE
    },
  })
  if (withheld.length > 0) {
    document.commentBefore = [' Left out because they look secret; put them into a file under envFiles:', ...withheld]
      .map((line, index) => (index === 0 ? line : `   ${JSON.stringify(line)}`))
      .join('\n')
  }
  return { text: document.toString({ lineWidth: 0 }), withheld }
}

function withoutSecretsOf(task: StackTaskSpec, withheld: string[]): StackTaskSpec {
  if (task.kind !== 'process') return masked(task, withheld, task.name)
  const [command = '', ...args] = wordsWithoutSecrets([task.command, ...(task.args ?? [])])
  const { env = {}, ...rest } = task
  const shown = { ...rest, command, ...(task.args && { args }) }
  noteChanged(rest, shown, withheld, task.name)
  const kept = Object.entries(env).filter(([name, value]) => {
    const secret = isSecretVariable(name, value)
    if (secret) withheld.push(`${task.name}.${name}`)
    return !secret
  })
  return { ...masked(shown, withheld, task.name), ...(task.env && { env: Object.fromEntries(kept) }) }
}

function masked<T>(value: T, withheld: string[], path: string): T {
  const shown = dataWithoutSecrets(value)
  noteChanged(value, shown, withheld, path)
  return shown
}

/** Names each text that is another one now. Both have the same shape. */
function noteChanged(before: unknown, after: unknown, withheld: string[], path: string): void {
  if (before === after) return
  if (typeof before !== 'object' || before === null || typeof after !== 'object' || after === null) {
    withheld.push(path)
    return
  }
  for (const [name, value] of Object.entries(before)) {
    noteChanged(value, Reflect.get(after, name), withheld, `${path}.${name}`)
  }
}

function fileTaskOf(task: StackTaskSpec, folder: string | undefined): object {
  switch (task.kind) {
    case 'process':
      return fileProcess(task, folder)
    case 'timer': {
      const { delayMs, action, ...same } = without(task, 'name')
      return { ...same, delay: sayDuration(delayMs), ...('log' in action ? action : { start: action.startTask }) }
    }
    case 'thread':
    case 'future':
    case 'coroutine':
    case 'generator': {
      const { workload, stopPolicy, pullEveryMs, restart, dependsOn, ...same } = without(task, 'name')
      return {
        ...same,
        workload: modulePath(workload, folder),
        ...(stopPolicy ? { stop: { steps: fileSteps(stopPolicy) } } : {}),
        ...(pullEveryMs === undefined ? {} : { pullEvery: sayDuration(pullEveryMs) }),
        ...(restart ? { restart: fileRestart(restart) } : {}),
        ...(dependsOn ? { dependsOn: fileDependencies(dependsOn) } : {}),
      }
    }
    default:
      return unreachable(task)
  }
}

function modulePath(workload: string, folder: string | undefined): string {
  if (folder === undefined || !isAbsolute(workload)) return workload
  const inside = relative(folder, workload)
  return inside === '' || inside.startsWith('..') || isAbsolute(inside) ? workload : `./${inside}`
}
