import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import type { RunId } from '@contract/ids'
import { SegmentedFile } from '@engine/output/segmented-file'
import { newDataDir, openEngine, phaseOf, shell, snapshotOf, type TestEngine } from '../support/test-engine'

/** The file of a run, as it lies on disk. */
function fileOf(test: TestEngine, runId: RunId): string {
  const root = join(test.dataDir, 'output')
  const [instance = ''] = readdirSync(root)
  return join(root, instance, `${runId}.log`)
}

it('five million bytes of anything are kept exactly', async () => {
  const test = await openEngine()
  const bytes = Buffer.alloc(5_000_000)
  for (let i = 0; i < bytes.length; i += 1) bytes[i] = (i * 7 + (i >> 8)) & 255
  const source = join(test.dataDir, 'source')
  writeFileSync(source, bytes)
  const run = test.start(shell(`cat "$1"`, { args: [source] }))
  await test.engine.ended(run.id)
  expect(test.engine.run(run.id)?.outputBytes).toBe(bytes.length)
  const kept = readFileSync(fileOf(test, run.id))
  expect(createHash('sha256').update(kept).digest('hex')).toBe(createHash('sha256').update(bytes).digest('hex'))
})

it('stdout and stderr come in one stream and two kinds of line', async () => {
  const test = await openEngine()
  const run = test.start(shell('echo out; sleep 0.1; echo err >&2'))
  await test.engine.ended(run.id)
  const lines = test.eventsOf(run.id).filter((event) => event.type === 'line')
  expect(lines.map((event) => [event.stream, event.text])).toEqual([
    ['stdout', 'out'],
    ['stderr', 'err'],
  ])
  expect(await test.engine.output(run.id)).toEqual({ text: 'out\nerr\n', fromByte: 0, nextByte: 8, droppedBytes: 0 })
  expect(test.engine.run(run.id)?.lastLine).toBe('err')
})

it('a last line without an end is a line', async () => {
  const test = await openEngine()
  const run = test.start(shell('echo first; printf second'))
  await test.engine.ended(run.id)
  expect(test.linesOf(run.id)).toEqual(['first', 'second'])
  expect(test.engine.run(run.id)?.lastLine).toBe('second')
})

it('a reader that follows sees every byte once', async () => {
  const test = await openEngine()
  const run = test.start(shell('i=0; while [ $i -lt 3000 ]; do echo "line $i"; i=$((i+1)); done; echo end'))
  let text = ''
  let from = 0
  while (!text.endsWith('end\n')) {
    await snapshotOf(test.engine, run.id, ({ outputBytes }) => outputBytes > from)
    const part = await test.engine.output(run.id, { fromByte: from, maxBytes: 777 })
    expect(part.fromByte).toBe(from)
    expect(part.nextByte - part.fromByte).toBe(Buffer.byteLength(part.text))
    text += part.text
    from = part.nextByte
  }
  await test.engine.ended(run.id)
  const wanted = Array.from({ length: 3_000 }, (_, i) => `line ${i}\n`).join('')
  expect(text).toBe(`${wanted}end\n`)
})

it('a range beyond the end is empty and stays where it is', async () => {
  const test = await openEngine()
  const run = test.start(shell('echo hello'))
  await test.engine.ended(run.id)
  expect(await test.engine.output(run.id, { fromByte: 1_000 })).toEqual({
    text: '',
    fromByte: 6,
    nextByte: 6,
    droppedBytes: 0,
  })
  expect(await test.engine.output(run.id, { fromByte: -5 })).toMatchObject({ text: 'hello\n', fromByte: 0 })
})

it('an ended run holds no file open, can be read, and its file goes when it is dismissed', async () => {
  const test = await openEngine()
  const run = test.start(shell('echo hello'))
  await test.engine.ended(run.id)
  const file = fileOf(test, run.id)
  expect(readdirSync('/proc/self/fd').length).toBeGreaterThan(0)
  expect((await test.engine.output(run.id)).text).toBe('hello\n')
  expect(existsSync(file)).toBe(true)
  expect(test.engine.dismiss(run.id)).toBe(true)
  expect(test.engine.run(run.id)).toBeUndefined()
  await expect.poll(() => existsSync(file)).toBe(false)
  expect(test.engine.dismiss(run.id)).toBe(false)
})

it('a live run cannot be dismissed', async () => {
  const test = await openEngine()
  const run = test.start(shell('exec sleep 1000'))
  await phaseOf(test, run.id, 'running')
  expect(test.engine.dismiss(run.id)).toBe(false)
  expect(test.phase(run.id)).toBe('running')
})

it('of a long output the two newest segments are kept, and offsets stay true', async () => {
  const path = join(newDataDir(), 'rotating.log')
  const file = new SegmentedFile(path, 100)
  for (let i = 0; i < 10; i += 1) await file.append([Buffer.from(String(i).repeat(50))])
  expect(file.droppedBytes).toBe(300)
  const textAt = async (fromByte: number, maxBytes: number): Promise<string> =>
    Buffer.from((await file.read(fromByte, maxBytes)).bytes).toString()
  expect(await textAt(300, 50)).toBe('6'.repeat(50))
  expect(await textAt(380, 1_000)).toBe('7'.repeat(20))
  await file.close()
  expect(await textAt(300, 10)).toBe('6'.repeat(10))
  expect(await textAt(499, 1_000)).toBe('9')
  await file.append([Buffer.from('end')])
  expect(await textAt(500, 1_000)).toBe('end')
  await file.close()
  await file.remove()
  expect(existsSync(path) || existsSync(`${path}.1`)).toBe(false)
})

it('two listeners hear the same order, also when one of them acts on what it hears', async () => {
  const test = await openEngine()
  const heard: number[][] = [[], []]
  test.engine.onEvent((event) => {
    heard[0]?.push(event.seq)
    if (event.type === 'line') void test.engine.stop(event.runId)
  })
  test.engine.onEvent((event) => void heard[1]?.push(event.seq))
  const run = test.start(shell('echo ready; exec sleep 1000'))
  await test.engine.ended(run.id)
  expect(heard[1]).toEqual(heard[0])
  expect(heard[0]).toEqual([...(heard[0] ?? [])].sort((a, b) => a - b))
})
