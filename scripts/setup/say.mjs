/** Progress goes to standard error, so that what a script prints as its answer stays alone on standard output. */
export function say(sentence) {
  process.stderr.write(`quiesce: ${sentence}\n`)
}

/** Says that a long step goes on, every few seconds, until it settles. */
export async function saying(sentence, work, everyMs = 5_000) {
  say(sentence)
  const startedAt = Date.now()
  const timer = setInterval(() => say(`  still at it after ${seconds(startedAt)} s`), everyMs)
  try {
    return await work()
  } finally {
    clearInterval(timer)
  }
}

function seconds(since) {
  return Math.round((Date.now() - since) / 1000)
}
