import { createServer } from 'node:net'

/**
 * Below those that the kernel gives to whoever asks for any, and for each worker others: nobody takes one between the look
 * and its use.
 */
let next = 20_000 + (process.pid % 500) * 20

/** A port of the loopback address that nobody listens on at the moment. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = next++
    if (await isFree(port)) return port
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(false))
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)))
  })
}
