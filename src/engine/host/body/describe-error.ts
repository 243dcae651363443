const MAX_CHARACTERS = 1_000

/** One thrown value as the end of a sentence. Never throws, whatever was thrown. */
export function describeError(error: unknown): string {
  try {
    if (error instanceof Error) return cut(`${error.name || 'Error'}: ${error.message}${place(error)}`)
    if (typeof error === 'string') return cut(`the text ${JSON.stringify(error)}`)
    if (typeof error === 'object' && error !== null) return cut(`an object that is no Error: ${shownObject(error)}`)
    return cut(`${String(error)}, which is no Error`)
  } catch {
    return 'a value that cannot be shown'
  }
}

function shownObject(value: object): string {
  try {
    return JSON.stringify(value)
  } catch {
    return Object.prototype.toString.call(value)
  }
}

/** The first frame in code that is neither Node's nor ours. */
function place(error: Error): string {
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line))
  const frame = frames.find((line) => !/node:|workload-worker|chunk-/.test(line) && /:\d+:\d+\)?$/.test(line))
  const found = frame && /\(?((?:file:\/\/)?[^\s()]+):(\d+):\d+\)?$/.exec(frame)
  return found ? ` (${fileName(found[1] ?? '')}, line ${found[2]})` : ''
}

function fileName(path: string): string {
  return (
    decodeURI(path.replace(/[?#].*$/, ''))
      .split('/')
      .at(-1) ?? path
  )
}

function cut(text: string): string {
  return text.length > MAX_CHARACTERS ? `${text.slice(0, MAX_CHARACTERS)}…` : text
}
