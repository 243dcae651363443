import type { DelegateKind } from '@contract/delegate'

/** What a command line was read to hand over. Nothing in it was seen to happen. */
export interface Delegation {
  /** The launcher by its usual name. */
  readonly launcher: string
  readonly kind: DelegateKind
  /** As a person names it: `container web-1`, `"sleep 60" on build-host`. */
  readonly name: string
  /** True where the launcher stays as long as the work does; false where it returns and the work goes on. */
  readonly staysWith: boolean
  /** What it runs there starts something that goes on without it: `nohup server &`. */
  readonly leavesWork?: true
  /** Where the work can be looked for. */
  readonly look: Look
  /** Variables that stood in front of the command: `DOCKER_HOST=… docker run`. */
  readonly variables: Readonly<Record<string, string>>
  /** A clause for the forecast where the launcher's rule is not enough: `with -tt the hang-up usually ends it`. */
  readonly note?: string
}

export type Look =
  | { readonly at: 'daemon'; readonly engine: ContainerEngine; readonly call: ContainerCall }
  /** Its processes are local: children of a server of this sort. */
  | { readonly at: 'server'; readonly server: LocalServer; readonly words: readonly string[] }
  | { readonly at: 'nowhere'; readonly why: string }

export type ContainerEngine = 'docker' | 'podman'
export type LocalServer = 'tmux' | 'screen' | 'pm2'

/** Which daemon the client was told to ask, where its command line says so. */
export interface ClientAddress {
  readonly host?: string
  readonly context?: string
}

interface Addressed {
  readonly address: ClientAddress
}

/** One call of a container client, as far as it says which container it means. */
export type ContainerCall = Addressed &
  (
    | { readonly does: 'run'; readonly run: ContainerRun }
    | { readonly does: 'start'; readonly containers: readonly string[] }
    | { readonly does: 'exec'; readonly container: string; readonly command: readonly string[] }
    | { readonly does: 'compose'; readonly project?: string; readonly folder?: string }
  )

export interface ContainerRun {
  readonly image: string
  readonly command: readonly string[]
  readonly detached: boolean
  /** Signals that the client gets are passed on to the container: not with a terminal, docker-run(1). */
  readonly passesSignals: boolean
  readonly name?: string
  readonly idFile?: string
  /** What the container must then have: a stranger's container of the same image seldom has all of it. */
  readonly terminal: boolean
  readonly interactive: boolean
  readonly removed: boolean
  readonly environment: readonly string[]
  readonly labels: readonly string[]
  readonly network?: string
  readonly user?: string
  readonly folder?: string
  readonly entrypoint?: string
}
