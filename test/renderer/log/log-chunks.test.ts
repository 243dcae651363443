import { expect, test } from 'vitest'
import { CHUNK_LINES, CHUNKS, CHUNKS_OF_FLOOD, lastChunks } from '../../../src/renderer/log/log-chunks'
import { sampleEvent } from '../support/sample-event'

function upTo(seq: number, from = 1) {
  return Array.from({ length: seq - from + 1 }, (_, index) => ({
    ...sampleEvent(from + index),
    at: (from + index) * 10,
  }))
}

test('the newest events come in chunks, in order and each once', () => {
  const seqs = lastChunks(upTo(1_234)).flatMap(({ lines }) => lines.map((event) => event.seq))
  expect(seqs.at(-1)).toBe(1_234)
  expect(seqs).toEqual(Array.from({ length: seqs.length }, (_, index) => 1_234 - seqs.length + 1 + index))
  expect(seqs.length).toBeGreaterThan((CHUNKS - 1) * CHUNK_LINES)
  expect(seqs.length).toBeLessThanOrEqual(CHUNKS * CHUNK_LINES)
})

test('one more event changes the last chunk alone', () => {
  const before = lastChunks(upTo(1_234))
  const after = lastChunks(upTo(1_235))
  expect(after.slice(0, -1)).toEqual(before.slice(0, -1))
  expect(after.at(-1)?.lines).toHaveLength((before.at(-1)?.lines.length ?? 0) + 1)
})

test('no two chunks that are shown have the same place', () => {
  const places = lastChunks(upTo(5_000)).map(({ place }) => place)
  expect(new Set(places).size).toBe(places.length)
})

test('of a flood only the end is shown', () => {
  const flood = upTo(5_000).map((event) => ({ ...event, at: 0 }))
  const lines = lastChunks(flood).flatMap((chunk) => chunk.lines)
  expect(lines.at(-1)?.seq).toBe(5_000)
  expect(lines.length).toBeLessThanOrEqual(CHUNKS_OF_FLOOD * CHUNK_LINES)
})

test('a short log, and one whose beginning is no longer held, are shown whole', () => {
  expect(lastChunks([])).toEqual([])
  expect(lastChunks(upTo(3)).flatMap(({ lines }) => lines)).toHaveLength(3)
  expect(lastChunks(upTo(1_234, 1_200)).flatMap(({ lines }) => lines)).toHaveLength(35)
})
