import type { ChildProcess } from 'node:child_process'
import { closeSync } from 'node:fs'
import type { ExitFact } from '@contract/outcome'
import { say } from '@vocabulary/sentences/say'
import { within } from '../clock/patience'
import { commandText } from '../processes/command-text'
import type { Family } from '../processes/family'
import type { Leader } from '../processes/known-members'
import { inFolder, launchThrough, withOddVariables } from '../processes/launch-prefix'
import type { ProcessTable } from '../processes/process-table'
import { folderProblem, resolveCommand } from '../processes/resolve-command'
import { spawnRefused } from '../processes/spawn-error'
import { startChild } from '../processes/start-child'
import { withoutStrays } from '../processes/stray-descriptors'
import type { ProcessSpace } from '../strict/process-space'

/** What ends by force is gone within milliseconds; a busy machine may need longer, and a stop does not wait for it. */
const GONE_WITHIN_MS = 500

export interface HelperGround {
  readonly cwd: string
  /** The environment of the run's own program, with the run's mark. */
  readonly environment: Readonly<Record<string, string>>
  readonly family: Family
  readonly table: ProcessTable
  readonly space?: ProcessSpace | undefined
  /** Where a birthmark of the run can be made: whatever a helper leaves behind is known by it. Absent for what was taken over. */
  readonly birthmarkPath?: string
  /** Hears of each stop command, as soon as it runs: it may hand work to somebody outside. */
  acts?(command: Leader): void
}

/** A program that was started for a run beside its own: a look at it, or a command of its stop policy. */
export interface Helper {
  /** Resolves when it was seen to exit. */
  readonly ended: Promise<ExitFact>
  /** Ends it and its process group by force, if it has not exited. */
  end(): void
}

export type HelperAnswer =
  | { readonly ok: true; readonly helper: Helper; readonly started: Leader }
  | { readonly ok: false; readonly problem: string }

/**
 * Starts programs that belong to a run: they have the environment of its program, its mark and its folder, and a process group
 * of their own. Whatever they leave behind carries the mark: the stop of the run finds it, names it and ends it.
 */
export class Helpers {
  readonly #ground: HelperGround
  readonly #looks = new Set<Helper>()
  #mayLook = true

  constructor(ground: HelperGround) {
    this.#ground = ground
  }

  /** Looks at the run from within its family: in its namespace, where it has one. Ended with the run. */
  async look(command: readonly string[]): Promise<HelperAnswer> {
    const { space, cwd, environment } = this.#ground
    const prefixes = space ? [space.wayIn, inFolder(cwd), withOddVariables(environment)] : []
    const answer = await this.#start(command, {}, prefixes, () => this.#mayLook)
    if (!answer.ok) return answer
    this.#looks.add(answer.helper)
    const forget = (): void => void this.#looks.delete(answer.helper)
    return { ...answer, helper: { ...answer.helper, ended: answer.helper.ended.finally(forget) } }
  }

  /** Does something to the run: outside its namespace, where process numbers are the ones that we know. */
  async act(command: readonly string[], variables: Readonly<Record<string, string>>): Promise<HelperAnswer> {
    const answer = await this.#start(command, variables, [], () => true)
    if (answer.ok) this.#ground.acts?.(answer.started)
    return answer
  }

  /**
   * Nobody looks at it any more. A look that is under way tells nothing now, and must not be taken for something that the run
   * left behind.
   */
  async endLooks(): Promise<void> {
    this.#mayLook = false
    const looks = [...this.#looks]
    for (const look of looks) look.end()
    if (looks.length > 0) await within(GONE_WITHIN_MS, Promise.all(looks.map((look) => look.ended)))
  }

  async #start(
    command: readonly string[],
    variables: Readonly<Record<string, string>>,
    prefixes: readonly (readonly string[])[],
    isWanted: () => boolean,
  ): Promise<HelperAnswer> {
    const { cwd, environment, family, table, birthmarkPath } = this.#ground
    const [name = '', ...args] = command
    const badFolder = await folderProblem(cwd)
    if (badFolder) return { ok: false, problem: badFolder }
    const program = await resolveCommand(name, cwd, environment['PATH'])
    if (!program.ok) return program
    // The disk may have been slow to tell.
    if (!isWanted()) return { ok: false, problem: 'The run is over.' }
    const launch = launchThrough(prefixes, { file: program.path, args })
    const birthmark = birthmarkPath === undefined ? undefined : table.birthmarkAt?.(birthmarkPath)
    const started = await startChild(launch.file, launch.args, {
      cwd,
      env: { ...withoutEvents(environment), ...variables },
      detached: process.platform !== 'win32',
      // Input, output, error, and the place of the channel for events, as its run's own program has them.
      stdio: withoutStrays(['ignore', 'ignore', 'ignore', 'ignore', birthmark?.descriptor ?? 'ignore']),
      windowsHide: true,
    })
    if (birthmark) closeSync(birthmark.descriptor)
    if (!started.ok) return { ok: false, problem: say(spawnRefused(started.error, name, cwd)) }
    const { child, pid } = started
    const startTime = table.startTimeOf(pid)
    const known = { pid, startTime: startTime ?? '', command: commandText(command) }
    if (startTime !== undefined) family.include(known)
    return { ok: true, helper: helperOf(child, pid), started: known }
  }
}

function helperOf(child: ChildProcess, pid: number): Helper {
  const ended = new Promise<ExitFact>((resolve) => child.once('exit', (code, signal) => resolve({ code, signal })))
  return {
    ended,
    end: () => {
      // Until its exit was told it keeps its number, and that of its group.
      if (child.exitCode !== null || child.signalCode !== null) return
      endGroup(pid)
    },
  }
}

function endGroup(groupId: number): void {
  try {
    process.kill(process.platform === 'win32' ? groupId : -groupId, 'SIGKILL')
  } catch {
    // It ended in the same moment.
  }
}

/** The descriptor on which a program tells its cleanup is the run's own: a helper has none, and must not write into another. */
function withoutEvents(environment: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !name.startsWith('QUIESCE_EVENTS')))
}
