import { fileURLToPath } from 'node:url'
import type { WorkloadKind } from '@contract/kind'
import { readUserFile } from '../../files/user-file'
import type { WorkerJob } from '../host-protocol'
import { describeError } from './describe-error'
import type { Workload } from './live-body'

export type Loaded = { readonly workload: Workload } | { readonly failure: string }

/** Larger modules are read by nobody. */
const LARGEST_BYTES = 16 * 1_048_576

const EXPECTED: Readonly<Record<WorkloadKind, string>> = {
  thread: 'a function (ctx) => result',
  future: 'a function (ctx) => result',
  coroutine: 'an async function (ctx) => result',
  generator: 'a generator function, function* (ctx)',
}

/** Imports a workload's module and takes its default export. Every way to fail is a sentence. */
export async function loadWorkload({ moduleUrl, kind, workload: name }: WorkerJob): Promise<Loaded> {
  let module: unknown
  try {
    module = await import(/* @vite-ignore */ moduleUrl)
  } catch (error) {
    return { failure: await loadFailure(error, name, moduleUrl) }
  }
  const exported = defaultOf(module)
  const wrong = wrongSort(exported, kind)
  if (wrong === undefined) return { workload: exported as Workload }
  return { failure: `The module ${name} ${wrong}; expected as its default export ${EXPECTED[kind]}.` }
}

/** A module that was compiled to CommonJS wraps its default export once more. */
function defaultOf(module: unknown): unknown {
  const outer = memberOf(module, 'default')
  return memberOf(outer, '__esModule') === true ? memberOf(outer, 'default') : outer
}

function memberOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (Reflect.get(value, name) as unknown) : undefined
}

function wrongSort(exported: unknown, kind: WorkloadKind): string | undefined {
  if (exported === undefined) return 'has no default export'
  if (typeof exported !== 'function') return `has ${sayType(exported)} as its default export`
  const tag = Object.prototype.toString.call(exported)
  if (kind !== 'generator' && tag.endsWith('GeneratorFunction]'))
    return 'has a generator function as its default export'
  if (/^class\b/.test(Function.prototype.toString.call(exported))) return 'has a class as its default export'
  return undefined
}

function sayType(value: unknown): string {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'a list'
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`
}

async function loadFailure(error: unknown, name: string, moduleUrl: string): Promise<string> {
  if (!(error instanceof SyntaxError))
    return `The module ${name} could not be loaded: it threw ${describeError(error)}.`
  const place = stackedPlace(error) ?? (await parsedPlace(moduleUrl)) ?? 'in it or in a module that it imports'
  return `The module ${name} could not be loaded: ${error.name}: ${error.message} (${place}).`
}

/** Node puts `file:line` first into the stack of some syntax errors (CommonJS, missing exports), and of others nothing. */
function stackedPlace(error: SyntaxError): string | undefined {
  const found = /^(?:file:\/\/)?(\/.*|[A-Za-z]:.*):(\d+)$/m.exec(error.stack?.split('\n')[0] ?? '')
  return found ? `${found[1]?.split(/[\\/]/).at(-1)}, line ${found[2]}` : undefined
}

/** Reads the module once more with a parser that says where. */
async function parsedPlace(moduleUrl: string): Promise<string | undefined> {
  const { parse } = await import('acorn')
  const read = await readUserFile(fileURLToPath(moduleUrl), LARGEST_BYTES)
  if (!read.ok) return undefined
  try {
    parse(read.bytes.toString('utf8'), { ecmaVersion: 'latest', sourceType: 'module', allowHashBang: true })
    return undefined
  } catch (error) {
    const at = memberOf(error, 'loc')
    const line = memberOf(at, 'line')
    const column = memberOf(at, 'column')
    return typeof line === 'number' ? `line ${line}, column ${Number(column) + 1}` : undefined
  }
}
