import { resolve } from 'node:path'
import type { Dependency, HealthSpec, Listener, Probe, ReadinessSpec, RestartPolicy } from '@contract/life'
import type { StackTaskSpec, StackTimerSpec } from '@contract/stack'
import type { StopMessage, StopStep } from '@contract/stop'
import type { ProcessTaskSpec, WorkloadTaskSpec } from '@contract/task'
import { defined } from '@tools/defined'
import { splitWords } from '@vocabulary/command-line'
import { readDuration } from '@vocabulary/durations'
import { STOP_PRESETS } from '@vocabulary/stop-presets'
import type { FileProcessTask, FileTask } from './file-schema'
import { without } from './without'

/** A part that the schema could not judge, such as a quote that is not closed. */
export type Complain = (path: readonly string[], got: string, expected: string) => void

/** A dependency whose `until` was left to the readiness of the other. */
export interface FileDependency {
  readonly task: string
  readonly until?: Dependency['until']
}

/** What a task of the file says; for a process only what it says, so that it can be laid over an imported one. */
export interface TaskOfFile {
  readonly spec: StackTaskSpec | (Partial<ProcessTaskSpec> & { kind: 'process'; name: string })
  readonly dependsOn: readonly FileDependency[] | undefined
}

export function taskOfFile(name: string, task: FileTask, folder: string, complain: Complain): TaskOfFile {
  if (task.kind === 'timer') return { spec: timerOf(name, task, complain), dependsOn: undefined }
  const dependsOn = task.dependsOn === undefined ? undefined : dependenciesOf(task.dependsOn)
  if ('workload' in task) return { spec: workloadOf(name, task, folder), dependsOn }
  return { spec: processOf(name, task, folder, complain), dependsOn }
}

function dependenciesOf(value: string | string[] | Record<string, Dependency['until']>): readonly FileDependency[] {
  if (typeof value === 'string') return [{ task: value }]
  if (Array.isArray(value)) return value.map((task) => ({ task }))
  return Object.entries(value).map(([task, until]) => ({ task, until }))
}

function processOf(name: string, task: FileProcessTask, folder: string, complain: Complain) {
  const { command, shell, cwd, env, restart, ready, health, stop, watch, ...same } = without(task, 'kind', 'dependsOn')
  const words = (line: string | string[], path: readonly string[]): readonly string[] => wordsOf(line, path, complain)
  return {
    kind: 'process' as const,
    name,
    ...(command === undefined ? {} : commandOf(command, shell === true, words)),
    ...defined({ shell }),
    ...(cwd === undefined ? {} : { cwd: resolve(folder, cwd) }),
    ...(env === undefined
      ? {}
      : { env: Object.fromEntries(Object.entries(env).map(([key, text]) => [key, String(text)])) }),
    ...same,
    ...(restart === undefined ? {} : { restart: restartOf(restart) }),
    ...(ready === undefined ? {} : { ready: readyOf(ready, words) }),
    ...(health === undefined ? {} : { health: healthOf(health, words) }),
    ...(stop === undefined ? {} : stopOf(stop, words)),
    ...(watch === undefined ? {} : { watch: watchOf(watch) }),
  }
}

type Words = (line: string | string[], path: readonly string[]) => readonly string[]

function commandOf(
  command: string | string[],
  shell: boolean,
  words: Words,
): Pick<ProcessTaskSpec, 'command' | 'args'> {
  const all = shell && typeof command === 'string' ? [command] : words(command, ['command'])
  const [program = '', ...args] = all
  return args.length === 0 ? { command: program } : { command: program, args }
}

function wordsOf(line: string | string[], path: readonly string[], complain: Complain): readonly string[] {
  if (Array.isArray(line)) {
    if ((line[0] ?? '').trim() === '') complain([...path, '0'], 'an empty text', 'the name or path of a program')
    return line
  }
  const split = splitWords(line)
  if (split.ok) return split.words
  complain(path, split.got, split.expected)
  return ['?']
}

function restartOf(restart: NonNullable<FileProcessTask['restart']>): RestartPolicy {
  if (typeof restart === 'string') return { when: restart }
  const { when, pause, maxPause, limit } = restart
  return {
    when,
    ...(pause === undefined ? {} : { pauseMs: ms(pause) }),
    ...(maxPause === undefined ? {} : { maxPauseMs: ms(maxPause) }),
    ...defined({ limit }),
  }
}

