/** What the bundler writes in at build time. */
interface ImportMeta {
  readonly env: { readonly DEV: boolean }
}
