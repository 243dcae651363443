import { describe, expect, it } from 'vitest'
import type { CommandName } from '@contract/channels'
import { readRequest, requestSchemas } from '../../../src/main/ipc/requests'

const NAMES = Object.keys(requestSchemas) as CommandName[]
const FITTING: Record<CommandName, unknown> = {
  getSnapshot: undefined,
  startTask: { taskId: 'task-1' },
  controlRun: { runId: 'run-1', control: 'stop', reason: 'enough' },
  hurryRun: { runId: 'run-1' },
  decideFollow: { runId: 'run-1', choice: 'follow' },
  restartTask: { taskId: 'task-1' },
  stopDelegate: { runId: 'run-1', delegateId: 'docker nginx' },
  endLeftAlone: { runId: 'run-1', pid: 4711, startTime: '123456' },
  removeLeftover: { runId: 'run-1', fileId: '65024:2146407:1795963430543545159:1795963430543545159' },
  whoHolds: { runId: 'run-1' },
  writeInput: { runId: 'run-1', text: 'exit()\n', closeInput: true },
  resizeTerminal: { runId: 'run-1', size: { columns: 80, rows: 24 } },
  getStrictMode: undefined,
  openStackFile: { path: '/srv/Procfile' },
  confirmStack: { previewId: 'preview-1' },
  startStack: { name: 'web' },
  stopStack: { name: 'web' },
  restartStack: { name: 'web' },
  closeStack: { name: 'web' },
  exportStack: { name: 'web' },
  openLink: { address: 'http://127.0.0.1:3000/' },
  stopAll: undefined,
  watchRuns: { runIds: ['run-1', 'run-2'] },
  dismissRun: { runId: 'run-1' },
  getHistory: { taskId: 'task-1', limit: 50 },
  getEarlierRun: { runId: 'run-1' },
  getRecovered: undefined,
  recoverRun: { runId: 'run-1', choice: 'adopt' },
  readOutput: { runId: 'run-1', range: { fromByte: 0, maxBytes: 65_536 } },
  saveTask: { spec: { kind: 'timer' } },
  checkTask: { spec: 'anything' },
  deleteTask: { taskId: 'task-1' },
  startDemo: { demoId: 'ticker-stop' },
  startComparison: undefined,
  pickFile: { purpose: 'module' },
  pickFolder: undefined,
  exportLog: { types: ['line', 'receipt'], search: 'gone' },
  saveReceipt: { name: 'web', format: 'png', content: 'iVBORw0KGgo=' },
  getSettings: undefined,
  changeSettings: { graceMs: 8_000, shell: '/bin/bash', notify: false },
  showErrorLog: undefined,
  setTheme: { theme: 'dark' },
  leavingShown: { questionId: 'question-1' },
  answerLeaving: { questionId: 'question-1', choice: 'stop-all' },
  copyText: { text: 'copied' },
}

function cyclic(): unknown {
  const around: Record<string, unknown> = {}
  around['taskId'] = around
  return around
}

function deep(levels: number): unknown {
  let value: unknown = 'bottom'
  for (let level = 0; level < levels; level++) value = { spec: value }
  return value
}

const HOSTILE: readonly (readonly [string, unknown])[] = [
  ['null', null],
  ['a number', 7],
  ['NaN', NaN],
  ['a text', 'run-1'],
  ['a long text', 'x'.repeat(1_000_000)],
  ['a BigInt', 7n],
  ['a symbol', Symbol('s')],
  ['a function', () => 'run-1'],
  ['an empty object', {}],
  ['a list', ['run-1']],
  ['a sparse list', new Array(1_000_000)],
  ['a Map', new Map([['runId', 'run-1']])],
  ['a Date', new Date(0)],
  ['bytes', new Uint8Array(1_000)],
  ['a cycle', cyclic()],
  ['ten thousand levels', deep(10_000)],
  ['ids that are no text', { runId: 1, taskId: {}, demoId: [] }],
  ['empty ids', { runId: '', taskId: '', demoId: '' }],
  ['endless ids', { runId: 'x'.repeat(10_000), taskId: 'x'.repeat(10_000), demoId: 'x'.repeat(10_000) }],
  ['a pid instead of a run', { pid: 1, signal: 'SIGKILL' }],
  [
    'a getter that throws',
    {
      get runId() {
        throw new Error('never read me')
      },
    },
  ],
  [
    'a proxy that throws',
    new Proxy(
      {},
      {
        get: () => {
          throw new Error('no')
        },
        ownKeys: () => {
          throw new Error('no')
        },
      },
    ),
  ],
  ['a polluted prototype', JSON.parse('{"__proto__":{"runId":"run-1","taskId":"t"}}')],
]

