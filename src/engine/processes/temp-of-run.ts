import type { RunId } from '@contract/ids'
import { PrivateTemp } from './private-temp'
import type { TempFolders } from './temp-folders'

/** Windows programs look at TEMP and TMP; TMPDIR is POSIX. GetTempPath2 (Win32), environ(7). */
const TEMP_NAMES = process.platform === 'win32' ? (['TMPDIR', 'TEMP', 'TMP'] as const) : (['TMPDIR'] as const)

export interface TempOfRun {
  /** Where the folder lies, or would lie; `PATH.events` is beside it, and so none of the files that a run left in it. */
  readonly path: string
  /** None where the task names one of its own. */
  readonly temp: PrivateTemp | undefined
  /** What the program is told of it. */
  readonly variables: Readonly<Record<string, string>>
}

/** A folder for the run alone, or what the task itself says in its variables. Throws where no folder at all can be had. */
export function tempOfRun(
  folders: TempFolders,
  runId: RunId,
  kept: boolean,
  ofTask: Readonly<Record<string, string>>,
): TempOfRun {
  const path = folders.pathOf(runId, kept)
  if (TEMP_NAMES.some((name) => ofTask[name] !== undefined)) return { path, temp: undefined, variables: {} }
  const temp = PrivateTemp.make(path)
  return { path, temp, variables: Object.fromEntries(TEMP_NAMES.map((name) => [name, temp.path])) }
}

/** Where a program may tell its events, for a run whose temporary folder lies at that path. */
export function eventsPathOf(tempPath: string): string {
  return `${tempPath}.events`
}

/** Where the birthmark of a run is made, and goes at once, whose temporary folder lies at that path. */
export function birthmarkPathOf(tempPath: string): string {
  return `${tempPath}.born`
}

/** Whether what a process holds, as `/proc/PID/fd` names it, is the birthmark of any run: of ours, or of another Quiesce. */
export function isQuiesceBirthmark(link: string): boolean {
  return /\/[\da-f]{10}\.born \(deleted\)$/.test(link)
}
