/** What processes have open that others can run into. What was not readable is named, never taken for empty. */
export interface Holdings {
  readonly ports: readonly HeldPort[]
  readonly paths: readonly HeldPath[]
  /** Tables of the kernel that could not be read, such as `/proc/net/tcp`. */
  readonly unseen: readonly string[]
}

/** A TCP socket that listens, or a UDP socket that is bound and takes from everybody. */
export interface HeldPort {
  readonly protocol: 'tcp' | 'udp'
  readonly port: number
  readonly address: string
  /** The kernel's number of the socket: whoever inherits it holds the same, whoever binds the port anew another. */
  readonly inode: string
  readonly pid: number
}

export type HeldSort = 'socket' | 'pid file' | 'lock file'

export interface HeldPath {
  readonly sort: HeldSort
  readonly path: string
  readonly pid: number
  /** Only of a socket: the kernel's number of it, which is not that of its file. */
  readonly inode?: string
}

export interface Wanted {
  readonly inodes: ReadonlySet<string>
  readonly paths: ReadonlySet<string>
}

export interface Having {
  readonly pid: number
  /** The socket's inode, or the path. */
  readonly has: string
}

export interface FileLock {
  /** The process that took it; -1 where the lock belongs to an open file and not to a process. */
  readonly pid: number
  /** `major:minor:inode`, as `lockName` spells a file. */
  readonly file: string
}

/** What the kernel shows of open sockets, files and locks. Absent from a table where it cannot be seen. */
export interface HoldingsView {
  /** Cheap where it is asked for many at once: the tables of sockets are read once for all who asked since that time. */
  heldBy(pids: readonly number[], since?: number): Holdings
  /** The sockets that are there now, whoever holds them, and those of TCP that listen; `unseen` as above. */
  sockets(): {
    readonly inodes: ReadonlySet<string>
    readonly listening: readonly Pick<HeldPort, 'port' | 'address' | 'inode'>[]
    readonly unseen: readonly string[]
  }
  /** Sockets that were bound to this path, by inode. One that was bound from within its folder counts where the name fits. */
  boundAt(path: string): readonly string[] | undefined
  /**
   * Dear: looks at the open files of every process, and yields to other work in between. Who keeps others out (another user's,
   * an agent that holds secrets) is passed over. Undefined where processes could not be listed.
   */
  whoHas(wanted: Wanted): Promise<readonly Having[] | undefined>
  /** Undefined where `/proc/locks` could not be read. */
  locks(): readonly FileLock[] | undefined
}

/** Written by tools beside a manifest: they describe what is installed, and lock nobody out. */
const MANIFESTS =
  /^(?:yarn|Cargo|poetry|uv|pdm|Gemfile|gems|composer|flake|Pipfile|mix|Podfile|pubspec|bun|deno|packages|conda|pixi|Chart|Brewfile\.lock|\.terraform)\.lock$/

/** What a file's name says that it is for. Undefined for all others. */
export function sortOfName(path: string): HeldSort | undefined {
  const name = path.slice(path.lastIndexOf('/') + 1)
  if (name.endsWith('.pid')) return 'pid file'
  return name.endsWith('.lock') && !MANIFESTS.test(name) ? 'lock file' : undefined
}
