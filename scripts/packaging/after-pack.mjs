import { rmSync } from 'node:fs'
import { join } from 'node:path'

/** The runtime's own start page: it is never shown in a package, and nothing else may be found beside the app. */
export default function dropDefaultApp({ appOutDir, electronPlatformName, packager }) {
  const resources =
    electronPlatformName === 'darwin'
      ? join(appOutDir, `${packager.appInfo.productFilename}.app`, 'Contents/Resources')
      : join(appOutDir, 'resources')
  rmSync(join(resources, 'default_app.asar'), { force: true })
}
