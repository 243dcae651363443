import { chmodSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { createEngine } from '@engine/index'
import { command, lineOf, openEngine } from '../support/test-engine'
import { inWords } from '../support/words'

/** Says what it commits on the descriptor that it was told of, as the README shows. */
const COMMITS = `
import json, os, signal, sys, time
fd = int(os.environ.get("QUIESCE_EVENTS_FD", "-1"))
def stop(signum, frame):
    if fd > 0:
        os.write(fd, (json.dumps({"event": "cleanup-started", "name": "commit"}) + "\\n").encode())
    open(sys.argv[1], "w").write("committed")
    sys.exit(0)
signal.signal(signal.SIGTERM, stop)
print("up", flush=True)
while True:
    time.sleep(1)
`

for (const keepRunning of [false, true]) {
  it(`a program that tells its cleanup where there is somebody to tell commits, keepRunning ${keepRunning}`, async () => {
    const test = await openEngine()
    const file = join(test.dataDir, 'committed')
    const run = test.start(command('db', 'python3', ['-S', '-c', COMMITS, file], { keepRunning }))
    await lineOf(test, run.id, /up/)
    await test.engine.stop(run.id)
    const receipt = await test.engine.ended(run.id)
    expect(receipt.exit).toEqual({ code: 0, signal: null })
    expect(readFileSync(file, 'utf8')).toBe('committed')
    expect(receipt.blindSpots.some((sentence) => inWords(sentence).includes('no descriptor for events'))).toBe(
      keepRunning,
    )
  })
}

it('fifty starts of a kept task that fail leave no descriptor and no file', async () => {
  const test = await openEngine()
  const bad = join(test.dataDir, 'bad')
  writeFileSync(bad, '#!/no/such/interpreter\n')
  chmodSync(bad, 0o755)
  const task = test.engine.define(command('kept', bad, [], { keepRunning: true }), { saved: false })
  const failed = async (): Promise<void> => {
    const { failure } = await test.engine.ended(test.engine.start(task.id).id)
    expect(failure).toBeDefined()
  }
  const open = (): number => readdirSync('/proc/self/fd').length
  // The first start also opens what the engine keeps open for all: its watchdog's pipe.
  await failed()
  const before = open()
  for (let start = 0; start < 50; start++) await failed()
  await expect.poll(open).toBeLessThanOrEqual(before)
  await expect.poll(() => readdirSync(join(test.dataDir, 'kept'))).toEqual([])
})

it('an engine that is refused the folder leaves nothing of its own in it', async () => {
  const test = await openEngine()
  // The journal's own files come and go with its connection.
  const ours = (name: string): boolean => !name.startsWith('journal.db')
  const count = (): readonly string[] =>
    ['output', '.'].flatMap((name) => readdirSync(join(test.dataDir, name)).filter(ours).sort())
  const before = count()
  for (let attempt = 0; attempt < 3; attempt++)
    await expect(createEngine({ dataDir: test.dataDir })).rejects.toThrow('another Quiesce')
  expect(count()).toEqual(before)
  expect(existsSync(join(test.dataDir, 'journal.db'))).toBe(true)
})
