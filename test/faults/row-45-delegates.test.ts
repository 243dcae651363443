import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { createEngine } from '@engine/index'
import { IMAGE, startDocker, type DockerDaemon } from '../support/docker-daemon'
import { startSsh, type SshServer } from '../support/ssh-server'
import { ran } from '../support/temporary-daemons'
import { newDataDir, openEngine, stepOf } from '../support/test-engine'
import { receiptSummary } from '../support/words'

const docker = await startDocker()
if (!docker.ok) console.warn(`skipped: ${docker.why}`)
const ssh = await startSsh()
if (!ssh.ok) console.warn(`skipped: ${ssh.why}`)

/** A command line that nobody else has: the far program is looked for by it. */
const FAR = `sleep ${String(700_000 + process.pid)}`

async function farPids(): Promise<readonly number[]> {
  const { output } = await ran('ps', ['-eo', 'pid=,args='])
  return output.split('\n').flatMap((line) => {
    const [, pid, command] = /^\s*(\d+) (.*)$/.exec(line) ?? []
    return command === FAR ? [Number(pid)] : []
  })
}

describe.skipIf(!ssh.ok)('row 45 a program on another machine', { timeout: 60_000 }, () => {
  let server: SshServer
  beforeAll(() => {
    if (ssh.ok) server = ssh.server
  })
  afterEach(async () => {
    for (const pid of await farPids()) process.kill(pid, 'SIGKILL')
  })
  afterAll(() => server.close())

  for (const [options, control] of [
    [[], 'stop'],
    [[], 'terminate'],
    [['-tt'], 'stop'],
  ] as const) {
    it(`ssh ${options.join(' ')} HOST CMD, ${control}: the verdict is not clean, and the far program is named`, async () => {
      const test = await openEngine()
      const args = [...server.options, ...options, server.host, FAR]
      const run = test.start({ kind: 'process', name: 'far', command: 'ssh', args })
      await expect.poll(farPids).toHaveLength(1)
      await test.engine[control](run.id)
      const receipt = await test.engine.ended(run.id)
      expect(receipt.verdict).toBe(control === 'stop' ? 'unknown' : 'forced')
      expect(receiptSummary(receipt)).toContain(`whether "${FAR}" on ${server.host} has ended is not known`)
      expect(stepOf(receipt, 'delegates-gone').verdict).toBe('unknown')
      // Without a terminal there the far program goes on: what the receipt does not call clean is not clean.
      if (options.length === 0) expect(await farPids()).toHaveLength(1)
    })
  }

  it('an ssh that leaves with the far exit code has told how the far command ended', async () => {
    const test = await openEngine()
    const args = [...server.options, server.host, 'exit 3']
    const run = test.start({ kind: 'process', name: 'far', command: 'ssh', args })
    const receipt = await test.engine.ended(run.id)
    expect(receipt.exit).toEqual({ code: 3, signal: null })
    expect(stepOf(receipt, 'delegates-gone')).toMatchObject({ verdict: 'yes' })
    expect(receipt.delegates).toMatchObject([{ kind: 'remote', state: 'gone' }])
  })

  it.each([
    ['and whose failure would be the exit code', '&& echo done', 'clean'],
    ['and whose failure would be passed over', '; echo done', 'unknown'],
  ] as const)('an ssh that a shell runs, %s', async (_what, then, verdict) => {
    const test = await openEngine()
    const words = [...server.options, server.host, 'true'].join(' ')
    const run = test.start({ kind: 'process', name: 'deploy', command: `ssh ${words} ${then}`, shell: true })
    const receipt = await test.engine.ended(run.id)
    expect(receipt).toMatchObject({ outcome: 'completed', verdict })
    expect(receipt.delegates).toMatchObject([{ kind: 'remote', state: verdict === 'clean' ? 'gone' : 'unknown' }])
  })
})

describe.skipIf(!docker.ok)('row 45 a container, when the manager was killed', { timeout: 60_000 }, () => {
  let daemon: DockerDaemon
  beforeAll(() => {
    if (docker.ok) daemon = docker.daemon
  })
  afterAll(() => daemon.close())

  it('the next start looks for it: it is named as running, and can be stopped from there', async () => {
    const dataDir = newDataDir()
    const manager = `
      import { createEngine } from ${JSON.stringify(new URL('../../out/engine/index.js', import.meta.url).pathname)}
      const engine = await createEngine({ dataDir: process.argv[1] })
      const args = ['run', '--network=none', '--name', 'orphaned', ${JSON.stringify(IMAGE)}, 'sleep', '600']
      const task = engine.define({ kind: 'process', name: 'web', command: 'docker', args, env: { DOCKER_HOST: ${JSON.stringify(daemon.host)} } })
      engine.start(task.id)
      await new Promise((resolve) => setTimeout(resolve, 600_000))`
    const { spawn } = await import('node:child_process')
    const child = spawn(process.execPath, ['--input-type=module', '-e', manager, dataDir], { stdio: 'ignore' })
    await expect.poll(() => daemon.runs('orphaned')).toBe(true)
    const id = (await daemon.docker('inspect', '-f', '{{.Id}}', 'orphaned')).output.trim()
    // Until the manager has found whose it is, and has written it down.
    const { readFileSync, readdirSync } = await import('node:fs')
    const written = (): string =>
      readdirSync(dataDir)
        .filter((name) => name.startsWith('journal'))
        .map((name) => readFileSync(`${dataDir}/${name}`, 'latin1'))
        .join('')
    await expect.poll(written).toContain(id)
    child.kill('SIGKILL')
    await new Promise((resolve) => child.once('exit', resolve))
    const engine = await createEngine({ dataDir })
    const [recovered] = engine.recovered()
    if (recovered?.found === 'alive') await engine.recover(recovered.id, 'stop')
    const runId = recovered?.id ?? engine.runs()[0]?.id
    expect(runId).toBeDefined()
    if (runId === undefined) return
    const earlier = engine.run(runId) ? await engine.ended(runId) : (await engine.earlierRun(runId))?.receipt
    expect(earlier?.verdict).not.toBe('clean')
    expect(earlier).toMatchObject({
      verdict: 'survivors',
      delegates: [{ id, name: 'container orphaned', state: 'running' }],
    })
    expect(await daemon.runs('orphaned')).toBe(true)
    expect(await engine.stopDelegate(runId, id)).toMatchObject({ accepted: true })
    expect(await daemon.runs('orphaned')).toBe(false)
    await engine.close()
  })
})
