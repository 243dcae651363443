import { isAbsolute, relative } from 'node:path'
import type { HealthSpec, Probe, ReadinessSpec } from '@contract/life'
import type { ProcessTaskSpec } from '@contract/task'
import { defined } from '@tools/defined'
import { fileCommand } from '@vocabulary/command-line'
import { sayDuration } from '@vocabulary/durations'
import { fileDependencies, fileRestart, fileStop } from './export-stop'
import { without } from './without'

/** A process task in the words of a `quiesce.yaml`. */
export function fileProcess(task: ProcessTaskSpec, folder: string | undefined): object {
  const { command, args, shell, cwd, env, stopPolicy, scope, ...rest } = without(task, 'kind', 'name')
  const { restart, dependsOn, ready, health, watch, ...same } = rest
  const place = cwd === undefined ? undefined : placeOf(cwd, folder)
  return {
    command: commandOf(command, args ?? [], shell === true),
    ...defined({ shell, cwd: place }),
    ...(env ? { env: new Map(Object.entries(env)) } : {}),
    ...same,
    ...(dependsOn ? { dependsOn: fileDependencies(dependsOn) } : {}),
    ...(restart ? { restart: fileRestart(restart) } : {}),
    ...(ready ? { ready: fileCheck(ready) } : {}),
    ...(health ? { health: { ...fileCheck(health), ...healthRest(health) } } : {}),
    ...(stopPolicy || scope ? { stop: fileStop({ ...defined({ stopPolicy }), ...(scope && { scope }) }) } : {}),
    ...(watch ? { watch: fileWatch(watch) } : {}),
  }
}

function commandOf(command: string, args: readonly string[], shell: boolean): string | readonly string[] {
  if (!shell) return fileCommand([command, ...args])
  return args.length === 0 ? command : [command, ...args]
}

/** Relative where that is shorter to read; left out where it is the folder of the file. */
function placeOf(cwd: string, folder: string | undefined): string | undefined {
  if (folder === undefined) return cwd
  const inside = relative(folder, cwd)
  if (inside === '') return undefined
  return inside.startsWith('..') || isAbsolute(inside) ? cwd : `./${inside}`
}

function fileCheck({ probe, everyMs, timeoutMs }: ReadinessSpec | HealthSpec): object {
  return {
    ...fileProbe(probe),
    ...(everyMs === undefined ? {} : { every: sayDuration(everyMs) }),
    ...(timeoutMs === undefined ? {} : { timeout: sayDuration(timeoutMs) }),
  }
}

function fileProbe(probe: Probe): object {
  return 'command' in probe ? { command: fileCommand(probe.command) } : probe
}

function healthRest({ misses, startMs, then }: HealthSpec): object {
  return {
    ...defined({ misses }),
    ...(startMs === undefined ? {} : { start: sayDuration(startMs) }),
    ...defined({ then }),
  }
}

function fileWatch({ paths, ignore, quietMs }: NonNullable<ProcessTaskSpec['watch']>): object {
  if (ignore === undefined && quietMs === undefined) return paths
  return {
    paths,
    ...defined({ ignore }),
    ...(quietMs === undefined ? {} : { quiet: sayDuration(quietMs) }),
  }
}
