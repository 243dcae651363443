import { expect, it } from 'vitest'
import { receiptSum, runSum, storedRun } from '@engine/journal/stored-rows'
import { sampleReceipt } from '../../../src/renderer/component-board/sample-receipt'
import { inWords } from '../../support/words'

const SENTENCE = 'The Docker daemon says that it runs.'
const CODE = { code: 'daemon-says', daemon: 'Docker', state: 'runs' }
const web = { id: 'a'.repeat(64), launcher: 'docker', kind: 'container', name: 'container web-1', state: 'running' }

/** A run with work that it handed over, as it lies on disk with this as the evidence. */
function onDisk(evidence: unknown): ReturnType<typeof storedRun> {
  const row = { id: 'run-1', taskId: 'task-1', name: 'web', kind: 'process', instance: 'one', phase: 'ended' }
  const body = JSON.stringify({ ...row, createdAt: 1, kept: false, delegates: [{ ...web, evidence }] })
  const made = sampleReceipt({ kind: 'process', name: 'web', outcome: 'stopped', verdict: 'survivors', endedAt: 2 })
  const seen = { code: 'delegates-seen', delegates: [{ name: web.name, evidence }] }
  const receipt = JSON.stringify({
    ...made,
    delegates: [{ ...web, evidence }],
    steps: [{ name: 'delegates-gone', verdict: 'no', evidence: seen }],
  })
  const sums = { checksum: runSum('run-1', body), receiptSum: receiptSum('run-1', receipt) }
  return storedRun({ id: 'run-1', body, receipt, ...sums })
}

it.each([
  ['a sentence, as it was stored until then', SENTENCE],
  ['a code with its facts', CODE],
])('evidence of work that was handed over is read as %s, and says the same', (_what, evidence) => {
  const stored = onDisk(evidence)
  expect(stored?.row.delegates?.map((each) => inWords(each.evidence))).toEqual([SENTENCE])
  expect(stored?.receipt?.delegates?.map((each) => inWords(each.evidence))).toEqual([SENTENCE])
  expect(stored?.receipt?.steps.map((step) => inWords(step.evidence))).toEqual([`Container web-1: ${SENTENCE}`])
})
