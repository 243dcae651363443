const SECRET_WORD =
  /(?:secret|token|passw|passphrase|credential|private|api_?key|access_?key|auth|signature|(?:^|_)key$|dsn$)/i
const URL_WITH_PASSWORD = /^[a-z][\w+.-]*:\/\/[^\s/:@]*:[^\s@]+@/i

/** Whether a variable's value is to be masked on the screen. Masks rather too much than too little. */
export function looksSecret(name: string, value: string): boolean {
  return SECRET_WORD.test(name) || URL_WITH_PASSWORD.test(value)
}
