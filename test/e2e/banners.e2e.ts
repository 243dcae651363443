import { journalPath, openSqlite } from '../faults/support/journal-file'
import { POLITE, startProgram } from './support/programs'
import { expect, test } from './support/quiesce-test'

test('a journal that another program holds is told in a banner, which goes by itself when the journal is written again', async ({
  quiesce,
  page,
}) => {
  const banners = page.getByRole('status', { name: 'Notices' })
  const other = openSqlite(journalPath(quiesce.dataDir))
  try {
    other.exec('BEGIN IMMEDIATE')
    const { runId } = await startProgram(quiesce, 'Beside', POLITE)
    await expect(banners).toContainText('The journal cannot be written: another program holds the file')
    await expect(banners).toContainText('Tasks go on')
    // A page that loads anew has it too.
    await page.reload()
    await expect(banners).toContainText('The journal cannot be written')
    other.exec('ROLLBACK')
    await expect(banners).not.toContainText('The journal cannot be written')
    await page.reload()
    await expect(page.getByRole('article', { name: 'Beside' })).toContainText(/running/i)
    await expect(banners).not.toContainText('journal')
    await expect
      .poll(() => page.evaluate((id) => window.quiesce.getEarlierRun({ runId: id as never }), runId))
      .toMatchObject({ ok: true, value: { name: 'Beside', phase: 'running' } })
  } finally {
    other.close()
  }
})
