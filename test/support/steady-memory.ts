import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

const MEGABYTE = 1_048_576

setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc') as () => void

/** What is in use after a collection, in megabytes. */
export function heapMegabytes(): number {
  collect()
  return process.memoryUsage().heapUsed / MEGABYTE
}

/** Everything that hangs on the prototypes of plain data: it must be the same after hostile data as before. */
export function prototypes(): readonly string[] {
  return [Object, Array, String, Number, Boolean, Function, Promise, Map].flatMap(({ name, prototype }) =>
    Reflect.ownKeys(prototype as object).map((key) => `${name}.${String(key)}`),
  )
}
