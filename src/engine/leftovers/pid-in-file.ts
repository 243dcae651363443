import { readUserFile } from '../files/user-file'

/** A pid file of postgres has eight lines; what is longer than this is no pid file. */
const LONGEST_BYTES = 1_024

/** The process number that a small file's first line is, and nothing else. Undefined for all others. */
export async function pidInFile(path: string): Promise<number | undefined> {
  const read = await readUserFile(path, LONGEST_BYTES)
  const first = read.ok ? read.bytes.toString('latin1').split('\n')[0]?.trim() : undefined
  return first !== undefined && /^[1-9]\d{0,9}$/.test(first) ? Number(first) : undefined
}
