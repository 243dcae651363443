import { expect, test } from 'vitest'
import { pidsBetween } from '@engine/processes/linux/new-pids'
import { pageBytesIn } from '@engine/processes/linux/page-bytes'
import { markIn } from '@engine/processes/linux/read-mark'
import { isLiving, parseStat } from '@engine/processes/linux/read-proc'

test.each([
  ['QUIESCE_RUN_ID=run-1\0PATH=/bin', 'run-1'],
  ['PATH=/bin\0QUIESCE_RUN_ID=run-1\0', 'run-1'],
  ['PATH=/bin\0QUIESCE_RUN_ID=run-1', 'run-1'],
  ['AAA_QUIESCE_RUN_ID=x\0QUIESCE_RUN_ID=run-1\0', 'run-1'],
  ['NOTE=QUIESCE_RUN_ID=x\0QUIESCE_RUN_ID=run-1\0', 'run-1'],
  ['NOTE=a\nQUIESCE_RUN_ID=x\0QUIESCE_RUN_ID=run-1\0', 'run-1'],
  ['AAA_QUIESCE_RUN_ID=x\0', undefined],
  ['QUIESCE_RUN_ID_OLD=x\0', undefined],
  ['NOTE=QUIESCE_RUN_ID=x', undefined],
  ['QUIESCE_RUN_ID=\0A=1', ''],
  ['', undefined],
])('the mark is the value of the variable with exactly its name: %j', (environ, mark) => {
  expect(markIn(environ)).toBe(mark)
})

test('pids that were given away between two readings, also past the highest', () => {
  expect(pidsBetween(10, 10, 100)).toEqual([])
  expect(pidsBetween(10, 13, 100)).toEqual([11, 12, 13])
  expect(pidsBetween(98, 2, 100)).toEqual([99, 100, 1, 2])
  expect(pidsBetween(10, 9_000, 32_768)).toBeUndefined()
})

test('a zombie with other threads lives, one without does not', () => {
  const stat = (state: string, threads: number): Buffer =>
    Buffer.from(`7 (a) b)) ${state} 1 7 7 0 -1 4194304 0 0 0 0 3 2 0 0 20 0 ${threads} 0 5500 1000 30 99\n`)
  const living = (state: string, threads: number): boolean | undefined => {
    const parsed = parseStat(stat(state, threads), stat(state, threads).byteLength)
    return parsed && isLiving(parsed)
  }
  expect(living('Z', 2)).toBe(true)
  expect(living('Z', 1)).toBe(false)
  expect(living('X', 2)).toBe(false)
  expect(living('S', 1)).toBe(true)
  expect(parseStat(stat('S', 4), stat('S', 4).byteLength)).toMatchObject({
    sessionId: 7,
    flags: 4194304,
    threads: 4,
    startTime: '5500',
    residentPages: 30,
  })
})

test('the page size is read from the auxiliary vector', () => {
  const vector = Buffer.alloc(48)
  vector.writeBigUInt64LE(3n, 0)
  vector.writeBigUInt64LE(64n, 8)
  vector.writeBigUInt64LE(6n, 16)
  vector.writeBigUInt64LE(16_384n, 24)
  expect(pageBytesIn(vector)).toBe(16_384)
  expect(pageBytesIn(Buffer.alloc(0))).toBe(4_096)
})
