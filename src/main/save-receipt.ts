import { writeFile } from 'node:fs/promises'
import type { ReceiptFormat } from '@contract/channels'
import { pickReceiptFile } from './dialogs'
import { ProblemError } from './ipc/problem-error'
import { WORDS } from './words'

const PNG_BEGINS = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])

/** Asks where, then writes. The page gives a text, or a picture as base64. */
export async function saveReceipt(request: {
  name: string
  format: ReceiptFormat
  content: string
}): Promise<{ path: string }> {
  const bytes = Buffer.from(request.content, request.format === 'png' ? 'base64' : 'utf8')
  if (request.format === 'png' && !bytes.subarray(0, PNG_BEGINS.length).equals(PNG_BEGINS)) {
    throw new ProblemError('bad-request', 'content: got something else, expected a PNG picture as base64.')
  }
  const path = await pickReceiptFile(`${fileName(request.name)}-receipt`, request.format)
  try {
    await writeFile(path, bytes)
  } catch (error) {
    throw new ProblemError('write-failed', WORDS.receiptNotWritten(path, String(error)))
  }
  return { path }
}

/** A task's name as a part of a file's: letters, digits and dashes. */
function fileName(name: string): string {
  const plain = name.normalize('NFKD').replace(/[^\p{L}\p{N}]+/gu, '-')
  return (
    plain
      .replace(/^-+|-+$/g, '')
      .toLowerCase()
      .slice(0, 80) || 'run'
  )
}
