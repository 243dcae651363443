import { join } from 'node:path'
import { Menu, nativeImage, Tray } from 'electron'
import { reportError } from './report-error'
import { WORDS } from './words'

export interface TrayActions {
  readonly show: () => void
  readonly stopAll: () => void
  readonly quit: () => void
}

/** The menu is made anew for each count; a stop of a hundred runs must not make a hundred menus. */
const GATHER_MS = 250
const ICON_SIZE = 22
/** As seen from `out/main`. Without it the tray has an empty picture, and all else. */
const ICON_FILE = join(import.meta.dirname, '../../resources/icon.png')

/** How many runs are alive, and "Stop all", beside the clock. */
export class RunningTray {
  readonly #tray: Tray
  readonly #actions: TrayActions
  #count = 0
  #willDraw = false

  private constructor(tray: Tray, actions: TrayActions) {
    this.#tray = tray
    this.#actions = actions
    tray.on('click', actions.show)
    this.#draw()
  }

  /** Undefined where the desktop has no tray: the window tells the same. */
  static open(actions: TrayActions): RunningTray | undefined {
    try {
      const image = nativeImage.createFromPath(ICON_FILE).resize({ width: ICON_SIZE, height: ICON_SIZE })
      return new RunningTray(new Tray(image), actions)
    } catch (error) {
      reportError('There is no tray', error)
      return undefined
    }
  }

  count(alive: number): void {
    if (alive === this.#count) return
    this.#count = alive
    if (this.#willDraw) return
    this.#willDraw = true
    setTimeout(() => this.#draw(), GATHER_MS)
  }

  #draw(): void {
    this.#willDraw = false
    if (this.#tray.isDestroyed()) return
    const { show, stopAll, quit } = this.#actions
    this.#tray.setToolTip(WORDS.trayTip(this.#count))
    this.#tray.setContextMenu(
      Menu.buildFromTemplate([
        { label: WORDS.running(this.#count), enabled: false },
        { type: 'separator' },
        { label: WORDS.show, click: show },
        { label: WORDS.stopAll, enabled: this.#count > 0, click: stopAll },
        { type: 'separator' },
        { label: WORDS.quit, click: quit },
      ]),
    )
  }
}
