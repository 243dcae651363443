import { isReadableFile, readUserFile, type Readable, type UserBytes } from '../files/user-file'

/** The files that a stack file names, or that lie beside it: what reads a stack asks for them here, and never the disk. */
export interface StackSources {
  read(path: string, largestBytes: number): UserBytes
  readable(path: string): Readable
}

/** A file that imports a file that names files: more rounds than that are a mistake of ours. */
const MOST_ROUNDS = 8

/**
 * Calls `reads` with what is known of the disk until it asks for nothing new: what it asks for is fetched between the calls,
 * without blocking anybody. `reads` must be pure but for its sources.
 */
export async function withSources<Answer>(reads: (sources: StackSources) => Answer): Promise<Answer> {
  const texts = new Map<string, UserBytes>()
  const facts = new Map<string, Readable>()
  let answer: Answer
  for (let round = 0; ; round++) {
    const fetches: (() => Promise<unknown>)[] = []
    answer = reads({
      read: (path, largestBytes) => {
        const known = texts.get(path)
        if (known) return known
        fetches.push(async () => texts.set(path, await readUserFile(path, largestBytes)))
        return NOT_YET
      },
      readable: (path) => {
        const known = facts.get(path)
        if (known) return known
        fetches.push(async () => facts.set(path, await isReadableFile(path)))
        return NOT_YET
      },
    })
    if (fetches.length === 0 || round === MOST_ROUNDS) return answer
    for (const fetch of fetches) await fetch()
  }
}

const NOT_YET = {
  ok: false,
  why: 'error',
  got: 'a file that was not read yet',
  sentence: 'it was not read yet',
} as const
