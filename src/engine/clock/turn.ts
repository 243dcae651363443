/** A frame of 60 a second, less what else wants to run in it. */
const SLICE_MS = 8

let last: Promise<void> = Promise.resolve()
let sliceBegan = 0

/**
 * Resolves when the caller may do a small piece of synchronous work. Where many ask at once they take turns, and other work of
 * the event loop gets in between: a hundred runs that are stopped together must not hold the window.
 */
export function turn(): Promise<void> {
  last = last.then(async () => {
    if (performance.now() - sliceBegan < SLICE_MS) return
    await new Promise(setImmediate)
    sliceBegan = performance.now()
  })
  return last
}
