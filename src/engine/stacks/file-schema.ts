import { z } from 'zod'
import type { Json } from '@contract/json'
import { KINDS } from '@contract/kind'
import { DEPENDENCY_STATES, LISTENERS, RESTART_WHENS } from '@contract/life'
import { TASK_LIMITS } from '@contract/task-schema'
import {
  DEFAULT_SETTINGS,
  HEALTH_DEFAULTS,
  KEEP_OUTPUT_BYTES,
  LISTENER_DEFAULT,
  PULL_EVERY_MS,
  READY_DEFAULTS,
  RESTART_DEFAULTS,
} from '@vocabulary/defaults'
import { sayDuration } from '@vocabulary/durations'
import {
  commandWords,
  duration,
  familyReach,
  few,
  filePath,
  follow,
  known,
  portNumber,
  taskName,
  textOf,
  variables,
  wholeFrom,
  yesOrNo,
} from './file-parts'
import { expectations, watch, whenRunning } from './file-life'
import { processStop, workloadStop } from './file-stop'

const until = z.literal(DEPENDENCY_STATES, { error: DEPENDENCY_STATES.join(', ') })
const dependsOn = z
  .union([taskName, few(taskName, 0, 100, 'names'), z.record(taskName, until)], {
    error: `the name of a task, a list of names, or a map of names to ${DEPENDENCY_STATES.join(', ')}`,
  })
  .describe(
    'Tasks of this file that come first. In a list: until they are ready, if they have a readiness check, else until they are started.',
  )

const when = z.literal(RESTART_WHENS, { error: RESTART_WHENS.join(', ') })
const restart = z
  .union(
    [
      when,
      known(
        {
          when,
          pause: duration(0)
            .exactOptional()
            .describe(
              `The first pause. Default ${sayDuration(RESTART_DEFAULTS.pauseMs)}; it doubles with each start in a row.`,
            ),
          maxPause: duration(0)
            .exactOptional()
            .describe(`The longest pause. Default ${sayDuration(RESTART_DEFAULTS.maxPauseMs)}.`),
          limit: wholeFrom(1, 10_000)
            .exactOptional()
            .describe(`Starts in a row before it gives up. Default ${RESTART_DEFAULTS.limit}.`),
        },
        'a restart policy with when',
      ),
    ],
    { error: `${RESTART_WHENS.join(', ')}, or a map with when` },
  )
  .describe('Start again after an end that nobody asked for.')

const line = textOf(1_000, 'a text of 1 to 1000 characters').describe('A text that a line of the output contains.')
const port = portNumber.describe('A port of 127.0.0.1 on which a connection is accepted.')
const http = textOf(2_000, 'an http or https address on this machine, such as http://127.0.0.1:3000/health').describe(
  'An address on this machine that answers GET with a status from 200 to 299, or with a redirect off this machine.',
)
const probing = commandWords.describe('A command that ends with exit code 0.')

const readyTimes = {
  every: duration(10)
    .exactOptional()
    .describe(`How often to look. Default ${sayDuration(READY_DEFAULTS.everyMs)}.`),
  timeout: duration(1)
    .exactOptional()
    .describe(`After this the run counts as failed and is stopped. Default ${sayDuration(READY_DEFAULTS.timeoutMs)}.`),
}
const listener = z
  .literal(LISTENERS, { error: LISTENERS.join(' or ') })
  .exactOptional()
  .describe(
    `Who may answer: own, the run itself, or any, for a program behind a proxy that runs all the time. Default ${LISTENER_DEFAULT}.`,
  )
const readyProbes = [{ line }, { port, listener }, { http, listener }, { command: probing }] as const
const ready = z
  .union(
    readyProbes.map((probe) => known({ ...probe, ...readyTimes }, 'a readiness check')),
    { error: 'a map with line, port, http or command' },
  )
  .describe('When it counts as ready.')

const healthRest = {
  every: duration(100)
    .exactOptional()
    .describe(`How often to look. Default ${sayDuration(HEALTH_DEFAULTS.everyMs)}.`),
  timeout: duration(1)
    .exactOptional()
    .describe(`How long one look may take. Default ${sayDuration(HEALTH_DEFAULTS.timeoutMs)}.`),
  misses: wholeFrom(1, 1_000)
    .exactOptional()
    .describe(`So many misses in a row make it unhealthy. Default ${HEALTH_DEFAULTS.misses}.`),
  start: duration(0)
    .exactOptional()
    .describe(
      `A miss counts after the first yes, or so long after the start. Default: the timeout of ready, or ${sayDuration(HEALTH_DEFAULTS.startMs)}.`,
    ),
  then: z
    .literal(['restart', 'stop', 'tell'], { error: 'restart, stop or tell' })
    .exactOptional()
    .describe(`What to do then. Default ${HEALTH_DEFAULTS.then}.`),
}
const healthProbes = [{ port, listener }, { http, listener }, { command: probing }] as const
const health = z
  .union(
    healthProbes.map((probe) => known({ ...probe, ...healthRest }, 'a health check')),
    { error: 'a map with port, http or command' },
  )
  .describe('Looked at as long as it runs.')

const lifeKeys = {
  whenRunning: whenRunning.exactOptional(),
  dependsOn: dependsOn.exactOptional(),
  restart: restart.exactOptional(),
}

