/** The host's line to the process that started it, whichever way it was started. */
export interface ManagerChannel {
  send(message: unknown): void
  onMessage(listener: (message: unknown) => void): void
  /** The manager is gone: plain Node only, since Electron ends its utility processes itself. */
  onClosed(listener: () => void): void
}

/** The part of Electron's `process.parentPort` that is used; the engine knows no Electron types. */
interface ParentPort {
  on(event: 'message', listener: (event: { readonly data: unknown }) => void): void
  postMessage(message: unknown): void
}

export function openManagerChannel(): ManagerChannel {
  const parentPort = electronPort()
  if (parentPort) {
    return {
      send: (message) => parentPort.postMessage(message),
      onMessage: (listener) => parentPort.on('message', ({ data }) => listener(data)),
      onClosed: () => undefined,
    }
  }
  if (!process.send) throw new Error('The host was started without a channel: it is started by the engine only.')
  return {
    send: (message) => {
      // A failed send means that the manager is gone, which `disconnect` tells.
      if (process.connected) process.send?.(message, undefined, undefined, () => undefined)
    },
    onMessage: (listener) => void process.on('message', listener),
    onClosed: (listener) => void process.on('disconnect', listener),
  }
}

function electronPort(): ParentPort | undefined {
  return 'parentPort' in process ? ((process.parentPort as ParentPort | null) ?? undefined) : undefined
}
