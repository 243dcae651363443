import { describe, expect, it } from 'vitest'
import { asRunId, asTaskId } from '@contract/ids'
import type { RecoveredRun } from '@contract/recovered'
import { sampleReceipt } from '../../../src/renderer/component-board/sample-receipt'
import { recoveredRow, waitingCount } from '../../../src/renderer/recovery/recovered-view'

const alive: RecoveredRun = {
  id: asRunId('run-1'),
  taskId: asTaskId('task'),
  name: 'web',
  kind: 'process',
  found: 'alive',
  evidence: { code: 'leader-is-there', pid: 4312, by: 'mark' },
  processes: [
    { pid: 4312, command: 'node server.js' },
    { pid: 4315, command: 'esbuild' },
  ],
}
const gone: RecoveredRun = { ...alive, found: 'ended-by-watchdog', processes: [] }
const receipt = sampleReceipt({ kind: 'process', name: 'web', outcome: 'stopped', verdict: 'clean', endedAt: 1 })

describe('a run that was open when Quiesce ended', () => {
  it('and lives, offers three choices, each named after the run and with a sentence of what it does', () => {
    const row = recoveredRow(alive, undefined, undefined)
    expect(row.choices.map(({ name }) => name)).toEqual(['Adopt: web', 'Stop cleanly: web', 'Leave: web'])
    for (const { does } of row.choices) expect(does).toMatch(/^[A-Z].*\.$/)
    expect(row.sentence).toContain('node server.js, and 1 more.')
    expect(row.news).toBeUndefined()
  })

  it('and is gone, offers none, and leads to its receipt', () => {
    const row = recoveredRow(gone, undefined, undefined)
    expect(row).toMatchObject({ choices: [], found: { text: 'Ended by the watchdog' }, link: { tab: 'receipt' } })
  })

  it('says after the choice what was done, and after its end what its receipt says', () => {
    expect(recoveredRow({ ...alive, decided: 'adopt' }, {}, undefined)).toMatchObject({
      choices: [],
      news: { text: 'It is on the board again.', tone: 'calm' },
      link: { tab: 'output' },
    })
    expect(recoveredRow({ ...alive, decided: 'leave' }, undefined, undefined).news?.text).toContain(
      'watches it no more',
    )
    expect(recoveredRow({ ...alive, decided: 'stop' }, {}, undefined).news?.text).toContain('was asked to end')
    expect(recoveredRow({ ...alive, decided: 'stop' }, { receipt }, undefined)).toMatchObject({
      news: { text: 'Clean, 312 ms' },
      link: { tab: 'receipt' },
    })
  })

  it('says why a choice was refused, and does not offer it again', () => {
    const row = recoveredRow(alive, undefined, 'No process of it was there any more.')
    expect(row).toMatchObject({ choices: [], news: { tone: 'waiting' } })
    expect(row.news?.text).toBe('That was refused: No process of it was there any more.')
  })
})

it('counts those that wait for a decision', () => {
  expect(waitingCount([alive, gone, { ...alive, decided: 'leave' }])).toBe(1)
})
