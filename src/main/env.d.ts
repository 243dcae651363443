/** The path of a file that the build puts beside the program. */
declare module '*?asset' {
  const path: string
  // eslint-disable-next-line no-restricted-exports -- the bundler decides how it hands it out
  export default path
}

/** What the bundler writes in at build time. */
interface ImportMeta {
  readonly env: { readonly DEV: boolean }
}
