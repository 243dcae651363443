/** The process that workloads run in, as the engine sees it. Electron and plain Node each bring their own starter. */
export interface HostProcess {
  readonly pid: number | undefined
  /** Plain data that survives a structured clone. Messages sent before the host listens are kept for it. */
  send(message: unknown): void
  onMessage(listener: (message: unknown) => void): void
  /** Called once, when the process was seen to exit or could not be started at all. */
  onExit(listener: (exit: HostExit) => void): void
  /** Ends it by force. That it is gone is told by `onExit`. */
  end(): void
}

export interface HostExit {
  readonly code: number | null
  readonly signal: string | null
  /** Why it could not be started, or the last lines it wrote to standard error. */
  readonly detail?: string
}

/**
 * Starts one more host process, with `marks` added to its environment: what workloads spawn inherits them. May throw: its
 * message then stands in the failure of the run that needed it.
 */
export type HostStarter = (marks?: Readonly<Record<string, string>>) => HostProcess
