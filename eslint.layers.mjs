import { isBuiltin } from 'node:module'
import path from 'node:path'

/**
 * tools <- contract <- vocabulary <- engine <- main -> preload -> renderer, as data. `values` may be imported for their values and their types,
 * `types` for their types only; everything else is forbidden, and `instead` says where to go.
 */
const LAYERS = {
  tools: {
    values: [],
    types: [],
    instead: { default: 'The tools are pure and know nothing of ours: pass it in as an argument.' },
  },
  contract: {
    values: ['tools', 'zod'],
    types: [],
    instead: {
      node: 'The contract is words and plain data: work with Node belongs to src/engine.',
      default: 'The contract imports nothing of ours but the tools: move the type it needs down into src/contract.',
    },
  },
  vocabulary: {
    values: ['tools', 'contract', 'zod'],
    types: [],
    instead: {
      node: 'The vocabulary is pure, and the page reads it too: work with Node belongs to src/engine.',
      react: 'The vocabulary shows nothing: put a component into src/renderer.',
      default: 'The vocabulary knows only the contract: pass what it needs as an argument.',
    },
  },
  engine: {
    values: ['tools', 'contract', 'vocabulary', 'node', 'packages'],
    types: [],
    instead: {
      electron:
        'The engine is plain Node: give it what it needs through a port, and let src/main implement that with Electron.',
      react: 'The engine shows nothing: put a component into src/renderer.',
      default:
        'The engine knows only the contract and the vocabulary: pass what it needs as an argument from src/main/compose.ts.',
    },
  },
  main: {
    values: ['tools', 'contract', 'vocabulary', 'engine', 'electron', 'node', 'packages'],
    types: [],
    instead: {
      react: 'Main shows nothing: put a component into src/renderer.',
      default: 'Main reaches the page only by the commands and pushes of src/contract/channels.ts.',
    },
  },
  preload: {
    values: ['electron'],
    types: ['contract'],
    instead: {
      contract: 'A sandboxed preload carries no code of ours: import the type only (import type).',
      vocabulary: 'A sandboxed preload says nothing: word it in main or in the page.',
      node: 'A sandboxed preload has no Node: let src/main do it behind a command of src/contract/channels.ts.',
      default:
        'The preload is a bridge and nothing else: add a command to src/contract/channels.ts and serve it in src/main/ipc.',
    },
  },
  renderer: {
    values: ['tools', 'contract', 'vocabulary', 'react', 'packages'],
    types: [],
    instead: {
      electron: 'The page has no Electron: ask through src/renderer/client.',
      node: 'The page has no Node: ask main through src/renderer/client.',
      default:
        'The page sees only words: take the type from @contract and the words from @vocabulary, and ask main through src/renderer/client.',
    },
  },
}

/** Inside the engine: folders whose values a folder may use. Types may go anywhere, since ports lie with their users. */
const ENGINE_FOLDERS = {
  catalog: ['delegates', 'files', 'clock'],
  stacks: ['lives', 'files', 'clock'],
  lives: ['runs', 'processes', 'events', 'stop', 'clock'],
  holders: ['stop', 'processes'],
  sampling: ['clock', 'events', 'processes', 'stop'],
  runs: ['stop', 'receipts', 'leftovers', 'output', 'events', 'processes', 'clock'],
  receipts: ['runs', 'processes', 'files', 'clock'],
  leftovers: ['processes', 'files', 'clock'],
  stop: ['clock'],
  delegates: ['receipts', 'processes', 'files', 'clock'],
  kinds: ['delegates', 'executors', 'host', 'strict', 'terminals', 'output', 'processes', 'files', 'events', 'clock'],
  executors: ['clock'],
  host: ['processes', 'files', 'clock'],
  strict: ['processes', 'clock'],
  watchdog: ['host', 'processes', 'clock'],
  journal: ['host', 'processes', 'clock'],
  recovery: ['delegates', 'kinds', 'journal', 'watchdog', 'runs', 'receipts', 'stop', 'processes', 'events', 'clock'],
  terminals: ['processes', 'output', 'clock'],
  processes: ['files', 'clock'],
  files: ['clock'],
  output: ['files', 'clock'],
  events: ['clock'],
  workloads: [],
  lab: [],
  clock: [],
}
/** Files at the top of the engine that every folder may use; the others wire the folders together. */
const ENGINE_WORDS = ['spec-error', 'in-background']

const REACT = /^(react|react-dom|radix-ui|lucide-react|cmdk|@tanstack\/react-virtual|@xterm\/[^/]+)(\/|$)/
/** What is built for main: the engine, the little that may begin before it is read, and what is read when it is asked for. */
const ENGINE_DOORS = ['@engine/index', '@engine/ahead', '@engine/files', '@engine/stack-files']

const ALIAS = /^@(tools|contract|vocabulary|engine)\/(.+)$/

/**
 * Checks every way in which a module can name another: static, type, re-export, dynamic `import()` and `require()`.
 * @type {import('eslint').Rule.RuleModule}
 */
