import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { lineOf, openEngine } from '../support/test-engine'
import { inWords } from '../support/words'

const ROOT = join(import.meta.dirname, '../..')

interface SampleStep {
  readonly name: string
  readonly verdict: string
  readonly evidence: string
}

/** The lines `name  verdict  [time]  evidence` of the README's receipt. */
function sampleSteps(): readonly SampleStep[] {
  const readme = readFileSync(join(ROOT, 'README.md'), 'utf8')
  const block = /```text\n(Forced after [\s\S]*?)```/.exec(readme)?.[1] ?? ''
  return block
    .split('\n')
    .slice(2)
    .filter((line) => line !== '')
    .map((line) => {
      const [name = '', verdict = '', ...rest] = line.split(/ {2,}/)
      return { name, verdict, evidence: rest.at(-1) ?? '' }
    })
}

it('the receipt in the README is one that a run of that program really gets', async () => {
  const test = await openEngine()
  const run = test.start({
    kind: 'process',
    name: 'Dev server',
    command: process.execPath,
    args: [join(ROOT, 'test/demo/programs/dev-server.mjs')],
    stopPolicy: [
      { send: 'SIGINT', patienceMs: 1_200 },
      { send: 'SIGTERM', patienceMs: 10_000 },
      { send: 'SIGKILL', patienceMs: 2_000 },
    ],
  })
  await lineOf(test, run.id, /compiled/)
  expect(await test.engine.stop(run.id, { origin: 'user' })).toMatchObject({ accepted: true })
  const receipt = await test.engine.ended(run.id)
  const steps = receipt.steps.map(({ name, verdict, evidence }) => ({
    name: name.replaceAll('-', ' '),
    verdict: verdict === 'not-applicable' ? 'n/a' : verdict,
    // How many processes a machine has is its own affair.
    evidence: inWords(evidence).replace(/all \d+ processes/, 'all 212 processes'),
  }))
  expect(sampleSteps()).toEqual(steps)
  // The helper left at SIGINT, before its leader did.
  expect(receipt.survivors).toEqual([])
})
