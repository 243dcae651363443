/** The part of node-pty that gives a bare pair of descriptors. Its published types leave it out. */
declare module '@lydell/node-pty/requireBinary.js' {
  export function requireBinary(name: string): unknown
}
