/** The address in full, as a browser would read it: punycode shown, nothing hidden. Undefined unless it is plain http or https. */
export function webAddress(address: string): string | undefined {
  if (!URL.canParse(address)) return undefined
  const url = new URL(address)
  const isWeb = url.protocol === 'http:' || url.protocol === 'https:'
  // `https://bank.example@evil.example/` is the oldest trick of an address.
  return isWeb && url.username === '' && url.password === '' ? url.href : undefined
}
