import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'

/** The system's dialog: what it proposed, and what a person would answer. */
const dialogs = vi.hoisted((): { readonly proposed: string[]; answer: string | undefined } => ({
  proposed: [],
  answer: '',
}))
vi.mock('electron', () => ({
  BrowserWindow: { getFocusedWindow: () => null, getAllWindows: () => [] },
  dialog: {
    showSaveDialog: (options: { defaultPath: string }) => {
      dialogs.proposed.push(options.defaultPath)
      return Promise.resolve({ canceled: dialogs.answer === undefined, filePath: dialogs.answer ?? '' })
    },
  },
}))

const { saveReceipt } = await import('../../src/main/save-receipt')

const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1, 2, 3])

describe('saving a receipt', () => {
  let folder = ''
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'quiesce-receipt-'))
    dialogs.proposed.length = 0
    dialogs.answer = join(folder, 'receipt')
  })
  afterEach(() => rm(folder, { recursive: true }))

  it('writes a text as it is', async () => {
    const answer = await saveReceipt({ name: 'web', format: 'markdown', content: '# Clean, 312 ms\nÄ' })
    expect(answer).toEqual({ path: dialogs.answer })
    expect(await readFile(answer.path, 'utf8')).toBe('# Clean, 312 ms\nÄ')
  })

  it('writes a picture as the bytes that it is', async () => {
    const { path } = await saveReceipt({ name: 'web', format: 'png', content: PNG.toString('base64') })
    expect(await readFile(path)).toEqual(PNG)
  })

  it.each([
    ['text', Buffer.from('no picture').toString('base64')],
    ['another kind of picture', Buffer.from('GIF89a').toString('base64')],
    ['what is no base64', '%%%'],
  ])('asks nothing and writes nothing for a picture that is %s', async (_what, content) => {
    await expect(saveReceipt({ name: 'web', format: 'png', content })).rejects.toMatchObject({ code: 'bad-request' })
    expect([dialogs.proposed, await readdir(folder)]).toEqual([[], []])
  })

  it.each([
    ['web server', 'web-server-receipt'],
    ['../../etc/passwd', 'etc-passwd-receipt'],
    ['Öl & Gas', 'o-l-gas-receipt'],
    ['***', 'run-receipt'],
  ])('proposes for the task %s a name that is a file name everywhere', async (name, proposed) => {
    await saveReceipt({ name, format: 'json', content: '{}' })
    expect(dialogs.proposed[0]).toContain(proposed)
    expect(dialogs.proposed[0]).not.toMatch(/\.\.|[*&]/)
  })

  it('says in a sentence that a person closed the dialog, or that the disk refused', async () => {
    dialogs.answer = undefined
    await expect(saveReceipt({ name: 'web', format: 'json', content: '{}' })).rejects.toMatchObject({
      code: 'dialog-cancelled',
    })
    dialogs.answer = join(folder, 'taken')
    await mkdir(dialogs.answer)
    await expect(saveReceipt({ name: 'web', format: 'json', content: '{}' })).rejects.toMatchObject({
      code: 'write-failed',
      message: expect.stringContaining(dialogs.answer) as string,
    })
  })
})
