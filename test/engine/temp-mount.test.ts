import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { lineOf, newDataDir, openEngine, shell, stepOf } from '../support/test-engine'

const whyNot = cannotMount()

function cannotMount(): string {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return 'mounting needs root on Linux'
  const folder = newDataDir()
  try {
    execFileSync('mount', ['--bind', folder, folder], { stdio: 'ignore' })
    execFileSync('umount', [folder], { stdio: 'ignore' })
    return ''
  } catch {
    return 'nothing may be mounted here'
  }
}

it.skipIf(whyNot !== '')(
  `what a program has mounted in its temporary folder is not emptied with it, and is named${whyNot ? ` (skipped: ${whyNot})` : ''}`,
  async () => {
    const test = await openEngine()
    const elsewhere = join(test.dataDir, 'else where')
    mkdirSync(elsewhere)
    writeFileSync(join(elsewhere, 'precious'), 'kept')
    const line = `mkdir -p "$TMPDIR/a/b" && mount --bind "$1" "$TMPDIR/a/b" && echo x >"$TMPDIR/a/left" && echo "at $TMPDIR"`
    const run = test.start(shell(line, { args: [elsewhere] }))
    const folder = (await lineOf(test, run.id, /^at /)).slice(3)
    onTestFinished(() => {
      execFileSync('umount', [join(folder, 'a/b')])
    })
    const receipt = await test.engine.ended(run.id)
    expect(readFileSync(join(elsewhere, 'precious'), 'utf8')).toBe('kept')
    expect(existsSync(join(folder, 'a/left'))).toBe(false)
    expect(stepOf(receipt, 'files-clean').verdict).toBe('no')
    expect(receipt.leaks).toEqual([
      expect.objectContaining({ what: `mount ${join(folder, 'a/b')}`, removed: false }),
      expect.objectContaining({ what: 'a/left', removed: true }),
    ])
    await test.engine.close('terminate')
    expect(readFileSync(join(elsewhere, 'precious'), 'utf8')).toBe('kept')
  },
)
