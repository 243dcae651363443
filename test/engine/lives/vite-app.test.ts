import { expect, test } from 'vitest'
import type { RunSnapshot } from '@contract/run'
import { freePort } from './free-port'
import { command, fixture, openEngine, snapshotOf, stepOf, type TestEngine } from '../../support/test-engine'
import { inWords } from '../../support/words'

function ready(t: TestEngine, run: RunSnapshot): Promise<RunSnapshot> {
  return snapshotOf(t.engine, run.id, (each) => each.ready === true || each.phase === 'ended')
}

test(
  'a Vite server behind npm and sh: the hops are shown, a stop leaves nothing, ten restarts in a row never meet a taken port',
  { timeout: 120_000 },
  async () => {
    const port = await freePort()
    const t = await openEngine()
    const task = t.engine.define(
      command('vite', 'npm', ['run', 'dev'], {
        cwd: fixture('vite-app'),
        ports: [port],
        ready: { probe: { http: `http://127.0.0.1:${port}/` }, everyMs: 50, timeoutMs: 30_000 },
        env: { NO_COLOR: '1', FIXTURE_PORT: String(port) },
      }),
      { saved: false },
    )
    let run = t.engine.start(task.id)
    await ready(t, run)
    const { route } = await t.engine.whoHolds(run.id)
    const hops = route.map(({ command: line }) => line.split(' ')[0]?.split('/').pop())
    expect(hops[0]).toMatch(/npm|node/)
    expect(hops).toContain('sh')
    expect(hops.at(-1)).toBe('node')

    for (let restart = 1; restart <= 10; restart++) {
      const before = run
      run = t.engine.restart(task.id, { reason: `restart ${restart}` })
      const now = await ready(t, run)
      expect(now.phase).toBe('running')
      const receipt = await t.engine.ended(before.id)
      expect(stepOf(receipt, 'family-gone').verdict).toBe('yes')
      expect(stepOf(receipt, 'ports-free')).toMatchObject({ verdict: 'yes' })
    }
    await t.engine.stop(run.id)
    const last = await t.engine.ended(run.id)
    expect(inWords(stepOf(last, 'ports-free').evidence)).toContain(String(port))
    expect(last.survivors).toEqual([])
    const printed = t.engine.runs().map((each) => t.linesOf(each.id).join('\n'))
    expect(printed.join('\n')).not.toMatch(/already in use|EADDRINUSE/)
  },
)
