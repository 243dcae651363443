import { z } from 'zod'
import { DEPENDENCY_STATES, FAMILY_REACHES, LISTENERS, RESTART_WHENS, WHEN_RUNNINGS } from './life'
import { argumentText, label, listOf, pathText, port, text, whole } from './schema-parts'

/** How long and how often, at most: a day. */
const DAY_MS = 86_400_000

const commandList = listOf(argumentText, 1, 4_096, 'a list of 1 to 4096 texts: a program and its arguments')

/** Loopback only: a probe must not become a way to reach other machines. No name and password: they would be shown. */
const LOCAL_ADDRESS = /^https?:\/\/(?:localhost|127((?:\.\d{1,3}){3})|\[::1\])(?::(\d{1,5}))?(?:[/?#]\S*)?$/

const httpAddress = text(
  'an http or https address on this machine, such as http://127.0.0.1:3000/health',
  (value) => value.length <= 2_000 && isLocalAddress(value),
)

function isLocalAddress(value: string): boolean {
  const [all, bytes = '.0.0.0', portText = '80'] = LOCAL_ADDRESS.exec(value) ?? []
  const fits = bytes
    .slice(1)
    .split('.')
    .every((byte) => Number(byte) <= 255)
  return all !== undefined && fits && port.safeParse(Number(portText)).success
}

const lineProbe = z.strictObject({
  line: text('a text of 1 to 1000 characters', (value) => value !== '' && value.length <= 1_000),
})
const listener = z.literal(LISTENERS, { error: 'own or any' }).exactOptional()
const portProbe = z.strictObject({ port, listener })
const httpProbe = z.strictObject({ http: httpAddress, listener })
const commandProbe = z.strictObject({ command: commandList })

const probe = z.union([lineProbe, portProbe, httpProbe, commandProbe], {
  error:
    'one of { line: text }, { port: number }, { http: address on this machine } or { command: [program, argument, …] }',
})
const lastingProbe = z.union([portProbe, httpProbe, commandProbe], {
  error: 'one of { port: number }, { http: address on this machine } or { command: [program, argument, …] }',
})

const millisecondsFrom = (least: number) => whole(least, DAY_MS).exactOptional()

const restart = z.strictObject(
  {
    when: z.literal(RESTART_WHENS, { error: RESTART_WHENS.join(', ') }),
    pauseMs: millisecondsFrom(0),
    maxPauseMs: millisecondsFrom(0),
    limit: whole(1, 10_000).exactOptional(),
  },
  { error: 'a restart policy with when, and if wanted pauseMs, maxPauseMs and limit' },
)

const dependency = z.strictObject(
  { task: label, until: z.literal(DEPENDENCY_STATES, { error: `one of ${DEPENDENCY_STATES.join(', ')}` }) },
  { error: 'a dependency with task (a name) and until' },
)

/** Of every kind. */
export const startShape = {
  whenRunning: z.literal(WHEN_RUNNINGS, { error: WHEN_RUNNINGS.join(', ') }).exactOptional(),
}

/** Fields of every kind but the timer. */
export const lifeShape = {
  ...startShape,
  restart: restart.exactOptional(),
  dependsOn: listOf(dependency, 0, 100, 'a list of at most 100 dependencies').exactOptional(),
}

/** Fields of the process kind that concern its life rather than its command. */
export const processLifeShape = {
  ...lifeShape,
  envFiles: listOf(pathText, 0, 20, 'a list of at most 20 paths').exactOptional(),
  terminal: z.boolean({ error: 'true or false' }).exactOptional(),
  strict: z.boolean({ error: 'true or false' }).exactOptional(),
  keepRunning: z.boolean({ error: 'true or false' }).exactOptional(),
  family: z.literal(FAMILY_REACHES, { error: 'session or all' }).exactOptional(),
  ports: listOf(port, 0, 100, 'a list of at most 100 ports').exactOptional(),
  ready: z
    .strictObject(
      { probe, everyMs: millisecondsFrom(10), timeoutMs: millisecondsFrom(1) },
      { error: 'a readiness check with probe' },
    )
    .exactOptional(),
  health: z
    .strictObject(
      {
        probe: lastingProbe,
        everyMs: millisecondsFrom(100),
        timeoutMs: millisecondsFrom(1),
        misses: whole(1, 1_000).exactOptional(),
        startMs: millisecondsFrom(0),
        then: z.literal(['restart', 'stop', 'tell'], { error: 'restart, stop or tell' }).exactOptional(),
      },
      { error: 'a health check with probe' },
    )
    .exactOptional(),
  watch: z
    .strictObject(
      {
        paths: listOf(pathText, 1, 100, 'a list of 1 to 100 paths'),
        ignore: listOf(label, 0, 100, 'a list of at most 100 names').exactOptional(),
        quietMs: millisecondsFrom(0),
      },
      { error: 'a watch with paths' },
    )
    .exactOptional(),
  expect: z
    .strictObject(
      {
        filesGone: listOf(pathText, 0, 100, 'a list of at most 100 paths').exactOptional(),
        portsFree: listOf(port, 0, 100, 'a list of at most 100 ports').exactOptional(),
        printed: text(
          'a text of 1 to 1000 characters',
          (value) => value !== '' && value.length <= 1_000,
        ).exactOptional(),
        exitCodes: listOf(whole(0, 255), 0, 256, 'a list of whole numbers from 0 to 255').exactOptional(),
      },
      { error: 'a cleanup contract with filesGone, portsFree, printed or exitCodes' },
    )
    .exactOptional(),
  processLimit: whole(1, 4_194_304).exactOptional(),
  keepOutputBytes: whole(65_536, 17_179_869_184).exactOptional(),
}
