import { basename } from 'node:path'
import { isMap, isScalar } from 'yaml'
import type { StackFileKind } from '@contract/stack'
import { composeYaml } from './compose-yaml'

const BY_NAME: readonly (readonly [RegExp, StackFileKind])[] = [
  [/^(?:.*\.)?quiesce\.ya?ml$/i, 'quiesce'],
  [/^package\.json$/i, 'package-scripts'],
  [/^process-compose(?:[.-].*)?\.ya?ml$/i, 'process-compose'],
  [/^(?:docker-)?compose(?:[.-].*)?\.ya?ml$/i, 'compose'],
  [/^Procfile(?:[.-].*)?$|\.procfile$/i, 'procfile'],
]

const BY_KEY: readonly (readonly [string, StackFileKind])[] = [
  ['tasks', 'quiesce'],
  ['import', 'quiesce'],
  ['processes', 'process-compose'],
  ['services', 'compose'],
  ['scripts', 'package-scripts'],
]

/** What a file is, by its name, else by what is in it; `undefined` when neither tells. */
export function recogniseStackFile(file: string, text: string): StackFileKind | undefined {
  const name = basename(file)
  const named = BY_NAME.find(([pattern]) => pattern.test(name))
  return named?.[1] ?? byContent(text)
}

function byContent(text: string): StackFileKind | undefined {
  const keys = topKeys(text)
  const found = BY_KEY.find(([key]) => keys.includes(key))
  if (found) return found[1]
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '' && !line.trimStart().startsWith('#'))
  return lines.length > 0 && lines.every((line) => /^[A-Za-z0-9_-]+:\s*\S/.test(line)) ? 'procfile' : undefined
}

function topKeys(text: string): readonly string[] {
  const contents = composeYaml(text).documents[0]?.contents
  return isMap(contents) ? contents.items.map(({ key }) => (isScalar(key) ? String(key.value) : '')) : []
}
