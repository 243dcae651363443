import { codeOf } from '@tools/errors'

const WORDS: Readonly<Partial<Record<string, string>>> = {
  ENOSPC: 'the disk is full',
  EDQUOT: 'the quota of the disk is used up',
  EROFS: 'the disk is read-only',
  EIO: 'the disk reported an error',
  EMFILE: 'the limit of open files is reached',
  ENFILE: 'the limit of open files is reached',
  EACCES: 'the folder must not be written',
  ENOENT: 'the folder is gone',
}

/** Why a file did not take what was written, for a sentence. errno values of write(2) and open(2). */
export function spokenDiskError(error: unknown): string {
  const code = codeOf(error)
  const words = WORDS[code]
  if (words !== undefined) return `${words} (${code})`
  if (code !== '') return `the disk refused them (${code})`
  return 'the disk took only a part of them'
}
