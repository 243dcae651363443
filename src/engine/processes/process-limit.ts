import { resolveCommand } from './resolve-command'

export type LimitPrefix =
  { readonly ok: true; readonly words: readonly string[] } | { readonly ok: false; readonly problem: string }

/** The user for whom the kernel does not count. getrlimit(2), RLIMIT_NPROC. */
export const isExempt = (): boolean => process.getuid?.() === 0

/** Sets RLIMIT_NPROC and becomes the program. prlimit(1), of util-linux. */
export async function limitPrefix(processLimit: number, pathVariable: string | undefined): Promise<LimitPrefix> {
  const got = `processLimit: got ${processLimit}`
  if (process.platform !== 'linux') {
    return { ok: false, problem: `${got}, expected no limit on this system: it can be set on Linux only.` }
  }
  const tool = await resolveCommand('prlimit', '/', pathVariable)
  if (tool.ok) return { ok: true, words: [tool.path, `--nproc=${processLimit}`, '--'] }
  return { ok: false, problem: `${got}, expected the program prlimit of util-linux on PATH, which sets it.` }
}
