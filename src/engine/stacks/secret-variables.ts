const SECRET_WORDS = new Set(
  'secret secrets token tokens password passwd passphrase pwd pass credential credentials auth key apikey'.split(' '),
)
/** A password inside an address: `postgres://me:secret@host/db`. */
const SECRET_VALUE = /^[a-z][a-z0-9+.-]*:\/\/[^/\s:@]*:[^/\s@]+@/i

/** Whether a variable is probably not meant to be seen: by a word of its name, or because its value is an address with a password. */
export function isSecret(name: string, value: string): boolean {
  const words = name
    .replaceAll(/([a-z\d])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .split(/[^a-z]+/)
  return value !== '' && (words.some((word) => SECRET_WORDS.has(word)) || SECRET_VALUE.test(value))
}
