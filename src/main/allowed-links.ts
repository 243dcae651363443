/** Where the guide's links lead. Everything else stays closed, whoever asks: a task's output may hold any address. */
const HOSTS: ReadonlySet<string> = new Set([
  'nodejs.org',
  'docs.python.org',
  'developer.mozilla.org',
  'www.electronjs.org',
])

export function isAllowedLink(address: string): boolean {
  if (!URL.canParse(address)) return false
  const url = new URL(address)
  return url.protocol === 'https:' && url.username === '' && url.password === '' && HOSTS.has(url.host)
}
