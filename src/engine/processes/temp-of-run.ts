import type { RunId } from '@contract/ids'
import { PrivateTemp } from './private-temp'
import type { TempFolders } from './temp-folders'

/** Windows programs look at TEMP and TMP; TMPDIR is POSIX. GetTempPath2 (Win32), environ(7). */
const TEMP_NAMES = process.platform === 'win32' ? (['TMPDIR', 'TEMP', 'TMP'] as const) : (['TMPDIR'] as const)

export interface TempOfRun {
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
  if (TEMP_NAMES.some((name) => ofTask[name] !== undefined)) return { temp: undefined, variables: {} }
  const temp = PrivateTemp.make(folders.pathOf(runId, kept))
  return { temp, variables: Object.fromEntries(TEMP_NAMES.map((name) => [name, temp.path])) }
}
