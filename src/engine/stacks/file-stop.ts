import { z } from 'zod'
import { SIGNALS, type StopPolicy } from '@contract/stop'
import { TASK_LIMITS } from '@contract/task-schema'
import { ASK_ONLY, processLadder } from '@vocabulary/defaults'
import { sayDuration } from '@vocabulary/durations'
import { STOP_PRESET_NAMES } from '@vocabulary/stop-presets'
import { commandWords, duration, few, known, plainText } from './file-parts'

// How a task of a stack file says that it is stopped.

const patience = duration(0).describe('How long to wait for it to be gone before the next step.')
const processSend = z.union(
  [
    z.literal(['ask', 'terminate', ...SIGNALS]),
    known({ stdin: plainText }, 'a map with stdin'),
    known({ command: commandWords }, 'a map with command'),
  ],
  { error: 'ask, terminate, a signal such as SIGTERM, { stdin: text } or { command: a command line }' },
)
const preset = z.literal(STOP_PRESET_NAMES, { error: STOP_PRESET_NAMES.join(', ') })
const scope = z
  .literal(['family', 'leader'], { error: 'family or leader' })
  .exactOptional()
  .describe('Whom the polite steps are sent to. Force always goes to the whole family.')

function steps<Send extends z.ZodType>(send: Send) {
  return few(known({ send, patience }, 'a step with send and patience'), 1, TASK_LIMITS.steps, 'steps')
}

export const processStop = z
  .union(
    [
      preset,
      known({ preset, scope }, 'a map with preset'),
      known({ steps: steps(processSend).exactOptional(), scope }, 'a map with steps'),
    ],
    { error: `${STOP_PRESET_NAMES.join(', ')}, or a map with steps` },
  )
  .describe(
    `How it is stopped: the ladder of another tool by name, or steps of its own. Default: ${ladderText(processLadder())}.`,
  )

export const workloadStop = known(
  { steps: steps(z.literal(['ask', 'terminate'], { error: 'ask or terminate' })) },
  'a map with steps',
).describe(`How it is stopped. Default: ${ladderText(ASK_ONLY)}.`)

/** A ladder as its steps would be written: `SIGTERM for 5s, SIGKILL for 2s`. */
function ladderText(policy: StopPolicy): string {
  return policy
    .map(
      ({ send, patienceMs }) =>
        `${typeof send === 'string' ? send : JSON.stringify(send)} for ${sayDuration(patienceMs)}`,
    )
    .join(', ')
}
