/**
 * What is not meant to be seen: the one rule for the screen and for all that leaves it. What is masked here is in no export,
 * log, journal, receipt or notification either. A program's own output stays as the program wrote it.
 */

/** Stands in the place of a secret. */
export const MASK = '***'

/** One word of a name is enough. */
const SECRET_WORDS = new Set([
  ...words(
    'secret secrets password passwords passwd passphrase passcode psw pswd pass pwd pw token tokens credential credentials creds',
  ),
  ...words('auth authorization key keys apikey pat dsn pem pfx jwt bearer otp totp cookie cookies signature'),
])
/** The end of a word that somebody wrote together, such as `PGPASSWORD` or `_authToken`. */
const SECRET_ENDINGS =
  /(?:password|passwd|passphrase|secret|token|credentials?|cookie|signature|\w{2}pwd|(?:api|access|secret|private|signing|encryption|master|ssh|auth|session|service|account|storage|shared|deploy)keys?|(?:db|my|sql|pg|redis|mongo|ssh|ftp|smtp|mail|http|proxy|user|root|admin|login|sudo)pass)$/
/** Names that hold the word, and another thing: the shell's own folders. */
const INNOCENT_NAMES = new Set(words('pwd oldpwd'))
/** `MAX_TOKENS`, `--no-password`: said about it, not it. */
const INNOCENT_BEFORE = new Set(words('max min num no public publishable primary foreign sort partition'))
/** `PASSWORD_FILE`, `TOKEN_TTL`, `SSH_AUTH_SOCK`, `PASS_THROUGH`: the last word says what it is. */
const INNOCENT_LAST = new Set([
  ...words('file path dir directory folder sock socket url uri host port domain header headers field name names type'),
  ...words('algorithm method mode policy provider issuer audience length size count limit max min rounds version'),
  ...words('ttl expiry expires expiration timeout age interval days hours minutes seconds enabled disabled required'),
  ...words('through stdin prompt prefix suffix index user username'),
])

/** Whether what has this name (a variable, an option, a field of an address) is probably not meant to be seen. */
export function isSecretName(name: string): boolean {
  const parts = wordsOfName(name)
  const last = parts.at(-1)
  // The shell's own folders are variables; `--pwd` is a password.
  if (last === undefined || (!name.startsWith('-') && INNOCENT_NAMES.has(parts.join('_')))) return false
  if (parts.length > 1 && INNOCENT_LAST.has(last)) return false
  return parts.some((word, index) => isSecretWord(word) && !INNOCENT_BEFORE.has(parts[index - 1] ?? ''))
}

/** Whether a variable's value is masked on the screen and left out of what leaves it: by its name, or by what is in it. */
export function isSecretVariable(name: string, value: string): boolean {
  return value !== '' && (isSecretName(name) || withoutSecrets(value) !== value)
}

function isSecretWord(word: string): boolean {
  return SECRET_WORDS.has(word) || SECRET_ENDINGS.test(word)
}

