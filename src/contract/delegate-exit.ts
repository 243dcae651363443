/** How work that was handed over ended, as its daemon tells it. */
export interface DelegateExit {
  readonly code: number
  /** The daemon says that the kernel ended it for want of memory. */
  readonly outOfMemory: boolean
}