export const layerRule = {
  meta: { type: 'problem', schema: [], messages: { crossing: '{{text}}' } },
  create(context) {
    const from = placeOf(context.filename)
    if (!from) return {}
    const check = (node, source, typeOnly) => {
      if (typeof source?.value !== 'string') return
      const text = forbidden(from, source.value, typeOnly)
      if (text) context.report({ node: source, messageId: 'crossing', data: { text } })
    }
    const named = (node) => check(node, node.source, isTypeOnly(node))
    return {
      ImportDeclaration: named,
      ExportNamedDeclaration: named,
      ExportAllDeclaration: named,
      ImportExpression: (node) => check(node, node.source, false),
      TSImportType: (node) => check(node, node.source ?? node.argument?.literal, true),
      TSExternalModuleReference: (node) => check(node, node.expression, false),
      "CallExpression[callee.name='require']": (node) => check(node, node.arguments[0], false),
    }
  },
}

function isTypeOnly(node) {
  if (node.importKind === 'type' || node.exportKind === 'type') return true
  const names = (node.specifiers ?? []).map((specifier) => specifier.importKind ?? specifier.exportKind)
  return names.length > 0 && names.every((kind) => kind === 'type')
}

/** The sentence to show when `from` must not import this, else undefined. */
function forbidden(from, source, typeOnly) {
  const alias = ALIAS.exec(source)
  if (alias && alias[1] === from.layer)
    return `Inside src/${from.layer} import by a relative path, not by ${source}: an alias says that a layer is crossed.`
  if (source.startsWith('.'))
    return forbiddenPath(from, path.posix.join(path.posix.dirname(from.file), source), source, typeOnly)
  const target = alias ? alias[1] : sortOf(source)
  return (
    forbiddenLayer(from, target, source, typeOnly) ??
    (alias && from.layer === 'main' && target === 'engine' && !typeOnly && !ENGINE_DOORS.includes(source)
      ? `Main has the built engine beside it, and only its face: export this from src/engine/index.ts and import '@engine/index' (types may come from ${source}).`
      : undefined) ??
    (alias ? forbiddenForButtons(from, source) : undefined)
  )
}

function forbiddenPath(from, file, source, typeOnly) {
  const to = placeOf(file)
  if (!to) return `${source} leaves src: nothing there may be imported by the app.`
  if (to.layer !== from.layer) {
    const crossing = forbiddenLayer(from, to.layer, source, typeOnly)
    return (
      crossing ?? `src/${to.layer} is another layer: import it by alias (@${to.layer}/...), so that the crossing shows.`
    )
  }
  if (from.layer === 'engine' && !typeOnly) return forbiddenFolder(from, to)
  return forbiddenForButtons(from, file)
}

function forbiddenLayer(from, target, source, typeOnly) {
  const { values, types, instead } = LAYERS[from.layer]
  const allowed = typeOnly ? [...values, ...types] : values
  if (allowed.includes(target) || allowed.includes(source)) return undefined
  return `src/${from.layer} must not import ${source}. ${instead[target] ?? instead.default}`
}

function forbiddenFolder(from, to) {
  const allowed = ENGINE_FOLDERS[from.folder]
  if (from.folder === to.folder || !from.folder) return undefined
  if (!to.folder && ENGINE_WORDS.includes(to.name)) return undefined
  if (!allowed)
    return `src/engine/${from.folder} is not in the table of eslint.layers.mjs: add a row that says which folders it may use.`
  if (to.folder && allowed.includes(to.folder)) return undefined
  const target = to.folder || to.name
  return `Inside the engine ${from.folder} must not use ${target}. Take what is needed as an argument, or import only the type; the order is in eslint.layers.mjs.`
}

/** `ui/` is buttons and badges: it has no word of the domain. */
function forbiddenForButtons(from, target) {
  if (from.layer !== 'renderer' || from.folder !== 'ui') return undefined
  if (/^src\/renderer\/(ui|styles)\/|^@tools\//.test(target)) return undefined
  return 'src/renderer/ui knows no word of the domain: pass the value in as a property, or move the component to the folder of its feature.'
}

function sortOf(source) {
  if (source === 'electron' || source.startsWith('electron/')) return 'electron'
  if (isBuiltin(source)) return 'node'
  return REACT.test(source) ? 'react' : 'packages'
}

/** `src/engine/stop/stop-ladder.ts` is { layer: 'engine', folder: 'stop', name: 'stop-ladder' }. */
function placeOf(filename) {
  const parts = filename.replaceAll('\\', '/').split('/')
  const at = parts.lastIndexOf('src')
  const layer = parts[at + 1]
  if (at < 0 || !(layer in LAYERS)) return undefined
  const inside = parts.slice(at + 2)
  return {
    layer,
    file: parts.slice(at).join('/'),
    folder: inside.length > 1 ? inside[0] : '',
    name: inside.at(-1)?.replace(/\.[a-z]+$/, '') ?? '',
  }
}
