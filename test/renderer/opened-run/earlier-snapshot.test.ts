import { inWords } from '../../support/words'
import { verbatim } from '../../../src/contract/statement'
import { expect, it } from 'vitest'
import { asRunId, asTaskId } from '@contract/ids'
import { earlierSnapshot } from '../../../src/renderer/opened-run/earlier-snapshot'
import { sampleReceipt } from '../../../src/renderer/component-board/sample-receipt'

const facts = { id: asRunId('run-1'), taskId: asTaskId('task'), name: 'api', kind: 'process', createdAt: 1 } as const

it('a run that only the journal has is shown with its receipt and output, and offers nothing', () => {
  const receipt = {
    ...sampleReceipt({ kind: 'process', name: 'api', outcome: 'stopped', verdict: 'clean', endedAt: 5 }),
    blindSpots: [verbatim('Its disk was not looked at.')],
  }
  const shown = earlierSnapshot({ ...facts, phase: 'ended', outcome: 'stopped', endedAt: 5, receipt, outputBytes: 17 })
  expect(shown).toMatchObject({ phase: 'ended', outcome: 'stopped', receipt, outputBytes: 17, revision: 0 })
  expect(shown.blindSpots).toEqual(receipt.blindSpots)
  for (const { offered, why } of Object.values(shown.controls)) {
    expect(offered).toBe(false)
    expect(inWords(why)).toContain('It has ended')
  }
})

it('one that was found alive and not decided on says where that is done', () => {
  const { controls } = earlierSnapshot({ ...facts, phase: 'running' })
  expect(controls.stop).toEqual({
    offered: false,
    why: verbatim('It is not on the board: adopt it above, where it was found alive'),
  })
})
