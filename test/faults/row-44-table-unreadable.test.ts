import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { platformWarning } from '@engine/processes/platform-table'
import { PsProcessTable } from '@engine/processes/ps-process-table'
import { WindowsProcessTable } from '@engine/processes/windows-process-table'

/** A PowerShell that answers as that platform's: the platform is foreign here, the code that reads it is ours. */
const POWERSHELL = '#!/bin/sh\n[ -e "$(dirname "$0")/list" ] || exit 1\ncat "$(dirname "$0")/list"\n'
const path = process.env['PATH'] ?? ''
let folder = ''

function list(...rows: readonly string[]): void {
  writeFileSync(join(folder, 'list'), rows.map((row) => `${row.replaceAll(' ', '\t')}\r\n`).join(''))
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'quiesce-windows-'))
  writeFileSync(join(folder, 'powershell.exe'), POWERSHELL)
  chmodSync(join(folder, 'powershell.exe'), 0o755)
  process.env['PATH'] = `${folder}${delimiter}${path}`
})

afterEach(() => {
  process.env['PATH'] = path
  rmSync(folder, { recursive: true, force: true })
})

it('a process is known by the same name before a scan has seen it and after, so that its family is not empty', async () => {
  const table = new WindowsProcessTable()
  const name = table.startTimeOf(process.pid)
  expect(name).toBeTruthy()
  expect(table.isAlive(process.pid, name ?? '')).toBe(true)
  list(`${process.pid} 1 638000000000000000 15 4096`, '1 0 637000000000000000 1 1024')
  const scan = await table.scan()
  expect(scan.entries.get(process.pid)).toMatchObject({ startTime: name, parentPid: 1, cpuMs: 15, memoryBytes: 4_096 })
  expect(table.startTimeOf(process.pid)).toBe(name)
})

it('another time under the same number is somebody else', async () => {
  const table = new WindowsProcessTable()
  const name = table.startTimeOf(process.pid)
  list(`${process.pid} 1 638000000000000000 15 4096`)
  await table.scan()
  list(`${process.pid} 1 638000000009999999 15 4096`)
  await table.scan()
  expect(table.isAlive(process.pid, name ?? '')).toBe(false)
})

it('a PowerShell that fails or gives nothing is no answer: nobody is gone because of it', async () => {
  const table = new WindowsProcessTable()
  await expect(table.scan()).rejects.toThrow(/PowerShell gave no list/)
  list()
  await expect(table.scan()).rejects.toThrow(/cannot be read/)
  rmSync(join(folder, 'powershell.exe'))
  await expect(table.scan()).rejects.toThrow(/PowerShell gave no list/)
})

it('a ps that fails, or is not there, is no answer either', async () => {
  writeFileSync(join(folder, 'ps'), '#!/bin/sh\necho "ps: cannot fork" >&2\nexit 1\n')
  chmodSync(join(folder, 'ps'), 0o755)
  const table = new PsProcessTable()
  await expect(table.scan()).rejects.toThrow(/ps gave no list/)
  expect(() => table.isAlive(process.pid, 'Mon Nov  2 09:15:07 2026')).toThrow(/no answer/)
})

it('Windows is told at the start what does not hold there, and nobody else', () => {
  expect(platformWarning('win32')).toMatch(/not supported yet/)
  expect([platformWarning('linux'), platformWarning('darwin')]).toEqual([undefined, undefined])
})
