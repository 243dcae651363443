import { basename, dirname } from 'node:path'
import type { Leak } from '@contract/receipt'
import { defined } from '@tools/defined'
import { withoutSecrets } from '@vocabulary/secrets'
import { sortOfName, type HeldSort } from '../processes/holdings'
import type { ProcessTable } from '../processes/process-table'
import { factsOf, type FileFacts } from './file-facts'
import { holderNames } from './holder-names'
import { namedFiles } from './named-files'
import type { NotedPath, NotedThings } from './noted-things'
import { pidInFile } from './pid-in-file'

const MOST_FOLDERS = 8
const MOST_LEAKS = 100
const ALWAYS_LOOKED_IN = ['/run', '/tmp']

export interface FilesGround {
  readonly table: ProcessTable
  /** Wall clock: when the run was asked for. What is older was there before it. */
  readonly since: number
  /** Where it worked. */
  readonly folder: string | undefined
  /** Paths that the receipt names already. */
  readonly told: ReadonlySet<string>
}

export interface LeftThings {
  readonly leaks: readonly Leak[]
  /** Why something is not known, in half a sentence. */
  readonly problem?: string
}

interface Candidate {
  readonly sort: HeldSort
  readonly path: string
  readonly facts: FileFacts
  readonly madeBy: string
  readonly inode?: string
}

/**
 * Sockets, pid files and lock files that the family had, and that are there still. What was there before the run is not the
 * run's, nor what has been replaced since, nor what somebody else has open: only a socket tells for sure that it was inherited.
 */
export async function leftThings(noted: NotedThings, ground: FilesGround): Promise<LeftThings> {
  const { holdings } = ground.table
  if (!holdings) return { leaks: [] }
  const problems: string[] = []
  if (noted.unseen.includes('/proc/net/unix')) problems.push('/proc/net/unix could not be read while it lived')
  const had = await stillThere(noted, ground, problems)
  const told = await tellingItsPid(noted, ground, had)
  const leaks = await withHolders([...had, ...told], noted, ground.table, problems)
  return { leaks: leaks.slice(0, MOST_LEAKS), ...defined({ problem: problems[0] }) }
}

async function stillThere(noted: NotedThings, ground: FilesGround, problems: string[]): Promise<readonly Candidate[]> {
  const found: Candidate[] = []
  for (const path of noted.paths) {
    if (ground.told.has(path.path)) continue
    await path.looked
    const facts = await factsOf(path.path)
    if (facts === 'missing' || path.facts === 'missing') continue
    if (facts === 'unknown' || path.facts === 'unknown') problems.push(`${path.path} could not be looked at`)
    else if (facts.id === path.facts.id && isOfRun(path, facts, ground) && !(await namesLiving(path, ground.table)))
      found.push({ ...path, facts })
  }
  return found
}

function isOfRun({ sort }: NotedPath, facts: FileFacts, { since }: FilesGround): boolean {
  if (sort === 'socket') return facts.sort === 'socket' && isSince(facts.bornMs ?? facts.modifiedMs, since)
  return facts.sort === 'file' && facts.bornMs !== undefined && isSince(facts.bornMs, since)
}

/** Whoever writes its own number into the file has taken it over. */
async function namesLiving({ sort, path }: NotedPath, table: ProcessTable): Promise<boolean> {
  const pid = sort === 'socket' ? undefined : await pidInFile(path)
  return pid !== undefined && table.startTimeOf(pid) !== undefined
}

/**
 * The kernel stamps files by the tick before, up to 10 ms ago: what the run makes in its first tick may be missed, and nothing
 * that was there before it is ever taken for its own.
 */
function isSince(ms: number, since: number): boolean {
  return ms > since
}

/** Files that were written during the run, and whose first line is the number of a member that has gone. */
async function tellingItsPid(
  noted: NotedThings,
  ground: FilesGround,
  had: readonly Candidate[],
): Promise<readonly Candidate[]> {
  const near = noted.paths.map(({ path }) => dirname(path))
  const folders = new Set([...(ground.folder === undefined ? [] : [ground.folder]), ...ALWAYS_LOOKED_IN, ...near])
  const found: Candidate[] = []
  for (const folder of [...folders].slice(0, MOST_FOLDERS)) {
    for (const path of await namedFiles(folder)) {
      if (ground.told.has(path) || had.some((each) => each.path === path)) continue
      const candidate = await toldBy(path, noted, ground)
      if (candidate) found.push(candidate)
    }
  }
  return found
}

async function toldBy(path: string, noted: NotedThings, ground: FilesGround): Promise<Candidate | undefined> {
  const facts = await factsOf(path)
  if (typeof facts === 'string' || facts.sort !== 'file' || !isSince(facts.modifiedMs, ground.since)) return undefined
  const pid = await pidInFile(path)
  const madeBy = pid === undefined ? undefined : noted.memberAt(pid)
  // A number that somebody has now may be meant by whoever wrote it.
  if (pid === undefined || madeBy === undefined || ground.table.startTimeOf(pid) !== undefined) return undefined
  return { sort: sortOfName(path) ?? 'pid file', path, facts, madeBy }
}

async function withHolders(
  found: readonly Candidate[],
  noted: NotedThings,
  table: ProcessTable,
  problems: string[],
): Promise<readonly Leak[]> {
  if (found.length === 0) return []
  const now = table.holdings?.sockets()
  const inodes = new Set(found.flatMap(({ inode }) => (inode !== undefined && now?.inodes.has(inode) ? [inode] : [])))
  const unixSeen = now !== undefined && !now.unseen.includes('/proc/net/unix')
  if (!unixSeen) problems.push('/proc/net/unix could not be read after it had gone')
  const paths = new Set(found.flatMap(({ sort, path }) => (sort === 'socket' ? [] : [path])))
  const holders = await holderNames(table, { inodes, paths })
  if (!holders) problems.push('which processes have files open could not be seen')
  const locks = table.holdings?.locks()
  return found.flatMap((each): readonly Leak[] => {
    if (each.sort === 'socket') {
      const isOpen = each.inode !== undefined && inodes.has(each.inode)
      const heldBy = isOpen ? (holders?.get(each.inode ?? '') ?? 'a process that cannot be seen') : undefined
      return [leakOf(each, heldBy, unixSeen)]
    }
    if (!holders) return []
    const locked = locks?.filter(({ file }) => file === each.facts.lockName) ?? []
    const heldBy = holders.get(each.path) ?? (locked.length > 0 ? 'a process that cannot be seen' : undefined)
    if (heldBy === undefined) return [leakOf(each, undefined, locks !== undefined)]
    // The lock of a member that has gone, inherited by whoever has the file open. Any other holder may have come by itself.
    return locked.some(({ pid }) => noted.memberAt(pid) !== undefined) ? [leakOf(each, heldBy, false)] : []
  })
}

function leakOf({ sort, path, facts, madeBy }: Candidate, heldBy: string | undefined, mayBeRemoved: boolean): Leak {
  return {
    kind: sort === 'lock file' ? 'lock' : 'file',
    what: `${sort} ${basename(path)}`,
    where: path,
    madeBy,
    ...defined({ heldBy }),
    // A path with a secret in it is masked in the receipt, which then does not say where the file is.
    ...(heldBy === undefined && mayBeRemoved && withoutSecrets(path) === path && { fileId: facts.version }),
  }
}
