import type { InnerStatement } from './inner-statement'
import type { NamedProcess } from './named-process'
import type { NoFacts } from './no-facts'

type Daemon = 'Docker' | 'Podman'
type LocalServer = 'tmux' | 'screen' | 'pm2'
/** A run's launcher, and what it hands over as a person names it: `container web-1`, `"make" on host`. */
interface HandedOver {
  readonly launcher: string
  readonly name: string
}

/** What shows that a container is the run's. */
export type ContainerProof =
  'id-file' | 'name' | 'name-made-with' | 'name-started-by' | 'printed-id' | 'make' | 'compose'

/** What became of work that was handed over, what a stop reaches of it, and what was answered when one was asked to end. */
export interface DelegateStatements extends DaemonProblems {
  /** It was meant to hand something over: its daemon was asked. */
  readonly 'daemon-knows-nothing': NoFacts
  /** `evidence` is text where a version that had sentences stored it. */
  readonly 'delegates-seen': {
    readonly delegates: readonly { readonly name: string; readonly evidence: string | InnerStatement }[]
  }
  readonly 'nobody-looked-yet': NoFacts
  readonly 'container-not-looked-at-yet': NoFacts
  readonly 'work-not-looked-for': NoFacts
  readonly 'work-not-known': { readonly why: InnerStatement }
  readonly 'work-of-earlier-quiesce': NoFacts
  /** `daemon`: absent where it is told of an earlier run's. */
  readonly 'daemon-says': { readonly daemon?: Daemon; readonly state: 'runs' | 'removed' | 'ended' }
  readonly 'container-is-its': { readonly by: ContainerProof }
  readonly 'container-goes-on': { readonly sent: 'stop' | 'kill' }
  /** No `pid`: the daemon does not tell. */
  readonly 'command-runs': { readonly daemon: Daemon; readonly pid?: number }
  readonly 'command-left-work': { readonly daemon: Daemon; readonly processes: readonly NamedProcess[] }
  readonly 'containers-fit': { readonly names: readonly string[] }
  readonly 'container-ended-and-removed': { readonly daemon: Daemon }
  readonly 'daemon-too-late': NoFacts
  /** `launcher`: absent where only a command line or a script says so. `why` and `note` are clauses of its row in the table. */
  readonly 'work-cannot-be-seen': { readonly launcher?: string; readonly why: string; readonly note?: string }
  /** The exit code of ssh is the far command's own; of a whole line only where each command in it left with 0. */
  readonly 'far-command-ended': { readonly exitCode: number; readonly of: 'command' | 'line' }
  readonly 'server-runs': {
    readonly server: LocalServer
    readonly processes: readonly NamedProcess[]
    /** Whether their words are those that the run gave. */
    readonly own: boolean
  }
  readonly 'server-runs-nothing': { readonly server: LocalServer; readonly serverLives: boolean }
  readonly 'stop-leaves-command': HandedOver & { readonly daemon: Daemon }
  readonly 'stop-through-daemon': Pick<HandedOver, 'name'> & { readonly daemon: Daemon }
  readonly 'stop-leaves-server': HandedOver & { readonly server: LocalServer }
  /** `why` and `note` are clauses of the launcher's row in the table. */
  readonly 'stop-leaves-remote': HandedOver & { readonly why: string; readonly note?: string }
  readonly 'stop-does-not-reach': Pick<HandedOver, 'name'> & { readonly why: string }
  readonly 'delegate-had-ended': Pick<HandedOver, 'name'>
  readonly 'delegate-out-of-reach': Pick<HandedOver, 'name'>
  readonly 'delegate-is-gone': Pick<HandedOver, 'name'>
  readonly 'delegate-has-exited': Pick<HandedOver, 'name'> & {
    readonly exitCode: number
    readonly outOfMemory: boolean
  }
  readonly 'delegate-stop-not-known': Pick<HandedOver, 'name'> & { readonly why: InnerStatement }
}

/** Why nobody could tell. These are clauses: without a capital and a full stop. */
interface DaemonProblems {
  readonly 'daemon-silent': { readonly socketPath: string; readonly afterSeconds: number }
  readonly 'daemon-answer-too-long': { readonly socketPath: string; readonly mostBytes: number }
  /** `message`: the daemon's own words; absent where it gave none. */
  readonly 'daemon-refused': { readonly socketPath: string; readonly status: number; readonly message?: string }
  readonly 'daemon-not-understood': { readonly socketPath: string }
  readonly 'daemon-not-reached': {
    readonly socketPath: string
    readonly because: 'no-socket' | 'not-permitted' | 'nobody-answers'
  }
  readonly 'daemon-failed': { readonly socketPath: string; readonly error: string }
  /** `address`: without a user and a password. */
  readonly 'daemon-not-local': { readonly address: string }
  readonly 'daemon-context-unreadable': { readonly context: string }
  readonly 'podman-not-listening': { readonly places: readonly string[] }
  readonly 'daemon-says-still-runs': NoFacts
  readonly 'start-order-not-told': NoFacts
}