export const processTask = known(
  {
    kind: z.literal('process').exactOptional(),
    command: commandWords
      .exactOptional()
      .describe('Split into words without a shell; with shell: true a command line for the shell of the settings.'),
    shell: yesOrNo
      .exactOptional()
      .describe(
        `Run the command line through the shell of the settings, ${DEFAULT_SETTINGS.shell} unless changed. Default false.`,
      ),
    cwd: filePath.exactOptional().describe('The working folder, relative to the folder of this file.'),
    env: variables.exactOptional().describe('Variables. A value is taken as it is written: 1.10 stays 1.10.'),
    envFiles: few(filePath, 0, 20, 'paths').exactOptional().describe('Files of NAME=value lines, relative to cwd.'),
    ...lifeKeys,
    ready: ready.exactOptional(),
    health: health.exactOptional(),
    stop: processStop.exactOptional(),
    ports: few(portNumber, 0, 100, 'ports')
      .exactOptional()
      .describe('Ports that it will listen on: a start waits until they are free.'),
    watch: watch.exactOptional(),
    expect: expectations.exactOptional(),
    terminal: yesOrNo.exactOptional().describe('Run it in a terminal of its own.'),
    strict: yesOrNo.exactOptional().describe('Keep its family inside a process namespace, where the machine can.'),
    keepRunning: yesOrNo
      .exactOptional()
      .describe('Leave it alone when Quiesce quits or dies; the next start finds it again.'),
    family: familyReach.exactOptional(),
    follow: follow.exactOptional(),
    ipc: yesOrNo.exactOptional().describe('Give it a Node IPC channel, over which an ask step is sent.'),
    removeTempFiles: yesOrNo.exactOptional().describe('Remove what it leaves in its private TMPDIR. Default true.'),
    processLimit: wholeFrom(1, 4_194_304)
      .exactOptional()
      .describe(
        'The most processes and threads that its user may have, in all, when it makes one more. Linux; root is exempt.',
      ),
    keepOutputBytes: wholeFrom(65_536, 17_179_869_184)
      .exactOptional()
      .describe(`The most that is kept of the output of one run. Default ${KEEP_OUTPUT_BYTES}.`),
  },
  'a map with command',
).describe('A program.')

const workloadKeys = {
  workload: filePath.describe('A built-in name such as lab/ticker, or the path of a module, relative to this file.'),
  params: z
    .custom<Json>(() => true)
    .exactOptional()
    .describe('Given to the workload as ctx.params.'),
  stop: workloadStop.exactOptional(),
  ...lifeKeys,
}
const executor = known(
  { name: taskName, maxWorkers: wholeFrom(1, TASK_LIMITS.workers) },
  'a map with name and maxWorkers',
)

const timerTask = known(
  {
    kind: z.literal('timer'),
    delay: duration(0, TASK_LIMITS.delayMs).describe('How long until it elapses.'),
    repeat: yesOrNo.exactOptional().describe('Elapse again and again until cancelled, each 100ms at the most often.'),
    whenRunning: whenRunning.exactOptional(),
    log: textOf(TASK_LIMITS.logLength, 'one line of text')
      .regex(/^[^\r\n]*\S[^\r\n]*$/, { error: 'one line of text' })
      .exactOptional(),
    start: taskName.exactOptional().describe('The name of a task of this file to start.'),
  },
  'a map with delay, and log or start',
).describe('Something that happens later: a line in the log, or the start of a task.')

export const fileTask = z.discriminatedUnion(
  'kind',
  [
    processTask,
    known({ kind: z.literal('thread'), ...workloadKeys }, 'a map with workload'),
    known({ kind: z.literal('coroutine'), ...workloadKeys }, 'a map with workload'),
    known({ kind: z.literal('future'), ...workloadKeys, executor: executor.exactOptional() }, 'a map with workload'),
    known(
      {
        kind: z.literal('generator'),
        ...workloadKeys,
        pullEvery: duration(1, TASK_LIMITS.pullEveryMs)
          .exactOptional()
          .describe(`The pause between two pulls. Default ${sayDuration(PULL_EVERY_MS)}.`),
      },
      'a map with workload',
    ),
    timerTask,
  ],
  {
    error: ({ code }: { code: string }) =>
      code === 'invalid_union' ? `one of ${KINDS.join(', ')}` : 'a map with command',
  },
)

const only = few(taskName, 1, 1_000, 'names').exactOptional().describe('Take no other task than these.')
const imported = z
  .union([filePath, known({ file: filePath, only }, 'a map with file')], { error: 'a path, or a map with file' })
  .describe(
    'A Procfile, package.json, process-compose.yaml or compose.yaml to take tasks from. A task of the same name here changes what it says.',
  )

export const stackFileSchema = known(
  {
    version: z.literal(1, { error: '1' }).describe('The version of this format.'),
    name: taskName.exactOptional().describe('The name of the stack. Default: the name of the folder.'),
    import: imported.exactOptional(),
    tasks: z.record(taskName, fileTask, { error: 'a map of names to tasks' }).exactOptional(),
  },
  'a map with version and tasks',
)

export type StackFile = z.infer<typeof stackFileSchema>
export type FileTask = z.infer<typeof fileTask>
export type FileProcessTask = z.infer<typeof processTask>
