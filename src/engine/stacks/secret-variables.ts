const SECRET_NAME =
  /(?:^|_)(?:secret|token|password|passwd|pwd|pass|credentials?|auth|api_?key|private_?key|access_?key|signing_?key|key)(?:_|$|\d)/i
/** A password inside an address: `postgres://me:secret@host/db`. */
const SECRET_VALUE = /^[a-z][a-z0-9+.-]*:\/\/[^/\s:@]*:[^/\s@]+@/i

/** Whether a variable is probably not meant to be seen: by its name, or because its value is an address with a password. */
export function isSecret(name: string, value: string): boolean {
  return value !== '' && (SECRET_NAME.test(name) || SECRET_VALUE.test(value))
}
