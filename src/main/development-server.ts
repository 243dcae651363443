/**
 * The address of the bundler's server during `npm run dev`. The production build has this function's body compiled to
 * `return undefined`: a packaged app cannot be pointed at a server by its environment.
 */
export function developmentServer(): URL | undefined {
  if (!import.meta.env.DEV) return undefined
  const address = process.env['ELECTRON_RENDERER_URL']
  return address === undefined ? undefined : new URL(address)
}
