import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ErrorLog } from '../../src/main/error-log'

let folder = ''

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'quiesce-log-'))
})

afterEach(() => rm(folder, { recursive: true }))

describe('the error log', () => {
  it('holds what was added, in its order, with a time and the stack, for its owner only', async () => {
    const log = new ErrorLog(join(folder, 'logs'))
    log.add('First')
    log.add('Second', new Error('outer', { cause: new TypeError('inner') }))
    await log.written()
    const text = await readFile(log.path, 'utf8')
    expect(text).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z First\n\S+Z Second: Error: outer\n {6}at /)
    expect(text).toMatch(/\n {2}Caused by: TypeError: inner\n/)
    expect((await stat(log.path)).mode & 0o777).toBe(0o600)
    expect((await stat(join(folder, 'logs'))).mode & 0o777).toBe(0o700)
  })

  it('goes on where an earlier start left it', async () => {
    const first = new ErrorLog(folder)
    first.add('yesterday')
    await first.written()
    const second = new ErrorLog(folder)
    second.add('today')
    await second.written()
    expect((await readFile(second.path, 'utf8')).match(/yesterday|today/g)).toEqual(['yesterday', 'today'])
  })

  it('withholds secrets', async () => {
    const log = new ErrorLog(folder)
    log.add('A start failed', new Error('spawn psql postgres://app:hunter2@db PGPASSWORD=hunter3'))
    await log.written()
    const text = await readFile(log.path, 'utf8')
    expect(text).toContain('postgres://app:')
    expect(text).not.toMatch(/hunter/)
  })

  it('keeps two files of a limited size', async () => {
    const log = new ErrorLog(folder, 1_000)
    for (let entry = 1; entry <= 40; entry++) {
      log.add(`entry ${String(entry)} ${'x'.repeat(80)}`)
      await log.written()
    }
    const now = await readFile(log.path, 'utf8')
    const before = await readFile(join(folder, 'errors.old.log'), 'utf8')
    expect(now).toContain('entry 40 ')
    expect(Math.max(now.length, before.length)).toBeLessThanOrEqual(1_000)
    expect(`${before}${now}`.match(/entry \d+/g)?.length).toBeGreaterThan(10)
  })

  it('neither throws nor stops when the disk does not take it, and says later how much is missing', async () => {
    const blocked = join(folder, 'logs')
    await writeFile(blocked, 'a file where the folder belongs')
    const log = new ErrorLog(blocked)
    log.add('lost')
    log.add('lost too')
    await log.written()
    await rm(blocked)
    log.add('kept')
    await log.written()
    const text = await readFile(log.path, 'utf8')
    expect(text).toMatch(/^\S+ kept\n\S+ 2 entries before this one are missing/)
    expect(text).not.toContain('lost')
  })

  it('holds no more than a few entries while it cannot write', async () => {
    const log = new ErrorLog(folder)
    for (let entry = 0; entry < 1_000; entry++) log.add(`entry ${String(entry)}`)
    await log.written()
    const text = await readFile(log.path, 'utf8')
    expect(text.match(/ entry /g)?.length).toBeLessThan(100)
    expect(text).toMatch(/ entry 64\n\S+ 935 entries before this one are missing: they could not be written in time\n$/)
  })

  it.each([
    ['text', 'text'],
    [undefined, 'What'],
    [Object.create(null), 'an error that has no text'],
    [
      Object.defineProperty(new Error('x'), 'stack', {
        get: () => {
          throw new Error('no')
        },
      }),
      'x',
    ],
    [new Error('y'.repeat(100_000)), '…'],
  ])('takes anything that can be thrown', async (thrown, said) => {
    const log = new ErrorLog(folder)
    log.add('What', thrown)
    await log.written()
    const text = await readFile(log.path, 'utf8')
    expect(text).toContain(said)
    expect(text.length).toBeLessThan(20_000)
  })
})