/** `npmAuthToken`, `NPM_AUTH_TOKEN`, `--npm-auth-token` and `npm.auth.token` are the same words. */
function wordsOfName(name: string): readonly string[] {
  return name
    .replaceAll(/([a-z\d])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .split(/[^a-z\d]+/)
    .map((word) => word.replace(/\d+$/, ''))
    .filter((word) => word !== '')
}

/** Every repetition below is bounded or starts at a mark: a long text costs its length, whatever is in it. */
const VALUE = `"[^"]*"|'[^']*'|[^\\s'"&;]+`
/**
 * `scheme://user:password@`. What follows a colon and is a port has no password: `http://host:5173/@vite/client`.
 * A password may hold @ and / where nobody has encoded them: it goes up to the last @ of the word.
 */
const PASSWORD_IN_ADDRESS = /([a-z][\w+.-]{0,30}:\/\/[^\s/:@'"]{0,200}):(?!\d{1,5}(?:[/?#\s'",]|$))[^\s'"]{1,1000}@/gi
/** `https://TOKEN@host`: a name that nobody would choose for a person. */
const TOKEN_IN_ADDRESS = /(https?:\/\/)(?=[^\s/:@'"]*\d)[^\s/:@'"]{16,}@/gi
const ASSIGNED = new RegExp(`(^|[\\s'"&?;,{(])(-{0,2}[A-Za-z_][\\w.-]*)=(${VALUE})`, 'g')
const OPTION_THEN_VALUE = new RegExp(`(^|[\\s'"])(-{1,2}[A-Za-z][\\w-]*)(['"]?\\s+)(?!-)(${VALUE})`, 'g')
const IN_JSON = /(["'])([A-Za-z_][\w.-]*)\1(\s*:\s*)(["'])(?:(?!\4).)*\4/g
const HEADER =
  /\b((?:proxy-)?authorization|(?:set-)?cookie|private-token|[a-z\d]{1,30}(?:-[a-z\d]{1,30}){0,4}-(?:api-?key|key|token|secret|auth))(\s*:\s*)((?:bearer|basic|token|digest)\s+)?[^\s'"]+/gi
const BEARER = /\b(bearer\s+)(?=\S*\d)[\w+/.~=-]{8,}/gi
/** Forms that their makers have given to tokens so that they are found: GitHub, GitLab, npm, Slack, Stripe, OpenAI, AWS, Google, JWT. */
const KNOWN_FORMS =
  /\b(?:gh[oprsu]_\w{20,}|github_pat_\w{20,}|glpat-[\w-]{16,}|npm_[A-Za-z\d]{30,}|xox[abeoprs]-[\w-]{10,}|[prs]k_(?:live|test)_\w{10,}|sk-[\w-]{20,}|AKIA[A-Z\d]{16}|AIza[\w-]{30,}|eyJ[\w-]{8,2000}\.eyJ[\w-]{8,4000}\.[\w-]*)/g
const SLACK_HOOK = /(hooks\.slack\.com\/services\/)[\w/]+/g
const PRIVATE_KEY_BLOCK = /(-----BEGIN [A-Z ]*PRIVATE KEY-----)[^]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g
/** Short options that only mean a password after these programs. */
const SHORT_OPTIONS: readonly (readonly [program: RegExp, secret: RegExp])[] = [
  // The password is attached: with a space between, -p asks for it. mysql(1).
  [/\b(?:mysql|mariadb)[\w-]*/, /(\s-p)[^\s=-]\S*/g],
  [
    /\b(?:sshpass|mongo\w*|(?:docker|podman|nerdctl|helm)\s.{0,200}\blogin)\b/,
    new RegExp(`(\\s-p[\\s=]?)(?:${VALUE})`, 'g'),
  ],
  [/\bredis-(?:cli|benchmark)\b/, new RegExp(`(\\s-a\\s+)(?:${VALUE})`, 'g')],
  [/\bldap\w+\b/, new RegExp(`(\\s-w\\s*)(?:${VALUE})`, 'g')],
  [/\b(?:curl|wget|https?)\b/, /(\s(?:-u|-a|--user|--proxy-user|-U)[\s=]?['"]?[^\s:'"]+:)[^\s'"]+/g],
]

/** The same text with a mask in place of each secret that is seen in it: a command line, an address, a sentence. */
export function withoutSecrets(text: string): string {
  return masked(text, 0)
}

/** What stands behind a name that is none may hold one that is: `--set=db.password=x`, `exec -a "web --token x"`. */
const MOST_DEPTH = 3

function maskedWithin(value: string, depth: number): string {
  if (depth >= MOST_DEPTH) return value
  const quote = /^(["'])[^]*\1$/.exec(value)?.[1] ?? ''
  return `${quote}${masked(value.slice(quote.length, value.length - quote.length), depth + 1)}${quote}`
}

function masked(text: string, depth: number): string {
  if (!MAY_HOLD.test(text)) return text
  const named = text
    .replace(PRIVATE_KEY_BLOCK, `$1${MASK}`)
    .replace(PASSWORD_IN_ADDRESS, `$1:${MASK}@`)
    .replace(TOKEN_IN_ADDRESS, `$1${MASK}@`)
    .replace(ASSIGNED, (whole, before: string, name: string, value: string) =>
      isSecretName(name)
        ? isReference(value)
          ? whole
          : `${before}${name}=${MASK}`
        : `${before}${name}=${maskedWithin(value, depth)}`,
    )
    .replace(OPTION_THEN_VALUE, (whole, before: string, option: string, between: string, value: string) =>
      isSecretName(option)
        ? isReference(value)
          ? whole
          : `${before}${option}${between}${MASK}`
        : `${before}${option}${between}${maskedWithin(value, depth)}`,
    )
    .replace(IN_JSON, (whole, quote: string, name: string, between: string, valueQuote: string) =>
      isSecretName(name) ? `${quote}${name}${quote}${between}${valueQuote}${MASK}${valueQuote}` : whole,
    )
    .replace(HEADER, (_, name: string, between: string, scheme = '') => `${name}${between}${String(scheme)}${MASK}`)
    .replace(BEARER, `$1${MASK}`)
    .replace(KNOWN_FORMS, MASK)
    .replace(SLACK_HOOK, `$1${MASK}`)
  return SHORT_OPTIONS.reduce(
    (shown, [program, secret]) => (program.test(shown) ? shown.replace(secret, `$1${MASK}`) : shown),
    named,
  )
}

/** Most texts hold none of these, and cost one look. */
const MAY_HOLD = /[=@]|-{1,2}[a-z]|-----BEGIN|bearer|authorization|cookie|token|key|["']\s*:|_|xox|AKIA|AIza|eyJ|slack/i

/** `$TOKEN`, `${TOKEN}`, `***`: it names the secret, and is none. */
function isReference(value: string): boolean {
  return /^["']?(?:\$\{?\w+\}?|\*{3})["']?$/.test(value)
}

/** The words of a command line, masked one by one: an option and its value are seen exactly, whatever is in them. */
export function wordsWithoutSecrets(line: readonly string[]): readonly string[] {
  const shown: string[] = []
  for (const [index, word] of line.entries()) {
    const before = line[index - 1] ?? ''
    const isValueOf = /^--?[A-Za-z][\w-]*$/.test(before) && isSecretName(before) && !word.startsWith('-')
    const assigned = /^(-{0,2}[A-Za-z_][\w.-]*)=[^]+$/.exec(word)?.[1]
    if (index > 0 && isValueOf) shown.push(isReference(word) ? word : MASK)
    else if (assigned !== undefined && isSecretName(assigned)) shown.push(`${assigned}=${MASK}`)
    else shown.push(withoutSecrets(word))
  }
  return withShortOptions(shown)
}

function withShortOptions(line: readonly string[]): readonly string[] {
  // A word may hold blanks: its own text must not shift where the others are.
  const joined = line.map((word) => word.replaceAll(/\s/g, '\u00a0')).join('\u0001')
  const text = joined.replaceAll('\u0001', ' ')
  const masked = SHORT_OPTIONS.reduce(
    (all, [program, secret]) => (program.test(all) ? all.replace(secret, `$1${MASK}`) : all),
    text,
  )
  if (masked === text) return line
  const changed = masked.split(' ')
  return changed.length === line.length ? line.map((word, index) => keptOr(word, changed[index] ?? '')) : [masked]
}

function keptOr(word: string, changed: string): string {
  return word.replaceAll(/\s/g, '\u00a0') === changed ? word : changed
}

/** A copy of plain data in which no text holds a secret that can be seen in it. */
export function dataWithoutSecrets<T>(data: T): T
export function dataWithoutSecrets(data: unknown): unknown {
  if (typeof data === 'string') return withoutSecrets(data)
  if (Array.isArray(data)) return wordsOrData(data)
  if (typeof data !== 'object' || data === null) return data
  return Object.fromEntries(Object.entries(data).map(([name, value]) => [name, dataWithoutSecrets(value as unknown)]))
}

function wordsOrData(list: readonly unknown[]): readonly unknown[] {
  return list.every((each) => typeof each === 'string')
    ? wordsWithoutSecrets(list)
    : list.map((each) => dataWithoutSecrets(each))
}

function words(text: string): readonly string[] {
  return text.split(' ')
}
