/** Files as an app needs them too: small, so that it can be read before the engine is. */
export { replaceFile } from './files/replace-file'
export { readUserFile } from './files/user-file'
