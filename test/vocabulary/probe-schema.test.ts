import { expect, it } from 'vitest'
import { parseTaskSpec } from '@vocabulary/parse-task-spec'

const fits = (probe: unknown): boolean =>
  parseTaskSpec({ kind: 'process', name: 'web', command: 'sleep', ready: { probe } }).ok

it.each([
  'http://localhost',
  'http://127.0.0.1:65535/health?x=1#part',
  'https://127.12.0.255/',
  'https://[::1]:8443/live',
])('%s is an address on this machine', (http) => {
  expect(fits({ http })).toBe(true)
})

it.each([
  'http://localhost:0/',
  'http://localhost:65536/',
  'http://127.0.0.256/',
  'http://127.0.0.1.example.com/',
  'http://example.com/',
  'http://[::2]/',
  'ftp://localhost/',
  'http://localhost/a b',
  'http://me:secret@localhost/',
  'http://localhost@example.com/',
])('%s is refused', (http) => {
  expect(fits({ http })).toBe(false)
})

it.each([0, 65_536, 1.5, '80'])('port %s is refused', (port) => {
  expect(fits({ port })).toBe(false)
})

it.each([[{ port: 80, listener: 'own' }], [{ http: 'http://localhost', listener: 'any' }]])(
  'who may answer is own or any: %o',
  (probe) => {
    expect(fits(probe)).toBe(true)
    expect(fits({ ...probe, listener: 'nobody' })).toBe(false)
  },
)
