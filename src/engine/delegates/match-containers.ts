import type { ContainerProof } from '@contract/statements/delegate-statements'
import type { ContainerRun } from './delegation'
import type { ContainerFacts } from './container-facts'

/** The daemon and we read one clock, but not in one moment. */
const CLOCK_SLACK_MS = 50

export interface RunClues {
  readonly run: ContainerRun
  /** Wall clock: nothing that was there before is ours. */
  readonly since: number
  /** What the id file holds. */
  readonly idInFile?: string | undefined
  /** Ids that the run printed: `docker run -d` prints the id of what it made. */
  readonly printedIds: ReadonlySet<string>
  /** Of those that the daemon told to be made by the name that was asked for. */
  readonly namedIds: ReadonlySet<string>
}

export type Matched =
  | { readonly found: 'one'; readonly container: ContainerFacts; readonly by: ContainerProof }
  /** Each of them fits, and nothing tells which is ours. */
  | { readonly found: 'several'; readonly containers: readonly ContainerFacts[] }
  | { readonly found: 'none' }

/**
 * Which container a call of `run` made, of those that were made since the run began. A name, an id file and a printed id are
 * proof; an image alone is none: without them the container must have the call's command, options and variables, and be the
 * only one. Pure.
 */
export function matchRun(
  { run, since, idInFile, printedIds, namedIds }: RunClues,
  made: readonly ContainerFacts[],
): Matched {
  const ours = made.filter(({ createdAt }) => createdAt !== undefined && createdAt >= since - CLOCK_SLACK_MS)
  const surely = (by: ContainerProof, test: (container: ContainerFacts) => boolean): Matched | undefined => {
    const container = ours.find(test)
    return container && { found: 'one', container, by }
  }
  const byId = idInFile === undefined ? undefined : surely('id-file', ({ id }) => id === idInFile)
  if (byId) return byId
  const fitting = ours.filter((container) => fits(run, container))
  const printed = run.detached ? fitting.filter(({ id }) => printedIds.has(id)) : []
  if (run.name !== undefined) {
    const byName =
      surely('name', ({ name }) => name === run.name) ?? surely('name-made-with', ({ id }) => namedIds.has(id))
    // The daemon told of its making, and knows it no more: it is gone. Else it may have another name by now.
    if (byName || namedIds.size > 0) return byName ?? { found: 'none' }
    return mayBe(printed.length > 0 ? printed : fitting)
  }
  const candidates = printed.length > 0 ? printed : fitting
  const [only] = candidates
  if (only === undefined) return mayBe(ours.filter((container) => isImage(run.image, container)))
  if (candidates.length > 1) return { found: 'several', containers: candidates }
  // Which image a variable named is not known: what was made may be anybody's.
  if (run.image.includes('$') && printed.length === 0) return { found: 'several', containers: candidates }
  return { found: 'one', container: only, by: printed.length > 0 ? 'printed-id' : 'make' }
}

/** Of its image and made in its time, but not as its words say: they may have been read wrong, and nobody is called gone for that. */
function mayBe(ofImage: readonly ContainerFacts[]): Matched {
  return ofImage.length === 0 ? { found: 'none' } : { found: 'several', containers: ofImage }
}

function isImage(asked: string, { image, labels }: ContainerFacts): boolean {
  const isCompose = labels['com.docker.compose.project'] !== undefined
  return !isCompose && (asked.includes('$') || wholeName(asked) === wholeName(image))
}

/** `nginx` and `docker.io/library/nginx:latest` are one: Podman tells the long name. */
function wholeName(image: string): string {
  const short = image.replace(/^(?:docker\.io\/library|docker\.io|localhost)\//, '')
  return /[:@][^/]*$/.test(short) ? short : `${short}:latest`
}

/** Made by these words, as far as the words say. Compose's containers are made by nobody's `run`. */
function fits(run: ContainerRun, container: ContainerFacts): boolean {
  const { entrypoint, environment, labels } = container
  const isSame = (asked: string | undefined, has: string): boolean => asked === undefined || asked === has
  return (
    isImage(run.image, container) &&
    // Without a command of its own a container has its image's.
    (run.command.length === 0 || sameWords(run.command, container.command)) &&
    container.terminal === run.terminal &&
    container.interactive === run.interactive &&
    container.removed === run.removed &&
    container.attached === !run.detached &&
    isSame(run.network, container.network) &&
    isSame(run.user, container.user) &&
    isSame(run.folder, container.folder) &&
    (run.entrypoint === undefined || sameWords([run.entrypoint], entrypoint)) &&
    run.environment.every((each) => each.includes('$') || environment.includes(each)) &&
    run.labels.every((each) => each.includes('$') || hasLabel(labels, each))
  )
}

function hasLabel(labels: Readonly<Record<string, string>>, text: string): boolean {
  const [name = '', value = ''] = text.split(/=(.*)/s)
  return labels[name] === value
}

/** A word with a shell's variable in it may have been anything. */
function sameWords(asked: readonly string[], has: readonly string[]): boolean {
  return asked.length === has.length && asked.every((word, index) => word.includes('$') || word === has[index])
}

export interface ComposeClues {
  readonly project?: string | undefined
  /** Absolute: where compose was run, or was told to. */
  readonly folders: readonly string[]
  readonly since: number
}

/** The containers of a compose project that were made or started since the run began: its labels name it. Pure. */
export function matchCompose(
  { project, folders, since }: ComposeClues,
  known: readonly ContainerFacts[],
): readonly ContainerFacts[] {
  return known.filter(({ labels, createdAt, startedAt }) => {
    const of = labels['com.docker.compose.project']
    const from = labels['com.docker.compose.project.working_dir']
    const isProject = project === undefined ? from !== undefined && folders.includes(from) : of === project
    const isOurs = [createdAt, startedAt].some((at) => at !== undefined && at >= since - CLOCK_SLACK_MS)
    return of !== undefined && isProject && isOurs
  })
}
