import { createEngine } from '@engine/index'
import { expect, it } from 'vitest'
import { newDataDir, PATIENT, shell, snapshotOf } from '../support/test-engine'

it('a run names the shell that it was started with, and its arguments, whatever the settings say later', async () => {
  let inUse = '/bin/bash'
  const engine = await createEngine({ dataDir: newDataDir(), shell: () => inUse })
  try {
    const line = 'echo "$BASH|$1"; sleep 1000'
    const run = engine.start(engine.define(shell(line, { args: ['a b'], stopPolicy: PATIENT })).id)
    await snapshotOf(engine, run.id, ({ lastLine }) => lastLine === '/bin/bash|a b')
    inUse = '/bin/sh'
    expect(engine.run(run.id)?.commandLine).toBe(`/bin/bash -c '${line}' sh 'a b'`)
    await engine.stop(run.id)
    await engine.ended(run.id)
    expect(engine.run(run.id)?.commandLine).toContain('/bin/bash')
  } finally {
    await engine.close()
  }
})
