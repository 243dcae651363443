import { z } from 'zod'

/** What the engine API tells of one container: `GET /containers/{id}/json`. Times are wall clock milliseconds. */
export type ContainerFacts = z.infer<typeof containerFacts>

const words = z
  .array(z.string())
  .nullish()
  .transform((list) => list ?? [])
/** The zero time of Go stands for "never". */
const time = z.string().transform((text) => {
  const ms = Date.parse(text)
  return Number.isFinite(ms) && ms > 0 ? ms : undefined
})

export const containerFacts = z
  .looseObject({
    Id: z.string(),
    Name: z.string(),
    Created: time,
    State: z.looseObject({
      Status: z.string(),
      Running: z.boolean(),
      OOMKilled: z.boolean().default(false),
      ExitCode: z.number(),
      StartedAt: time,
      FinishedAt: time,
    }),
    Config: z.looseObject({
      Image: z.string(),
      Cmd: words,
      Entrypoint: words,
      Env: words,
      Tty: z.boolean().default(false),
      OpenStdin: z.boolean().default(false),
      AttachStdout: z.boolean().default(false),
      User: z.string().default(''),
      WorkingDir: z.string().default(''),
      StopSignal: z.string().default('SIGTERM'),
      Labels: z
        .record(z.string(), z.string())
        .nullish()
        .transform((labels) => labels ?? {}),
    }),
    HostConfig: z.looseObject({ AutoRemove: z.boolean().default(false), NetworkMode: z.string().default('') }),
    ExecIDs: words,
  })
  .transform(({ Id, Name, Created, State, Config, HostConfig, ExecIDs }) => ({
    id: Id,
    name: Name.replace(/^\//, ''),
    createdAt: Created,
    startedAt: State.StartedAt,
    running: State.Running,
    exitCode: State.ExitCode,
    outOfMemory: State.OOMKilled,
    image: Config.Image,
    command: Config.Cmd,
    entrypoint: Config.Entrypoint,
    environment: Config.Env,
    terminal: Config.Tty,
    interactive: Config.OpenStdin,
    attached: Config.AttachStdout,
    user: Config.User,
    folder: Config.WorkingDir,
    stopSignal: Config.StopSignal === '' ? 'SIGTERM' : Config.StopSignal,
    labels: Config.Labels,
    removed: HostConfig.AutoRemove,
    network: HostConfig.NetworkMode,
    execIds: ExecIDs,
  }))

/** A command inside a container: `GET /exec/{id}/json`. */
export type ExecFacts = z.infer<typeof execFacts>

export const execFacts = z
  .looseObject({
    ID: z.string(),
    ContainerID: z.string(),
    Running: z.boolean(),
    ExitCode: z.number().nullish(),
    ProcessConfig: z.looseObject({ entrypoint: z.string(), arguments: words }),
    Pid: z.number().default(0),
  })
  .transform(({ ID, ContainerID, Running, ExitCode, ProcessConfig, Pid }) => ({
    id: ID,
    containerId: ContainerID,
    running: Running,
    exitCode: ExitCode ?? undefined,
    command: [ProcessConfig.entrypoint, ...ProcessConfig.arguments],
    pid: Pid,
  }))

/** One line of `GET /events`, as far as it is used. */
export const daemonEvent = z
  .looseObject({
    Action: z.string(),
    Actor: z.looseObject({ ID: z.string(), Attributes: z.record(z.string(), z.string()).default({}) }),
    timeNano: z.number(),
  })
  .transform(({ Action, Actor, timeNano }) => ({
    action: Action.split(':')[0] ?? Action,
    /** What stands behind the colon of `exec_create: sleep 77`. */
    detail: Action.includes(':') ? Action.slice(Action.indexOf(':') + 1).trim() : '',
    containerId: Actor.ID,
    attributes: Actor.Attributes,
    at: timeNano / 1e6,
  }))
export type DaemonEvent = z.infer<typeof daemonEvent>
