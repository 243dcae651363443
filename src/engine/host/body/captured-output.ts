import type { Telling } from './telling'

/**
 * Sends what a workload writes to standard output and error the way of all its facts. A worker's own streams hand over
 * nothing while its event loop is busy, and grow without end under a flood.
 */
export function captureOutput(current: () => Telling | undefined): void {
  capture('stdout', current)
  capture('stderr', current)
}

function capture(stream: 'stdout' | 'stderr', current: () => Telling | undefined): void {
  const write = (chunk: string | Uint8Array, encoding?: unknown, callback?: unknown): boolean => {
    const bytes =
      typeof chunk === 'string'
        ? Buffer.from(chunk, typeof encoding === 'string' ? (encoding as BufferEncoding) : 'utf8')
        : new Uint8Array(chunk)
    current()?.output(bytes, stream)
    const done = typeof encoding === 'function' ? encoding : callback
    if (typeof done === 'function') queueMicrotask(() => (done as (error?: Error | null) => void)(null))
    return true
  }
  process[stream].write = write
}
