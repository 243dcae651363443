import { closeSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import type { RunId } from '@contract/ids'
import type { ProcessTaskSpec } from '@contract/task'
import { messageOf } from '@tools/errors'
import { type Statement, verbatim } from '@contract/statement'
import { turn } from '../clock/turn'
import { inBackground } from '../in-background'
import { childEnvironment } from '../processes/child-environment'
import type { PrivateTemp } from '../processes/private-temp'
import { variablesOf } from '../processes/env-files'
import { keptOwner, OWNER_MARK, RUN_MARK, type Birthmark, type ProcessTable } from '../processes/process-table'
import { inFolder, inTerminal, launchThrough, withOddVariables, type Launch } from '../processes/launch-prefix'
import { losesDescriptors } from '../processes/descriptor-wrappers'
import { EventsFiles } from '../processes/events-files'
import { MemoryKills } from '../processes/memory-kills'
import { limitPrefix } from '../processes/process-limit'
import { lookForStrays } from '../processes/stray-descriptors'
import { mayStartLater, spawnRefused } from '../processes/spawn-error'
import { startChild, type StartAnswer } from '../processes/start-child'
import { birthmarkPathOf, eventsPathOf, tempOfRun, type TempOfRun } from '../processes/temp-of-run'
import type { TempFolders } from '../processes/temp-folders'
import { StrictProbe } from '../strict/strict-probe'
import { furnish, tiesOf, unfurnish, type Furnishing } from './furnishing'
import { EVENTS_DESCRIPTOR, givenDescriptors } from './given-descriptors'
import { handOver } from './hand-over'
import { LaterBody, nothingToReach } from './later-body'
import { ProcessBody } from './process-body'
import { plan } from './plan-command'
import type { SpawnRecord } from './spawn-record'
import { programEvents } from './program-events'
import type { RunBody, StartRequest, TaskKind } from './task-kind'

export interface ProcessSurroundings {
  readonly table: ProcessTable
  readonly ownerId: string
  readonly tempFolders: TempFolders
  /** Where programs that may outlive us print to. */
  readonly keptDir: string
  readonly record: SpawnRecord
}

/** Any command, started without a shell unless the task says so, in a process group of its own, with the run's mark. */
export class ProcessKind implements TaskKind<ProcessTaskSpec> {
  readonly strict = new StrictProbe()
  readonly #events = new EventsFiles()
  readonly #memoryKills: MemoryKills
  readonly #surroundings: ProcessSurroundings

  constructor(surroundings: ProcessSurroundings) {
    this.#surroundings = surroundings
    this.#memoryKills = new MemoryKills(surroundings.table)
  }

  start(request: StartRequest<ProcessTaskSpec>): RunBody {
    return new LaterBody(this.#begun(request))
  }

  /** Does not reject: whatever stands in the way of a start is how the run ended. */
  async #begun(request: StartRequest<ProcessTaskSpec>): Promise<RunBody> {
    let temp: PrivateTemp | undefined
    try {
      // The disk writes down meanwhile that this is meant to start.
      const noted = this.#surroundings.record.before(request)
      lookForStrays()
      const ofTask = await variablesOf(request.spec)
      if (!ofTask.ok) return this.#neverStarted(request, temp, ofTask.problem)
      const given = this.#tempFor(request, ofTask.variables)
      if (!given.ok) return this.#neverStarted(request, temp, given.problem, given.mayWorkLater)
      temp = given.temp
      const ready = await this.#ready(request, ofTask.variables, given)
      await noted
      if (!ready.ok) return this.#neverStarted(request, temp, ready.problem)
      const { keptDir } = this.#surroundings
      const made = await furnish(request.spec, this.strict, keptOutput(keptDir, request.runId))
      // Making a process holds the loop until the system has replaced its program: a thousand starts take turns.
      await turn()
      if (!made.ok) return this.#neverStarted(request, temp, made.problem)
      return await this.#launch(ready.launch, made.furnishing)
    } catch (error) {
      const { command, cwd = homedir() } = request.spec
      return this.#neverStarted(request, temp, spawnRefused(error, command, cwd), mayStartLater(error))
    }
  }

  #tempFor({ spec, runId }: StartRequest<ProcessTaskSpec>, ofTask: Readonly<Record<string, string>>): TempAnswer {
    try {
      return { ok: true, ...tempOfRun(this.#surroundings.tempFolders, runId, spec.keepRunning ?? false, ofTask) }
    } catch (error) {
      const problem = `Its temporary folder could not be made: ${messageOf(error)}.`
      return { ok: false, problem, mayWorkLater: mayStartLater(error) }
    }
  }

  /** What the task names on disks is looked up: its folder and its program. */
  async #ready(
    request: StartRequest<ProcessTaskSpec>,
    ofTask: Readonly<Record<string, string>>,
    { path, temp, variables }: TempOfRun,
  ): Promise<Ready> {
    const { spec } = request
    const cwd = spec.cwd ?? homedir()
    const environment = childEnvironment(
      process.env,
      { ...(spec.terminal && { TERM: 'xterm-256color' }), ...ofTask },
      {
        [RUN_MARK]: request.runId,
        [OWNER_MARK]: spec.keepRunning ? keptOwner(this.#surroundings.ownerId) : this.#surroundings.ownerId,
        ...eventsVariables(spec, path),
        ...variables,
      },
    )
    const planned = await plan(spec, cwd, environment['PATH'], request.shell)
    if (!planned.ok) return planned
    const limit = spec.processLimit === undefined ? NO_LIMIT : await limitPrefix(spec.processLimit, process.env['PATH'])
    if (!limit.ok) return limit
    const { file, args } = planned
    return { ok: true, launch: { request, cwd, tempPath: path, temp, environment, limit: limit.words, file, args } }
  }

  async #launch(ready: ReadyLaunch, furnishing: Furnishing): Promise<RunBody> {
    const { request, cwd, temp, environment } = ready
    const { spec } = request
    const { table } = this.#surroundings
    const birthmark = table.birthmarkAt?.(birthmarkPathOf(ready.tempPath))
    const whetherForMemory = this.#memoryKills.since()
    const started = await this.#make(ready, furnishing, birthmark)
    if (!started.ok) {
      inBackground(unfurnish(furnishing), 'giving back what a start had taken')
      const failure = spawnRefused(started.error, spec.command, cwd)
      return this.#neverStarted(request, temp, failure, mayStartLater(started.error))
    }
    const { child, pid } = started
    // Before anything else: a launcher may have left again within milliseconds.
    const given = new Set([...(birthmark ? [birthmark.link] : []), ...(table.givenTo?.(pid) ?? [])])
    const startTime = table.startTimeOf(pid) ?? ''
    this.#surroundings.record.made(request, {
      pid,
      startTime,
      tempPath: ready.tempPath,
      birthmark: birthmark?.link,
      terminal: furnishing.terminal?.path,
    })
    const { delegates, report } = handOver(ready, table, { pid, startTime })
    return new ProcessBody({
      report,
      child,
      pid,
      startTime,
      furnishing,
      spec,
      shell: request.shell,
      temp,
      events: spec.keepRunning ? undefined : this.#events.open(eventsPathOf(ready.tempPath), programEvents(report)),
      table,
      whetherForMemory,
      runId: request.runId,
      cwd,
      environment,
      ties: tiesOf(spec, furnishing, given, () => this.#surroundings.record.groupGone(request.runId)),
      birthmarkPath: birthmarkPathOf(ready.tempPath),
      delegates,
    })
  }

  async #make(ready: ReadyLaunch, furnishing: Furnishing, birthmark: Birthmark | undefined): Promise<StartAnswer> {
    const { file, args } = launchThrough(prefixes(ready, furnishing), ready)
    let printed: number | undefined
    try {
      printed = furnishing.outputFile?.openForWriting()
      return await startChild(file, args, {
        cwd: ready.cwd,
        env: ready.environment,
        // A group and session of its own: signals reach all of it, and none of ours.
        detached: process.platform !== 'win32',
        stdio: givenDescriptors(ready.request.spec, furnishing, printed, birthmark?.descriptor),
        windowsHide: true,
      })
    } catch (error) {
      return { ok: false, error }
    } finally {
      for (const descriptor of [printed, birthmark?.descriptor]) if (descriptor !== undefined) closeSync(descriptor)
    }
  }

  #neverStarted(
    { report }: StartRequest<ProcessTaskSpec>,
    temp: PrivateTemp | undefined,
    failure: Statement | string,
    mayWorkLater = false,
  ): RunBody {
    if (temp) inBackground(temp.inspect(true), 'removing a temporary folder')
    queueMicrotask(() =>
      report.ended({
        how: 'could-not-start',
        evidence: { code: 'no-process-made' },
        failure: typeof failure === 'string' ? verbatim(failure) : failure,
        mayWorkLater,
      }),
    )
    return nothingToReach
  }
}

