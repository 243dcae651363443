import type { HostExitFact } from './workload-statements'

/** Why a run counts as failed: what was got, what was expected, where. */
export interface FailureStatements {
  readonly 'exit-code-not-zero': { readonly exitCode: number | null }
  /** A start that threw: a bug, or a system that is out of something. */
  readonly 'start-threw': { readonly error: string }
  readonly 'spawn-refused': {
    /** `ENOENT`; empty where the system gave none. */
    readonly errno: string
    readonly command: string
    readonly cwd: string
    readonly message: string
  }
  readonly 'body-threw-error': { readonly error: string }
  readonly 'close-threw-error': { readonly error: string }
  readonly 'crashed-with-error': { readonly by: 'exception' | 'rejection'; readonly error: string }
  readonly 'not-an-iterator': { readonly workload: string; readonly got: string }
  readonly 'thread-out-of-memory': { readonly limitMb: number }
  readonly 'thread-died': { readonly error: string }
  readonly 'called-process-exit': { readonly exitCode: number }
  readonly 'host-lost': { readonly exit: HostExitFact }
}
