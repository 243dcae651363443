import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:net'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Receipt } from '@contract/receipt'
import type { RunSnapshot } from '@contract/run'
import type { ProcessTaskSpec } from '@contract/task'
import { IMAGE, startDocker, type DockerDaemon } from '../../support/docker-daemon'
import { openEngine, snapshotOf, stepOf, type TestEngine } from '../../support/test-engine'
import { inWords, receiptSummary, saying, withSummary } from '../../support/words'

const started = await startDocker()
if (!started.ok) console.warn(`skipped: ${started.why}`)

const QUICK = [
  { send: 'SIGTERM', patienceMs: 1_500 },
  { send: 'SIGKILL', patienceMs: 2_000 },
] as const
/** Ends on SIGTERM, with a code of its own. */
const POLITE = ['sh', '-c', 'trap "exit 7" TERM; echo up; while :; do sleep 0.05; done'] as const
/** PID 1 of a container has no default handlers: SIGTERM does nothing to it. */
const DEAF = ['sleep', '600'] as const

describe.skipIf(!started.ok)('containers', { timeout: 60_000 }, () => {
  let daemon: DockerDaemon
  let test: TestEngine

  beforeAll(() => {
    if (started.ok) daemon = started.daemon
  })
  beforeEach(async () => {
    test = await openEngine()
  })
  afterEach(() => daemon.clear())
  afterAll(() => daemon.close())

  function task(name: string, words: readonly string[], more: Partial<ProcessTaskSpec> = {}): RunSnapshot {
    const [command = '', ...args] = words
    const env = { DOCKER_HOST: daemon.host }
    return test.start({ kind: 'process', name, command, args, env, stopPolicy: QUICK, ...more })
  }

  function run(...words: readonly string[]): readonly string[] {
    return ['docker', 'run', '--network=none', ...words]
  }

  /** Resolves with the id of the container of this name, as soon as the daemon runs it. */
  async function up(name: string): Promise<string> {
    await expect.poll(() => daemon.runs(name)).toBe(true)
    return (await daemon.docker('inspect', '-f', '{{.Id}}', name)).output.trim()
  }

  async function ended(run: RunSnapshot): Promise<Receipt> {
    return test.engine.ended(run.id)
  }

  it('docker run -d: the client ends, the container runs on, and the receipt names it', async () => {
    const begun = task('detached', run('-d', '--name', 'web-1', IMAGE, ...DEAF))
    const receipt = await ended(begun)
    expect(await daemon.runs('web-1')).toBe(true)
    expect(withSummary(receipt)).toMatchObject({
      outcome: 'completed',
      verdict: 'survivors',
      summary: 'ended by itself; container web-1 is still running',
      delegates: [{ launcher: 'docker', kind: 'container', name: 'container web-1', state: 'running' }],
    })
    expect(stepOf(receipt, 'delegates-gone')).toMatchObject({ verdict: 'no' })
  })

  it('finds what a client handed over that is called by another name', async () => {
    const folder = mkdtempSync('/tmp/quiesce-client-')
    symlinkSync(daemon.client, `${folder}/dk`)
    const receipt = await ended(task('renamed', [`${folder}/dk`, 'run', '-d', '--network=none', IMAGE, ...DEAF]))
    expect(receipt).toMatchObject({ verdict: 'survivors', delegates: [{ launcher: 'docker', state: 'running' }] })
    rmSync(folder, { recursive: true })
  })

  it('"Stop it" ends that container by its own signal, and answers how it ended', async () => {
    const begun = task('detached', run('-d', '--name', 'web-2', IMAGE, ...POLITE))
    const [delegate] = (await ended(begun)).delegates ?? []
    const answer = await test.engine.stopDelegate(begun.id, delegate?.id ?? '')
    expect(answer).toEqual({ accepted: true, reason: saying('container web-2 has ended with exit code 7.') })
    expect(await daemon.runs('web-2')).toBe(false)
    const again = await test.engine.stopDelegate(begun.id, delegate?.id ?? '')
    expect(again.accepted).toBe(true)
    const nobody = await test.engine.stopDelegate(begun.id, 'web-2')
    expect(nobody).toMatchObject({ accepted: false, code: 'unknown-run' })
  })

  it('finds a container without a name by the id that its client printed', async () => {
    const receipt = await ended(task('printed', run('-d', IMAGE, ...DEAF)))
    const id = (await daemon.docker('ps', '-q', '--no-trunc')).output.trim()
    expect(receipt.delegates).toMatchObject([{ id, state: 'running' }])
    expect(inWords(stepOf(receipt, 'delegates-gone').evidence)).toContain('the id that its client printed')
  })

  it('finds a container by its id file', async () => {
    const folder = mkdtempSync('/tmp/quiesce-cid-')
    const words = ['sh', '-c', `docker run -d --cidfile ${folder}/id --network=none ${IMAGE} sleep 600 >/dev/null`]
    const receipt = await ended(task('id file', words))
    expect(receipt).toMatchObject({ verdict: 'survivors', delegates: [{ state: 'running' }] })
    expect(inWords(stepOf(receipt, 'delegates-gone').evidence)).toContain('its id file')
    rmSync(folder, { recursive: true })
  })

  it('Stop of a foreground client reaches a container that takes SIGTERM once, and tells its exit code', async () => {
    const begun = task('foreground', run('--name', 'fg', IMAGE, ...POLITE))
    await up('fg')
    await expect.poll(() => test.linesOf(begun.id)).toContain('up')
    await test.engine.stop(begun.id)
    const receipt = await ended(begun)
    expect(receipt).toMatchObject({
      verdict: 'clean',
      delegates: [{ name: 'container fg', state: 'gone', exit: { code: 7, outOfMemory: false } }],
    })
    expect(receiptSummary(receipt)).toContain('container fg ended with exit code 7')
    expect(await daemon.runs('fg')).toBe(false)
  })

  it.each(['stop', 'terminate'] as const)(
    '%s ends the container of a client that had to be killed',
    async (control) => {
      const begun = task('deaf', run('--name', 'deaf', IMAGE, ...DEAF))
      await up('deaf')
      await test.engine[control](begun.id)
      const receipt = await ended(begun)
      expect(await daemon.runs('deaf')).toBe(false)
      expect(receipt).toMatchObject({
        verdict: 'forced',
        delegates: [{ name: 'container deaf', state: 'gone', exit: { code: 137 }, byForce: true }],
      })
    },
  )

  it('Stop reaches a detached container as part of the same ladder', async () => {
    const words = ['sh', '-c', `docker run -d --name behind --network=none ${IMAGE} ${quoted(POLITE)}; exec sleep 600`]
    const begun = task('behind a shell', words)
    await up('behind')
    await test.engine.stop(begun.id)
    const receipt = await ended(begun)
    expect(receipt).toMatchObject({ verdict: 'clean', delegates: [{ state: 'gone', exit: { code: 7 } }] })
    expect(await daemon.runs('behind')).toBe(false)
    const sent = test
      .eventsOf(begun.id)
      .filter(({ type, text }) => type === 'step-sent' && text.includes('container behind'))
    expect(sent).toHaveLength(1)
  })

  it('a launcher that a script names is found, also where it lived too short to be seen', async () => {
    const folder = mkdtempSync('/tmp/quiesce-script-')
    writeFileSync(join(folder, 'up.sh'), `docker run -d --name scripted --network=none ${IMAGE} sleep 600\n`)
    const receipt = await ended(task('script', ['sh', 'up.sh'], { cwd: folder }))
    expect(receipt).toMatchObject({
      verdict: 'survivors',
      delegates: [{ name: 'container scripted', state: 'running' }],
    })
    rmSync(folder, { recursive: true })
  })

  it('two containers that fit are both named, and neither is touched', async () => {
    const twin = await daemon.docker(...run('-d', '--name', 'before', IMAGE, ...DEAF).slice(1))
    expect(twin.code).toBe(0)
    // Both are made while the run lives, by the same words; what its client prints goes elsewhere.
    const line = `docker run -d --network=none ${IMAGE} sleep 600 >/dev/null`
    const begun = task('twins', ['sh', '-c', `(${line}) & (${line}) & wait; exec sleep 600`])
    await expect.poll(async () => (await daemon.docker('ps', '-q')).output.trim().split('\n').length).toBe(3)
    await test.engine.stop(begun.id)
    const receipt = await ended(begun)
    expect(receipt.verdict).toBe('unknown')
    expect(receipt.delegates).toMatchObject([{ state: 'unknown' }])
    expect(inWords(stepOf(receipt, 'delegates-gone').evidence)).toMatch(/2 containers fit .* Quiesce touched none\./)
    expect((await daemon.docker('ps', '-q')).output.trim().split('\n')).toHaveLength(3)
  })

  it('a container of that name that was there before is not the run’s, and stays', async () => {
    await daemon.docker(...run('-d', '--name', 'mine', IMAGE, ...DEAF).slice(1))
    const begun = task('refused', run('--name', 'mine', IMAGE, ...DEAF))
    const receipt = await ended(begun)
    expect(receipt).toMatchObject({ outcome: 'failed' })
    expect(receipt.delegates).toBeUndefined()
    expect(await daemon.runs('mine')).toBe(true)
  })

  it('docker exec: a command whose client was stopped runs on, is named, and cannot be stopped alone', async () => {
    await daemon.docker(...run('-d', '--name', 'host', IMAGE, ...DEAF).slice(1))
    const begun = task('inside', ['docker', 'exec', 'host', 'sleep', '432'])
    const inside = async (): Promise<string> => (await daemon.docker('top', 'host')).output
    await expect.poll(inside).toContain('sleep 432')
    await test.engine.stop(begun.id)
    const receipt = await ended(begun)
    expect(await inside()).toContain('sleep 432')
    expect(receipt).toMatchObject({
      verdict: 'survivors',
      delegates: [{ kind: 'container-command', name: '"sleep 432" in container host', state: 'running' }],
    })
    const [delegate] = receipt.delegates ?? []
    const answer = await test.engine.stopDelegate(begun.id, delegate?.id ?? '')
    expect(answer).toMatchObject({ accepted: false, code: 'not-offered' })
  })

  it('a container that got another name is still the run’s', async () => {
    const script = (name: string): string =>
      `docker run -d --network=none --name ${name} ${IMAGE} sleep 600 >/dev/null; docker rename ${name} ${name}-renamed`
    const left = await ended(task('renamed', ['sh', '-c', script('first')]))
    expect(left).toMatchObject({ verdict: 'survivors', delegates: [{ name: 'container first-renamed' }] })
    expect(inWords(stepOf(left, 'delegates-gone').evidence)).toContain('the name that it was made with')
    const begun = task('stopped', ['sh', '-c', `${script('second')}; echo renamed; sleep 600`])
    await expect.poll(() => test.linesOf(begun.id)).toContain('renamed')
    await test.engine.stop(begun.id)
    expect((await ended(begun)).delegates).toMatchObject([{ name: 'container second-renamed', state: 'gone' }])
    expect(await daemon.runs('second-renamed')).toBe(false)
  })

  it('docker exec: what its command left in the background is named', async () => {
    await daemon.docker('run', '-d', '--network=none', '--name', 'busy', IMAGE, ...DEAF)
    await up('busy')
    const words = ['docker', 'exec', 'busy', 'sh', '-c', 'sleep 601 & exit 0']
    const receipt = await ended(task('leaves', words))
    expect(receipt).toMatchObject({ verdict: 'survivors', delegates: [{ state: 'running' }] })
    expect(inWords(stepOf(receipt, 'delegates-gone').evidence)).toMatch(
      /has ended; what it left .*: sleep 601 \(process \d+\)/,
    )
    const orderly = await ended(task('orderly', ['docker', 'exec', 'busy', 'sh', '-c', 'sleep 0.1; exit 0']))
    expect(orderly).toMatchObject({ verdict: 'clean', delegates: [{ state: 'gone' }] })
  })

  it('docker ps hands nothing over, and ends as it always did', async () => {
    const receipt = await ended(task('ps', ['docker', 'ps']))
    expect(withSummary(receipt)).toMatchObject({ verdict: 'clean', summary: 'ended by itself, nothing left behind' })
    expect(stepOf(receipt, 'delegates-gone').verdict).toBe('not-applicable')
  })

  it('a daemon that takes the question and does not answer holds up no stop, and the end is unknown', async () => {
    const folder = mkdtempSync('/tmp/quiesce-mute-')
    const mute: Server = createServer((socket) => void socket.on('error', () => undefined).resume())
    await new Promise<void>((resolve) => mute.listen(join(folder, 's'), resolve))
    const env = { DOCKER_HOST: `unix://${folder}/s` }
    const begun = task('mute', ['sh', '-c', `docker run -d ${IMAGE} sleep 600 & exec sleep 600`], { env })
    await snapshotOf(test.engine, begun.id, ({ phase }) => phase === 'running')
    const askedAt = performance.now()
    await test.engine.terminate(begun.id)
    const receipt = await ended(begun)
    expect(performance.now() - askedAt).toBeLessThan(15_000)
    expect(receipt.verdict).toBe('forced')
    expect(receiptSummary(receipt)).toContain('has ended is not known')
    expect(stepOf(receipt, 'delegates-gone')).toMatchObject({ verdict: 'unknown' })
    expect(inWords(stepOf(receipt, 'delegates-gone').evidence)).toContain('did not answer')
    mute.close()
    rmSync(folder, { recursive: true, force: true })
  })

  it('the card says beforehand what a stop reaches', async () => {
    const begun = task('told', run('--name', 'told', IMAGE, ...POLITE))
    const { delegates } = test.engine.tasks().find(({ id }) => id === begun.taskId) ?? {}
    expect(delegates).toMatchObject([{ launcher: 'docker', reach: 'daemon' }])
    expect(inWords(delegates?.[0]?.statement)).toContain(
      'Stop and Terminate reach container told through the Docker daemon',
    )
    await up('told')
    expect(test.engine.run(begun.id)?.delegates).toEqual(delegates)
    await test.engine.terminate(begun.id)
    await ended(begun)
  })
})

function quoted(words: readonly string[]): string {
  return words.map((word) => `'${word}'`).join(' ')
}
