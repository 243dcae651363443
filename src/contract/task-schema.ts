import { z } from 'zod'
import { asTaskId, type TaskId } from './ids'
import { FOLLOWS } from './follow'
import type { Json } from './json'
import { KINDS } from './kind'
import { lifeShape, processLifeShape, startShape } from './life-schema'
import { argumentText, isBlank, label, text, TEXT_LIMITS, whole, withoutNul } from './schema-parts'
import { SIGNALS } from './stop'
import type { TaskSpec } from './task'

/** Numbers and sizes that a task must keep to. The form shows them; the schema enforces them. */
export const TASK_LIMITS = {
  ...TEXT_LIMITS,
  arguments: 4_096,
  environmentLength: 262_144,
  logLength: 10_000,
  steps: 20,
  patienceMs: 86_400_000,
  workers: 64,
  pullEveryMs: 3_600_000,
  /** Node turns a longer delay into 1 ms. */
  delayMs: 2_147_483_647,
  /** The shortest pause of a timer that repeats: each time is an event in the log and a row in the journal. */
  repeatDelayMs: 100,
} as const

// Every message in this file is an *expected* in words: `parseTaskSpec` puts it into the sentence.

function yesOrNo() {
  return z.boolean({ error: 'true or false' }).exactOptional()
}

const command = text(
  'the name or path of a program, or with shell a command line, without a NUL character',
  (value) => !isBlank(value) && value.length <= TASK_LIMITS.argumentLength && withoutNul(value),
)

const ABSOLUTE_PATH = /^(?:\/|[A-Za-z]:[\\/]|\\\\)/
const folder = text(
  'the absolute path of a folder (a leading ~ is not expanded)',
  (value) => ABSOLUTE_PATH.test(value) && value.length <= TASK_LIMITS.pathLength && withoutNul(value),
)

const workload = text(
  'a built-in name such as lab/ticker, or the path of a module',
  (value) => !isBlank(value) && value.length <= TASK_LIMITS.pathLength && withoutNul(value),
)

const environmentError = 'an object with one text for each variable'
const environment = z
  .custom<Record<string, string>>((value) => typeof value === 'object' && value !== null && !Array.isArray(value), {
    error: environmentError,
  })
  .superRefine((variables: Record<string, unknown>, context) => {
    let length = 0
    for (const [name, value] of Object.entries(variables)) {
      length += name.length + (typeof value === 'string' ? value.length : 0)
      if (name === '' || name.includes('=') || name.includes('\0')) {
        context.addIssue({
          code: 'custom',
          path: [name],
          params: { got: `the name ${JSON.stringify(name)}` },
          message: 'a name of at least one character without = or NUL',
        })
      } else if (typeof value !== 'string' || value.includes('\0')) {
        context.addIssue({ code: 'custom', path: [name], message: 'text without a NUL character' })
      }
    }
    if (length > TASK_LIMITS.environmentLength) {
      context.addIssue({
        code: 'custom',
        params: { got: `${length} characters` },
        message: `at most ${TASK_LIMITS.environmentLength} characters in all names and values together`,
      })
    }
  })

function steps(
  send: z.ZodType<NonNullable<Extract<TaskSpec, { stopPolicy?: unknown }>['stopPolicy']>[number]['send']>,
) {
  const error = `a list of 1 to ${TASK_LIMITS.steps} steps`
  const step = z.strictObject(
    { send, patienceMs: whole(0, TASK_LIMITS.patienceMs) },
    { error: 'a step with send and patienceMs' },
  )
  return z.array(step, { error }).min(1, { error }).max(TASK_LIMITS.steps, { error }).exactOptional()
}

const processSend = z.union(
  [
    z.literal(['ask', 'terminate', ...SIGNALS]),
    z.strictObject({ stdin: argumentText }),
    z.strictObject({
      command: z
        .array(argumentText)
        .min(1)
        .max(TASK_LIMITS.arguments)
        .refine(([head]) => !isBlank(head ?? '')),
    }),
  ],
  {
    error: 'ask, terminate, a signal name such as SIGTERM, { stdin: text } or { command: [program, argument, …] }',
  },
)

const workloadSend = z.literal(['ask', 'terminate'], {
  error: 'ask or terminate (only a process task can be sent signals, text or commands)',
})

const argumentsError = `a list of at most ${TASK_LIMITS.arguments} texts`
const processShape = {
  name: label,
  command,
  args: z
    .array(argumentText, { error: argumentsError })
    .max(TASK_LIMITS.arguments, { error: argumentsError })
    .exactOptional(),
  shell: yesOrNo(),
  cwd: folder.exactOptional(),
  env: environment.exactOptional(),
  stopPolicy: steps(processSend),
  scope: z.literal(['family', 'leader'], { error: 'family or leader' }).exactOptional(),
  follow: z.literal(FOLLOWS, { error: 'leader or family' }).exactOptional(),
  ipc: yesOrNo(),
  removeTempFiles: yesOrNo(),
  ...processLifeShape,
}

// That it is JSON is checked by `parseTaskSpec`, which reads the value before the schema sees it.
const params = z.custom<Json>((value) => value !== undefined, { error: 'JSON' }).exactOptional()
const workloadShape = { name: label, workload, params, stopPolicy: steps(workloadSend), ...lifeShape }

const executor = z.strictObject(
  { name: label, maxWorkers: whole(1, TASK_LIMITS.workers) },
  { error: 'an executor with name and maxWorkers' },
)

const taskId = text('the id of a task', (value) => value !== '' && value.length <= 200 && withoutNul(value)).transform(
  (value): TaskId => asTaskId(value),
)
const logLine = text(
  `one line of text of at most ${TASK_LIMITS.logLength} characters`,
  (value) => value.length <= TASK_LIMITS.logLength && !isBlank(value) && !/[\0\r\n]/.test(value),
)
const timerAction = z.union([z.strictObject({ log: logLine }), z.strictObject({ start: taskId })], {
  error: 'either { log: one line of text } or { start: the id of a task }',
})

const timerShape = {
  name: label,
  delayMs: whole(0, TASK_LIMITS.delayMs),
  repeat: yesOrNo(),
  action: timerAction,
  ...startShape,
}

const generatorShape = { ...workloadShape, pullEveryMs: whole(1, TASK_LIMITS.pullEveryMs).exactOptional() }
const futureShape = { ...workloadShape, executor: executor.exactOptional() }

/** What a task of each kind must be. Unknown properties are refused. Use `parseTaskSpec` for sentences instead of zod issues. */
export const taskSpecSchema = z.discriminatedUnion(
  'kind',
  [
    z.strictObject({ kind: z.literal('process'), ...processShape }),
    z.strictObject({ kind: z.literal('thread'), ...workloadShape }),
    z.strictObject({ kind: z.literal('future'), ...futureShape }),
    z.strictObject({ kind: z.literal('coroutine'), ...workloadShape }),
    z.strictObject({ kind: z.literal('generator'), ...generatorShape }),
    z.strictObject({ kind: z.literal('timer'), ...timerShape }),
  ],
  { error: `one of ${KINDS.join(', ')}` },
) satisfies z.ZodType<TaskSpec>
