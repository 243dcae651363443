/** The part of picomatch that is used. Its package brings no types. */
declare module 'picomatch' {
  interface Options {
    /** `*` also takes names that begin with a dot. */
    readonly dot?: boolean
  }
  interface Scan {
    /** The folders before the first character with a meaning; empty where there are none. */
    readonly base: string
    /** The rest, from the first character with a meaning on. */
    readonly glob: string
    readonly isGlob: boolean
  }
  interface Picomatch {
    (pattern: string, options?: Options): (path: string) => boolean
    scan(pattern: string): Scan
  }
  const picomatch: Picomatch
  export = picomatch
}
