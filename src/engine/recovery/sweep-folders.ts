import type { Dirent } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { asRunId } from '@contract/ids'
import type { Journal, KnownInstance, Tidied } from '../journal/journal'
import type { ProcessScan, ProcessTable } from '../processes/process-table'
import { removeTree } from '../processes/remove-tree'

/** Where nobody can tell whether a process of a run lives, only age counts. */
const SEES_MARKS = process.platform !== 'win32'

export interface SweepParts {
  readonly dataDir: string
  /** This engine's own instance: what belongs to it is never touched. */
  readonly own: string
  readonly table: Pick<ProcessTable, 'scan'>
  readonly journal: Pick<Journal, 'run'>
  /** Wall clock: what nobody knows any more goes once it was not written since then. */
  readonly before: number
}

/**
 * Removes what engines that are gone left beside the journal: output of runs that are kept no longer, private temporary
 * folders, the logs of their watchdogs. A run whose processes live keeps everything, whatever the journal says.
 */
export async function sweepFolders(parts: SweepParts, { dropped, instances }: Tidied): Promise<void> {
  const { dataDir } = parts
  const known = new Map(instances.map((one) => [one.id, one]))
  const found = await Promise.all(['output', 'tmp', 'watchdog', 'kept'].map((name) => entriesOf(join(dataDir, name))))
  const [output = [], temp = [], watchdog = [], kept = []] = found
  if (found.every((entries) => entries.length === 0)) return
  const scan = await parts.table.scan()
  const gone = new Set<string>(dropped.map(({ id }) => id))
  const sweep: Sweep = { ...parts, known, gone, scan }
  for (const folder of [...output, ...temp]) if (await isLeftFolder(folder, sweep)) await remove(folder.path)
  for (const log of watchdog) if (await isLeftLog(log, sweep)) await remove(log.path)
  for (const file of kept) if (await isLeftOutput(file, sweep)) await remove(file.path)
}

interface Sweep extends SweepParts {
  readonly known: ReadonlyMap<string, KnownInstance>
  /** Runs that were dropped just now. */
  readonly gone: ReadonlySet<string>
  readonly scan: ProcessScan
}

/** The output or the private folders of one engine. */
async function isLeftFolder({ name, parent, path }: Found, sweep: Sweep): Promise<boolean> {
  const instance = sweep.known.get(name)
  if (name === sweep.own || isLiving(instance)) return false
  // Its private folders are of no use to a run that has ended; its output is, as long as the run is kept.
  const needed = parent === 'output' && instance?.hasRuns === true
  if (needed || (await isInUse(path, sweep.scan))) return false
  return (SEES_MARKS && instance !== undefined) || (await newestIn(path)) < sweep.before
}

/** The log of one engine's watchdog. */
async function isLeftLog({ name, path }: Found, { known, own, before }: Sweep): Promise<boolean> {
  const instance = known.get(name.replace(/\.log$/, ''))
  if (name.startsWith(own) || isLiving(instance) || instance?.hasRuns === true) return false
  return instance !== undefined || (await newestIn(path)) < before
}

/** The output of a run that outlived its engine. */
async function isLeftOutput({ name, path }: Found, { scan, journal, gone, before }: Sweep): Promise<boolean> {
  const runId = asRunId(name.replace(/\.output$/, ''))
  if (scan.markedWith(runId).length > 0 || (await journal.run(runId)) !== undefined) return false
  return (SEES_MARKS && gone.has(runId)) || (await newestIn(path)) < before
}

interface Found {
  readonly parent: string
  readonly name: string
  readonly path: string
}

function isLiving(instance: KnownInstance | undefined): boolean {
  return instance?.closed === false
}

async function entriesOf(folder: string): Promise<readonly Found[]> {
  const names = await readdir(folder).catch(() => [])
  const parent = folder.split(/[\\/]/).at(-1) ?? ''
  return names.map((name) => ({ parent, name, path: join(folder, name) }))
}

/** A process of a run whose folder or output lies in here is alive. */
async function isInUse(folder: string, scan: ProcessScan): Promise<boolean> {
  const names = await readdir(folder).catch(() => [])
  return names.some((name) => scan.markedWith(name.replace(/\.log(?:\.1)?$/, '')).length > 0)
}

/** When it or something right below it was written last. */
async function newestIn(path: string): Promise<number> {
  const below = await readdir(path, { withFileTypes: true }).catch((): Dirent[] => [])
  const times = await Promise.all(
    [path, ...below.map(({ name }) => join(path, name))].map((each) =>
      stat(each).then(
        ({ mtimeMs }) => mtimeMs,
        () => 0,
      ),
    ),
  )
  return Math.max(...times)
}

/** What the system does not let go of now is tried again at the next sweep. */
async function remove(path: string): Promise<void> {
  await removeTree(path).catch(() => undefined)
}
