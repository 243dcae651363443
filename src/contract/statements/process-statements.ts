import type { ExitFact } from '../outcome'
import type { NamedProcess } from './named-process'
import type { NoFacts } from './no-facts'

/** How a process was reached, and how it ended, as the kernel and Node told it. */
export interface ProcessStatements {
  readonly 'no-process-made': NoFacts
  readonly 'exit-reported': { readonly exit: ExitFact }
  /** Who waited outside a namespace for its leader was ended, and the namespace with it. */
  readonly 'entrance-ended': { readonly exit: ExitFact }
  /**
   * The kernel counted `kills` more kills for want of memory in the file `countedIn` while it ran. `usedBytes` is absent where its
   * memory was not sampled, `availableBytes` where the machine does not tell. `exitCode` is set where a process below a shell was it.
   */
  readonly 'probably-out-of-memory': {
    readonly kills: number
    readonly countedIn: string
    readonly exitCode?: number
    readonly usedBytes?: number
    readonly availableBytes?: number
  }
  readonly 'no-process-there': { readonly to: 'signal' | 'type-into' | 'reach' | 'look-at' }
  /** `outside`: how many of `reached` a signal to the leader's group does not reach. */
  readonly 'signal-taken': { readonly signal: string; readonly reached: number; readonly outside: number }
  /** EPERM. */
  readonly 'signal-denied': { readonly signal: string; readonly pids: readonly number[] }
  /** Quiesce itself runs in them. */
  readonly 'signal-spared': { readonly pids: readonly number[] }
  readonly 'nobody-left-to-signal': { readonly signal: string }
  readonly 'channel-took-stop': NoFacts
  readonly 'channel-refused-stop': { readonly error: string }
  readonly 'stop-command-started': { readonly command: string }
  readonly 'stop-command-not-started': { readonly problem: string }
  readonly 'namespace-ended-too': NoFacts
  readonly 'input-took': { readonly input: 'terminal' | 'standard-input'; readonly bytes: number }
  readonly 'input-refused': { readonly input: 'terminal' | 'standard-input'; readonly problem: string }
  /** A wrapper hands the signal on to a program that was sent it already. `isGuess`: a shell, whose trap nobody sees. */
  readonly 'signal-forwarded': {
    readonly wrapper: string
    readonly program: NamedProcess
    readonly signal: string
    readonly isGuess: boolean
    readonly leaderOnlyHelps: boolean
  }
  readonly 'not-ours-to-use': { readonly what: 'standard-input' | 'stop-command' }
  readonly 'adopted-leader-gone': { readonly pid: number }
  readonly 'not-permitted-to-signal': { readonly processes: readonly NamedProcess[] }
  readonly 'in-uninterruptible-wait': NoFacts
  readonly 'asked-over-channel-still-there': NoFacts
  readonly 'ignores-signal': { readonly signal: string }
  readonly 'blocks-signal': { readonly signal: string }
  readonly 'handles-signal-still-there': { readonly signal: string }
  /** It said so over its events channel, without words of its own. */
  readonly 'program-took-notice': NoFacts
  readonly 'took-notice-still-there': NoFacts
  readonly 'not-seen-to-take-notice': NoFacts
  readonly 'still-alive': { readonly processes: readonly NamedProcess[] }
}
