import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { format, resolveConfig } from 'prettier'
import { describe, expect, it } from 'vitest'
import type { StopPolicy } from '@contract/stop'
import {
  AFTER_FORCE_MS,
  ASK_ONLY,
  DEFAULT_SETTINGS,
  EXECUTOR_DEFAULTS,
  HEALTH_DEFAULTS,
  KEEP_OUTPUT_BYTES,
  LISTENER_DEFAULT,
  PATIENCE_MS,
  processLadder,
  PULL_EVERY_MS,
  READY_DEFAULTS,
  RESTART_DEFAULTS,
  SAMPLE_MS,
  WATCH_DEFAULTS,
  WHEN_RUNNING_DEFAULT,
} from '@vocabulary/defaults'
import { bytesText, patienceText, sayDuration } from '@vocabulary/durations'

const root = join(import.meta.dirname, '../..')
const read = (path: string): string => readFileSync(join(root, path), 'utf8').replaceAll(/\s+/g, ' ')

const ladder = (policy: StopPolicy): string =>
  policy
    .map(
      ({ send, patienceMs }) =>
        `\`${typeof send === 'string' ? send : JSON.stringify(send)}\` for ${patienceText(patienceMs)}`,
    )
    .join(', then ')

/** Every default that a person may meet, as the page names it. */
const ROWS: readonly (readonly [what: string, value: string])[] = [
  ['stop of a command without steps of its own', ladder(processLadder())],
  ['stop of a thread, future, coroutine or generator without steps of its own', ladder(ASK_ONLY)],
  ['how long force may take until the run counts as stuck', patienceText(AFTER_FORCE_MS)],
  ['settings: grace for a new command', patienceText(DEFAULT_SETTINGS.graceMs)],
  ['settings: grace when Quiesce quits', patienceText(DEFAULT_SETTINGS.quitGraceMs)],
  ['settings: keep ended runs', `${DEFAULT_SETTINGS.keepDays} days`],
  ['settings: keep up to', bytesText(DEFAULT_SETTINGS.keepMegabytes * 1_048_576)],
  ['settings: shell', `\`${DEFAULT_SETTINGS.shell}\``],
  ['settings: theme', DEFAULT_SETTINGS.theme],
  ['settings: language', DEFAULT_SETTINGS.language],
  ['settings: tell me when a run fails or gets stuck', DEFAULT_SETTINGS.notify ? 'on' : 'off'],
  ['settings: start at login', DEFAULT_SETTINGS.startAtLogin ? 'on' : 'off'],
  ['`whenRunning`', `\`${WHEN_RUNNING_DEFAULT}\``],
  ['`ready.every`, `ready.timeout`', times(READY_DEFAULTS.everyMs, READY_DEFAULTS.timeoutMs)],
  ['`listener` of a check', `\`${LISTENER_DEFAULT}\``],
  ['`health.every`, `health.timeout`', times(HEALTH_DEFAULTS.everyMs, HEALTH_DEFAULTS.timeoutMs)],
  ['`health.misses`', String(HEALTH_DEFAULTS.misses)],
  ['`health.start`', `the \`timeout\` of \`ready\`, or ${times(HEALTH_DEFAULTS.startMs)}`],
  ['`health.then`', `\`${HEALTH_DEFAULTS.then}\``],
  ['`restart.pause`, `restart.maxPause`', times(RESTART_DEFAULTS.pauseMs, RESTART_DEFAULTS.maxPauseMs)],
  ['`restart.limit`', String(RESTART_DEFAULTS.limit)],
  ['`watch.quiet`', times(WATCH_DEFAULTS.quietMs)],
  ['`watch.ignore`', WATCH_DEFAULTS.ignore.map((name) => `\`${name}\``).join(', ')],
  ['`keepOutputBytes`', `${KEEP_OUTPUT_BYTES} (${bytesText(KEEP_OUTPUT_BYTES)})`],
  ['`executor` of a future', `\`${EXECUTOR_DEFAULTS.name}\`, ${EXECUTOR_DEFAULTS.maxWorkers} workers`],
  ['`pullEvery` of a generator', times(PULL_EVERY_MS)],
  [
    'CPU and memory are sampled every',
    `${patienceText(SAMPLE_MS.watched)} while the window is in view, else ${patienceText(SAMPLE_MS.unwatched)}`,
  ],
]

function times(...all: readonly number[]): string {
  return all.map((ms) => `\`${sayDuration(ms)}\``).join(', ')
}

// To write it again: npx vitest run --project unit test/house/defaults.test.ts -u
it('the page of defaults says what src/vocabulary/defaults.ts says', async () => {
  const text = `# Defaults

What holds where a task, a stack file or the settings say nothing. Each value stands in \`src/vocabulary/defaults.ts\` and nowhere else;
this page is written from it by \`test/house/defaults.test.ts\`.

| what | default |
| --- | --- |
${ROWS.map(([what, value]) => `| ${what} | ${value} |`).join('\n')}
`
  const page = join(root, 'docs/defaults.md')
  const asKept = await format(text, { ...(await resolveConfig(page)), parser: 'markdown' })
  await expect(asKept).toMatchFileSnapshot(page)
})

describe('a default in the middle of a page', () => {
  it.each([
    ['README.md', `(SIGTERM, ${patienceText(PATIENCE_MS)}, SIGKILL unless you say otherwise)`],
    ['docs/stack-file.md', `doubles from \`pause\` (${patienceText(RESTART_DEFAULTS.pauseMs)})`],
    ['docs/stack-file.md', `to \`maxPause\` (${patienceText(RESTART_DEFAULTS.maxPauseMs)})`],
    ['docs/stack-file.md', `after \`limit\` (${RESTART_DEFAULTS.limit})`],
    ['docs/stack-file.md', `the \`timeout\` of \`ready\`, or ${patienceText(HEALTH_DEFAULTS.startMs)})`],
    ['docs/stack-file.md', `\`${WHEN_RUNNING_DEFAULT}\` (default)`],
  ])('of %s: %s', (page, sentence) => {
    expect(read(page)).toContain(sentence)
  })
})