function readyOf(ready: NonNullable<FileProcessTask['ready']>, words: Words): ReadinessSpec {
  return { probe: probeOf(ready, ['ready'], words), ...timesOf(ready) }
}

function healthOf(health: NonNullable<FileProcessTask['health']>, words: Words): HealthSpec {
  const probe = probeOf(health, ['health'], words)
  if ('line' in probe) throw new Error('The schema lets no line into a health check.')
  return {
    probe,
    ...timesOf(health),
    ...defined({ misses: health.misses }),
    ...(health.start === undefined ? {} : { startMs: ms(health.start) }),
    ...defined({ then: health.then }),
  }
}

type ProbeKeys =
  | { line: string }
  | { port: number; listener?: Listener }
  | { http: string; listener?: Listener }
  | { command: string | string[] }

function probeOf(keys: ProbeKeys, path: readonly string[], words: Words): Probe {
  if ('line' in keys) return { line: keys.line }
  if ('port' in keys) return { port: keys.port, ...(keys.listener && { listener: keys.listener }) }
  if ('http' in keys) return { http: keys.http, ...(keys.listener && { listener: keys.listener }) }
  return { command: words(keys.command, [...path, 'command']) }
}

function timesOf({ every, timeout }: { every?: number | string; timeout?: number | string }) {
  return {
    ...(every === undefined ? {} : { everyMs: ms(every) }),
    ...(timeout === undefined ? {} : { timeoutMs: ms(timeout) }),
  }
}

function stopOf(
  stop: NonNullable<FileProcessTask['stop']>,
  words: Words,
): Pick<ProcessTaskSpec, 'stopPolicy' | 'scope'> {
  if (typeof stop === 'string') return { stopPolicy: STOP_PRESETS[stop].policy, scope: STOP_PRESETS[stop].scope }
  if ('preset' in stop) {
    const preset = STOP_PRESETS[stop.preset]
    return { stopPolicy: preset.policy, scope: stop.scope ?? preset.scope }
  }
  const stopPolicy = stop.steps?.map(({ send, patience }, index): StopStep => {
    const path = ['stop', 'steps', String(index), 'send', 'command']
    const message: StopMessage =
      typeof send === 'object' && 'command' in send ? { command: words(send.command, path) } : send
    return { send: message, patienceMs: ms(patience) }
  })
  return defined({ stopPolicy, scope: stop.scope })
}

function watchOf(watch: NonNullable<FileProcessTask['watch']>): NonNullable<ProcessTaskSpec['watch']> {
  if (Array.isArray(watch)) return { paths: watch }
  const { quiet, ...same } = watch
  return { ...same, ...(quiet === undefined ? {} : { quietMs: ms(quiet) }) }
}

function workloadOf(name: string, task: Extract<FileTask, { workload: string }>, folder: string): WorkloadTaskSpec {
  const { workload, stop, restart, kind, params, whenRunning } = task
  return {
    kind,
    name,
    workload: /^\.\.?[/\\]/.test(workload) ? resolve(folder, workload) : workload,
    ...defined({ params }),
    ...(stop === undefined
      ? {}
      : { stopPolicy: stop.steps.map(({ send, patience }) => ({ send, patienceMs: ms(patience) })) }),
    ...(restart === undefined ? {} : { restart: restartOf(restart) }),
    ...defined({ whenRunning }),
    ...(task.kind === 'future' && task.executor !== undefined ? { executor: task.executor } : {}),
    ...(task.kind === 'generator' && task.pullEvery !== undefined ? { pullEveryMs: ms(task.pullEvery) } : {}),
  }
}

function timerOf(name: string, task: Extract<FileTask, { kind: 'timer' }>, complain: Complain): StackTimerSpec {
  const { delay, repeat, log, start, whenRunning } = task
  if ((log === undefined) === (start === undefined)) {
    complain([], log === undefined ? 'neither log nor start' : 'both log and start', 'one of log and start')
  }
  return {
    kind: 'timer',
    name,
    delayMs: ms(delay),
    ...defined({ repeat, whenRunning }),
    action: start === undefined ? { log: log ?? '' } : { startTask: start },
  }
}

const ms = (value: string | number): number => readDuration(value) ?? 0
