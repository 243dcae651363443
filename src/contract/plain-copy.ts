const DEEPEST = 64
const MOST_PARTS = 100_000

/** A part of a value that is not plain data. `path` is dotted, empty for the value itself. */
export interface OddPart {
  readonly path: string
  /** What was found there, in words. */
  readonly got: string
}

export interface PlainCopy {
  /** Only primitives, lists and objects with ordinary prototypes; a symbol stands where an odd part was. */
  readonly value: unknown
  readonly odd: readonly OddPart[]
}

/**
 * Copies a value from outside once, so that nothing behind it (getters, proxies, cycles, prototypes) can act or change
 * later. Object properties that are `undefined` are left out. Never throws.
 */
export function plainCopy(value: unknown): PlainCopy {
  const odd: OddPart[] = []
  const around = new Set<object>()
  let parts = 0

  function refuse(path: string, got: string): symbol {
    odd.push({ path, got })
    return Symbol(got)
  }

  function copy(part: unknown, path: string): unknown {
    parts += 1
    if (typeof part === 'function') return refuse(path, 'a function')
    if (typeof part === 'symbol') return refuse(path, 'a symbol')
    if (typeof part === 'bigint') return refuse(path, 'a BigInt')
    if (typeof part === 'number' && !Number.isFinite(part)) return refuse(path, sayNotFinite(part))
    if (typeof part !== 'object' || part === null) return part
    if (around.has(part)) return refuse(path, 'a value that contains itself')
    if (around.size >= DEEPEST) return refuse(path, `a value nested deeper than ${DEEPEST} levels`)
    around.add(part)
    try {
      return copyContainer(part, path)
    } catch {
      return refuse(path, 'a value that cannot be read')
    } finally {
      around.delete(part)
    }
  }

  function copyContainer(part: object, path: string): unknown {
    if (Array.isArray(part)) {
      if (parts + part.length > MOST_PARTS) return refuse(path, `more than ${MOST_PARTS} values`)
      return Array.from({ length: part.length }, (_, index) => {
        const inner: unknown = part[index]
        const at = join(path, String(index))
        return inner === undefined ? refuse(at, 'nothing') : copy(inner, at)
      })
    }
    if (!isOrdinary(part)) return refuse(path, 'an object of a class')
    const result: Record<string, unknown> = {}
    for (const key of Object.keys(part)) {
      if (parts > MOST_PARTS) return refuse(path, `more than ${MOST_PARTS} values`)
      const inner: unknown = Reflect.get(part, key)
      if (key === '__proto__') refuse(join(path, key), 'a property of that name')
      else if (inner !== undefined) result[key] = copy(inner, join(path, key))
    }
    return result
  }

  return { value: copy(value, ''), odd }
}

/** Also true for an ordinary object of another realm (a `vm` context, a frame). */
function isOrdinary(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === null || (typeof prototype === 'object' && Object.getPrototypeOf(prototype) === null)
}

function sayNotFinite(value: number): string {
  return Number.isNaN(value) ? 'NaN (not a number)' : String(value)
}

function join(path: string, key: string): string {
  return path === '' ? key : `${path}.${key}`
}
