import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { PsProcessTable } from '@engine/processes/ps-process-table'
import { inWords } from '../support/words'

/** As macOS prints it: a zombie, a process of ours with its environment behind the command, and somebody else's. */
const LISTING = `  501     1   501 Ss     4096   0:01.50 Mon Nov 23 09:15:01 2026 /usr/libexec/agent
  812   501   812 S+    20480   1:02.25 Mon Nov  2 09:15:07 2026 node server.js PATH=/bin QUIESCE_RUN_ID=run-7 QUIESCE_OWNER_ID=one HOME=/Users/x
  814   501   814 S         0   0:00.00 Mon Nov 23 09:15:08 2026 grep QUIESCE_RUN_ID=run-7 PATH=/bin
  813   812   812 Z         0   0:00.00 Mon Nov 23 09:15:08 2026 (node)
not a row
`
/** A \`ps\` that answers as that platform's: the platform is foreign here, the code that reads it is ours. */
const PS = `#!/bin/sh
[ "$LC_ALL" = C ] || exit 1
[ ! -e "$(dirname "$0")/broken" ] || { echo "ps: cannot fork" >&2; exit 1; }
case "$*" in
  -axEww*) cat "$(dirname "$0")/listing" ;;
  "-p 812 -o stat= -o lstart=") echo "S+   Mon Nov  2 09:15:07 2026    " ;;
  "-p 813 -o stat= -o lstart=") echo "Z    Mon Nov 23 09:15:08 2026    " ;;
  "-p 812 -o command=") echo "node server.js" ;;
  *) exit 1 ;;
esac
`
const path = process.env['PATH'] ?? ''
let folder = ''

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'quiesce-ps-'))
  writeFileSync(join(folder, 'listing'), LISTING)
  writeFileSync(join(folder, 'ps'), PS)
  chmodSync(join(folder, 'ps'), 0o755)
  process.env['PATH'] = `${folder}${delimiter}${path}`
})

afterEach(() => {
  process.env['PATH'] = path
  rmSync(folder, { recursive: true, force: true })
})

it('reads the list of ps with marks, times and memory, and counts no zombie', async () => {
  const { entries } = await new PsProcessTable().scan()
  expect([...entries.keys()]).toEqual([501, 812, 814])
  expect(entries.get(814)?.mark).toBeUndefined()
  expect(entries.get(501)?.mark).toBeUndefined()
  expect(entries.get(812)).toEqual({
    pid: 812,
    parentPid: 501,
    groupId: 812,
    startTime: 'Mon Nov  2 09:15:07 2026',
    mark: 'run-7',
    cpuMs: 62_250,
    memoryBytes: 20_480 * 1_024,
  })
})

it('counts a process as alive only with its start time, and a zombie never', () => {
  const table = new PsProcessTable()
  expect(table.startTimeOf(812)).toBe('Mon Nov  2 09:15:07 2026')
  expect(table.startTimeOf(813)).toBeUndefined()
  expect(table.startTimeOf(999)).toBeUndefined()
  expect(table.commandOf(812)).toBe('node server.js')
})

it('answers about a number that nobody has without ps, and about members right after a scan from the scan', async () => {
  const own = `${process.pid}`
  writeFileSync(join(folder, 'listing'), LISTING.replaceAll(/^ {2}812/gm, own.padStart(5)))
  const table = new PsProcessTable()
  await table.scan()
  writeFileSync(join(folder, 'broken'), '')
  expect(table.isAlive(process.pid, 'Mon Nov  2 09:15:07 2026')).toBe(true)
  expect(table.isAlive(process.pid, 'Mon Nov  2 09:15:06 2026')).toBe(false)
  expect(table.isAlive(2 ** 22 + 1, 'Mon Nov  2 09:15:07 2026')).toBe(false)
})

it('a ps that fails or cannot be started is no answer: nobody is gone because of it', async () => {
  const table = new PsProcessTable()
  writeFileSync(join(folder, 'broken'), '')
  await expect(table.scan()).rejects.toThrow(/ps gave no list/)
  expect(() => table.startTimeOf(812)).toThrow(/ps gave no answer about process 812: ps: cannot fork/)
  expect(() => table.isAlive(process.pid, 'Mon Nov  2 09:15:07 2026')).toThrow(/no answer/)
  rmSync(join(folder, 'broken'))
  expect((await table.scan()).entries.size).toBe(3)
  writeFileSync(join(folder, 'listing'), 'Montag 23 November\n')
  await expect(table.scan()).rejects.toThrow(/cannot be read/)
  rmSync(join(folder, 'ps'))
  process.env['PATH'] = folder
  await expect(table.scan()).rejects.toThrow(/ps gave no list/)
  expect(() => table.startTimeOf(812)).toThrow(/ENOENT/)
})

it('says what cannot be seen instead of "nothing"', () => {
  const table = new PsProcessTable()
  expect(table.listeningPortsOf()).toBeUndefined()
  expect(table.portsInUse()).toBeUndefined()
  expect(table.dispositionsOf()).toBeUndefined()
  expect(table.limits.map(inWords).join(' ')).toMatch(/cannot be seen/)
})
