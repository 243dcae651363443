import { isSecretName } from '@vocabulary/secrets'

type Environment = Readonly<Record<string, string | undefined>>

/** What a program needs to find its way about as in the person's terminal, and nothing that belongs to Quiesce. */
const PASSED_ON: readonly string[] = [
  // Who and where.
  ...words('HOME USER LOGNAME SHELL LANG LANGUAGE TZ PATH MANPATH TERM COLORTERM NO_COLOR EDITOR VISUAL PAGER'),
  ...words('DISPLAY WAYLAND_DISPLAY XAUTHORITY DBUS_SESSION_BUS_ADDRESS SSH_AUTH_SOCK'),
  ...words('TEMP TMP TMPDIR'),
  // Windows.
  ...words('SYSTEMROOT SYSTEMDRIVE WINDIR COMSPEC PATHEXT APPDATA LOCALAPPDATA PROGRAMDATA PROGRAMFILES'),
  ...words('USERPROFILE USERNAME HOMEDRIVE HOMEPATH'),
  // The way out: proxies are read in small letters (curl) and in capitals (Go, Python), and companies sign their own.
  ...words('HTTP_PROXY HTTPS_PROXY ALL_PROXY FTP_PROXY NO_PROXY http_proxy https_proxy all_proxy ftp_proxy no_proxy'),
  ...words('SSL_CERT_FILE SSL_CERT_DIR NODE_EXTRA_CA_CERTS REQUESTS_CA_BUNDLE CURL_CA_BUNDLE GIT_SSL_CAINFO'),
  // Daemons that work is handed to.
  ...words('DOCKER_HOST DOCKER_CONTEXT DOCKER_CONFIG DOCKER_CERT_PATH DOCKER_TLS_VERIFY CONTAINER_HOST KUBECONFIG'),
  // Which version of a language, and where its packages are.
  ...words('VIRTUAL_ENV JAVA_HOME GOPATH GOROOT GOBIN CARGO_HOME RUSTUP_HOME VOLTA_HOME PNPM_HOME BUN_INSTALL'),
  ...words('DENO_INSTALL SDKMAN_DIR GEM_HOME GEM_PATH ANDROID_HOME ANDROID_SDK_ROOT FNM_DIR FNM_MULTISHELL_PATH'),
  ...words('HOMEBREW_PREFIX HOMEBREW_CELLAR HOMEBREW_REPOSITORY'),
]

/** Families of names, but for those in them that look secret, such as `CONDA_TOKEN`. */
const PASSED_ON_FAMILIES = /^(?:LC|XDG|ASDF|MISE|RBENV|PYENV|NVM|CONDA)_/

/** Set by how Quiesce itself was started; inside a child they would change what it loads or run it as something else. */
const NEVER = /^(ELECTRON_|QUIESCE_|NODE_OPTIONS$|NODE_CHANNEL_|LD_PRELOAD$|DYLD_|SNAP|GDK_PIXBUF_)/

/** The allow-listed part of our own environment, then the task's own variables, then `ours`, which nothing overrides. */
export function childEnvironment(
  own: Environment,
  ofTask: Readonly<Record<string, string>> | undefined,
  ours: Readonly<Record<string, string>>,
): Record<string, string> {
  return { ...passedOn(own), ...ofTask, ...ours }
}

let latest: { readonly own: Environment; readonly passed: Readonly<Record<string, string>> } | undefined

/** Our own environment is dear to read, name by name: what is started in one turn shares one reading. */
function passedOn(own: Environment): Readonly<Record<string, string>> {
  if (latest?.own === own) return latest.passed
  const passed: Record<string, string> = {}
  for (const name of [...PASSED_ON, ...Object.keys(own).filter(isOfFamily)]) {
    const value = own[name]
    if (value !== undefined && !NEVER.test(name)) passed[name] = value
  }
  passed['SHLVL'] = shellLevel(own['SHLVL'])
  latest = { own, passed }
  setImmediate(() => (latest = undefined))
  return passed
}

function isOfFamily(name: string): boolean {
  return PASSED_ON_FAMILIES.test(name) && !isSecretName(name)
}

/**
 * Without it bash takes itself for the first shell of a login from afar, since its input is a socket, and runs `~/.bashrc`
 * before every `-c` and script. bash(1), "Invocation"; a desktop session starts programs with none, or with 0.
 */
function shellLevel(own: string | undefined): string {
  const level = Number(own)
  return Number.isInteger(level) && level >= 1 ? String(level) : '1'
}

function words(text: string): readonly string[] {
  return text.split(' ')
}
