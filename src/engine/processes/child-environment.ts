type Environment = Readonly<Record<string, string | undefined>>

/** What a program needs to find its way about, and nothing that belongs to Quiesce or could carry a secret. */
const PASSED_ON = [
  'HOME',
  'USER',
  'LOGNAME',
  'SHELL',
  'LANG',
  'LANGUAGE',
  'TZ',
  'PATH',
  'TERM',
  'COLORTERM',
  'DISPLAY',
  'WAYLAND_DISPLAY',
  'XAUTHORITY',
  'XDG_RUNTIME_DIR',
  'XDG_CONFIG_HOME',
  'XDG_DATA_HOME',
  'XDG_CACHE_HOME',
  'XDG_SESSION_TYPE',
  'SSH_AUTH_SOCK',
  'DBUS_SESSION_BUS_ADDRESS',
  'SYSTEMROOT',
  'SYSTEMDRIVE',
  'WINDIR',
  'COMSPEC',
  'PATHEXT',
  'APPDATA',
  'LOCALAPPDATA',
  'PROGRAMDATA',
  'PROGRAMFILES',
  'USERPROFILE',
  'USERNAME',
  'HOMEDRIVE',
  'HOMEPATH',
  'TEMP',
  'TMP',
  'TMPDIR',
  'NVM_DIR',
  'NVM_BIN',
  'VOLTA_HOME',
  'PYENV_ROOT',
  'JAVA_HOME',
  'GOPATH',
  'CARGO_HOME',
  'RUSTUP_HOME',
] as const

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
  for (const name of [...PASSED_ON, ...Object.keys(own).filter((each) => each.startsWith('LC_'))]) {
    const value = own[name]
    if (value !== undefined && !NEVER.test(name)) passed[name] = value
  }
  latest = { own, passed }
  setImmediate(() => (latest = undefined))
  return passed
}
