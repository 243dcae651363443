import type { QuiesceApi } from '@contract/channels'

declare global {
  interface Window {
    readonly quiesce: QuiesceApi
  }
}