/** A spec passes the door as it is, whatever it holds: `parseTaskSpec` reads it, field by field. */
function isSpec(what: string): boolean {
  return what === 'ten thousand levels'
}

describe('a request at the door', () => {
  it.each(NAMES)('%s is let in when it fits', (name) => {
    expect(readRequest(name, FITTING[name])).toEqual({ ok: true, request: FITTING[name] })
  })

  it.each(NAMES)('%s is let in with nothing unknown beside it', (name) => {
    const fitting = FITTING[name]
    const surplus = typeof fitting === 'object' ? { ...fitting, surplus: 1 } : { surplus: 1 }
    expect(readRequest(name, surplus)).toMatchObject({ ok: false, message: expect.stringContaining(name) as string })
  })

  const pairs = NAMES.flatMap((name) => HOSTILE.map(([what, value]) => [name, what, value] as const)).filter(
    ([name, what]) =>
      !((name === 'exportLog' || name === 'openStackFile') && what === 'an empty object') &&
      !(/^(save|check)Task$/.test(name) && isSpec(what)),
  )
  it.each(pairs)('%s: %s is refused in a bounded sentence', (name, what, value) => {
    const reading = readRequest(name, value)
    expect(reading.ok, what).toBe(false)
    expect(reading.ok ? '' : reading.message).toMatch(/^\w+: .{5,}/)
    expect(reading.ok ? 0 : reading.message.length).toBeLessThan(2_100)
  })

  it.each([
    ['controlRun', { runId: 'r', control: 'kill' }],
    ['controlRun', { runId: 'r', control: 'stop', reason: 'x'.repeat(1_001) }],
    ['controlRun', { runId: 'r', control: 'stop', reason: undefined }],
    ['readOutput', { runId: 'r', range: { fromByte: -1 } }],
    ['readOutput', { runId: 'r', range: { fromByte: 0.5 } }],
    ['readOutput', { runId: 'r', range: { fromByte: Infinity } }],
    ['readOutput', { runId: 'r', range: { maxBytes: 0 } }],
    ['readOutput', { runId: 'r', range: { maxBytes: 1e9 } }],
    ['writeInput', { runId: 'r', text: 'x'.repeat(1_048_577) }],
    ['writeInput', { runId: 'r', text: 'x', closeInput: 'yes' }],
    ['resizeTerminal', { runId: 'r', size: { columns: 0, rows: 24 } }],
    ['resizeTerminal', { runId: 'r', size: { columns: 80, rows: 1_001 } }],
    ['resizeTerminal', { runId: 'r', size: { columns: 80.5, rows: 24 } }],
    ['recoverRun', { runId: 'r', choice: 'kill' }],
    ['recoverRun', { runId: 'r' }],
    ['recoverRun', { pid: 4312, choice: 'stop' }],
    ['getHistory', { taskId: 't', limit: 0 }],
    ['getHistory', { taskId: 't', limit: 1_001 }],
    ['getHistory', { taskId: 't', limit: 0.5 }],
    ['openStackFile', { path: '' }],
    ['openStackFile', { path: 'x'.repeat(4_097) }],
    ['confirmStack', { stack: { name: 'mine', tasks: [] } }],
    ['startStack', { name: 'x'.repeat(201) }],
    ['openLink', { address: 'x'.repeat(2_001) }],
    ['exportLog', { types: ['line', '../../etc'] }],
    ['exportLog', { path: '/etc/passwd' }],
    ['pickFile', { purpose: 'anything' }],
    ['setTheme', { theme: 'blue' }],
    ['copyText', { text: 'x'.repeat(33 * 1024 * 1024) }],
  ] as const)('%s does not take %j', (name, value) => {
    expect(readRequest(name, value).ok).toBe(false)
  })
})
