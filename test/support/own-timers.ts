type Callback = (...args: unknown[]) => void
type Make = (callback: Callback, ms?: number, ...args: unknown[]) => NodeJS.Timeout
type Clear = (timer?: NodeJS.Timeout | string | number) => void

/** Each with the stack of its making, which is only written out when it is asked for. */
const running = new Map<NodeJS.Timeout, Error>()

/**
 * From here on every timer is known that anybody but the test runner makes, also one that is unref'd: Vitest takes the real
 * functions for itself before it loads a test. `process.getActiveResourcesInfo` knows neither who made a timer nor those.
 */
watch('setTimeout', 'fires once')
watch('setInterval', 'fires again')
for (const name of ['clearTimeout', 'clearInterval'] as const) {
  const clear: Clear = globalThis[name]
  replace(name, (timer?: NodeJS.Timeout) => {
    if (timer) running.delete(timer)
    clear(timer)
  })
}

export function ownTimers(): ReadonlySet<NodeJS.Timeout> {
  return new Set(running.keys())
}

/** Sentences on the timers that run now and are not among those. */
export function timersSince(before: ReadonlySet<NodeJS.Timeout>): readonly string[] {
  return [...running].flatMap(([timer, made]) => (before.has(timer) ? [] : [`a timer runs, made ${placeIn(made)}`]))
}

function watch(name: 'setTimeout' | 'setInterval', how: 'fires once' | 'fires again'): void {
  const make = globalThis[name] as Make
  replace(name, (callback: Callback, ms?: number, ...args: unknown[]) => {
    const timer = make(
      (...given) => {
        if (how === 'fires once') running.delete(timer)
        callback(...given)
      },
      ms,
      ...args,
    )
    running.set(timer, new Error('made'))
    return timer
  })
}

/** With everything that hangs on the real one, such as its promisified twin. */
function replace(name: 'setTimeout' | 'setInterval' | 'clearTimeout' | 'clearInterval', by: unknown): void {
  const replacement = Object.defineProperties(by, Object.getOwnPropertyDescriptors(globalThis[name]))
  Object.defineProperty(globalThis, name, { value: replacement, writable: true, configurable: true, enumerable: true })
}

function placeIn(made: Error): string {
  const [, , ...callers] = made.stack?.split('\n') ?? []
  return callers
    .slice(0, 3)
    .map((line) => line.trim())
    .join(' ')
}