/** The same for every instance: the next one finds it again. */
export function keptOutput(keptDir: string, runId: RunId): string {
  return join(keptDir, `${runId}.output`)
}

interface ReadyLaunch extends Launch {
  readonly request: StartRequest<ProcessTaskSpec>
  readonly cwd: string
  readonly tempPath: string
  readonly temp: PrivateTemp | undefined
  readonly environment: Readonly<Record<string, string>>
  /** Empty where the task sets none. */
  readonly limit: readonly string[]
}

type Ready = { readonly ok: true; readonly launch: ReadyLaunch } | { readonly ok: false; readonly problem: string }

/**
 * Where the program may tell of its cleanup. The descriptor is named only where it surely arrives: behind npm its number would be a
 * file of the program's own. A pipe of ours would break with us: what may outlive us gets neither.
 */
function eventsVariables(spec: ProcessTaskSpec, tempPath: string): Readonly<Record<string, string>> {
  if (spec.keepRunning) return {}
  const descriptor = losesDescriptors([spec.command, ...(spec.args ?? [])]) ? {} : DESCRIPTOR_VARIABLE
  return { QUIESCE_EVENTS_FILE: eventsPathOf(tempPath), ...descriptor }
}

const DESCRIPTOR_VARIABLE = { QUIESCE_EVENTS_FD: String(EVENTS_DESCRIPTOR) }

type TempAnswer =
  ({ readonly ok: true } & TempOfRun) | { readonly ok: false; readonly problem: string; readonly mayWorkLater: boolean }

const NO_LIMIT = { ok: true, words: [] } as const

function prefixes(ready: ReadyLaunch, { terminal, space }: Furnishing): readonly (readonly string[])[] {
  if (!terminal && !space) return [ready.limit]
  return [
    ...(space ? [space.entry, inFolder(ready.cwd)] : []),
    ...(terminal ? [inTerminal(terminal.path)] : []),
    withOddVariables(ready.environment),
    // Last: whatever stands before it needs processes of its own.
    ready.limit,
  ]
}
