import { exited } from './programs'
import type { Launched } from './launch'

/**
 * Does what makes the app leave, and answers its exit code. The page may be gone before it has answered the press or the click
 * that ended it, and says then that it was closed: that alone is no failure.
 */
export async function leaveBy(quiesce: Launched, act: () => Promise<unknown>): Promise<number | null> {
  const gone = exited(quiesce)
  await act().catch((error: unknown) => {
    if (!(error instanceof Error) || !/has been closed|Target crashed|context was destroyed/.test(error.message))
      throw error
  })
  return gone
}
