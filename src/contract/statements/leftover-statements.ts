import type { NamedProcess } from './named-process'
import type { NoFacts } from './no-facts'

/** What a run left behind: ports and files. */
export interface LeftoverStatements {
  readonly 'ports-cannot-be-seen': NoFacts
  /** `tables`: files of the kernel that could not be read. */
  readonly 'ports-unseen-while-alive': { readonly tables: readonly string[] }
  readonly 'ports-unseen-afterwards': { readonly tables: readonly string[] }
  readonly 'no-listening-port-seen': NoFacts
  /** `places`: port numbers, with `udp ` before one of UDP. */
  readonly 'nobody-listens': { readonly places: readonly string[] }
  readonly 'somebody-still-listens': { readonly places: readonly string[] }
  readonly 'port-taken-by-another': { readonly port: number; readonly process: NamedProcess }
  /** Somebody listens there; who is not shown to us. */
  readonly 'port-taken-by-unseen': { readonly port: number }
  readonly 'no-temp-folder': NoFacts
  readonly 'own-temp-folder': NoFacts
  readonly 'temp-folder-unreadable': { readonly problem: string }
  readonly 'temp-folder-empty': NoFacts
  readonly 'temp-folder-had-files': { readonly count: number; readonly bytes: number; readonly removed: boolean }
  readonly 'left-outside-temp': { readonly things: readonly { readonly what: string; readonly where: string }[] }
  readonly 'outside-temp-not-known': { readonly problem: string }
  /** Parts of the task's own cleanup contract that nobody could look at. */
  readonly 'promised-files-unseen': { readonly paths: readonly string[] }
  readonly 'promised-ports-unseen': { readonly ports: readonly number[] }
  /** Its own sockets are closed; who has these now is not shown to us. */
  readonly 'ports-taken-unseen': { readonly ports: readonly number[] }
  /** Bytes of output that nobody can look at any more. */
  readonly 'output-not-kept': { readonly bytes: number; readonly problem: string }
  readonly 'output-late-on-disk': NoFacts
}
