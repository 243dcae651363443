/** Switches that open the app to whoever can start it. No fuse covers them, so a packaged app looks for them itself. */
const DANGEROUS = [
  'remote-debugging-port',
  'remote-debugging-pipe',
  'remote-debugging-address',
  'remote-allow-origins',
  'load-extension',
  'disable-extensions-except',
  'js-flags',
  'no-sandbox',
  'disable-web-security',
  'disable-site-isolation-trials',
  'renderer-cmd-prefix',
  'utility-cmd-prefix',
  'gpu-launcher',
] as const

/** Those that are set. Root is allowed `no-sandbox`: Chromium does not start for it without. */
export function dangerousSwitches(hasSwitch: (name: string) => boolean, isRoot: boolean): readonly string[] {
  return DANGEROUS.filter((name) => hasSwitch(name) && !(name === 'no-sandbox' && isRoot))
}
