import { BrowserWindow, nativeTheme } from 'electron'
import type { SettingsStore } from '../core/settings/settings'
import { broadcast } from './ipc/router'
import { logError } from './log'
import { zoomAfter, type ZoomStep } from './zoom-steps'

/** `--bg` of tokens.css: what stands in the window before its page paints. */
const background = { light: '#f7f7f5', dark: '#1b1b1a' }

/** How every window looks, as the settings say. */
export class Appearance {
  constructor(private readonly settings: () => SettingsStore) {
    nativeTheme.on('updated', () => {
      for (const window of BrowserWindow.getAllWindows()) window.setBackgroundColor(this.background())
    })
  }

  /** At the start, before there is a window, and after each change. */
  apply(): void {
    const { theme } = this.settings().getSettings()
    if (nativeTheme.themeSource !== theme) nativeTheme.themeSource = theme
    for (const window of BrowserWindow.getAllWindows()) this.zoom(window)
  }

  background(): string {
    return nativeTheme.shouldUseDarkColors ? background.dark : background.light
  }

  /** Chromium may have another size in mind for each page that it loads: told anew before each is painted. */
  keepZoomed(window: BrowserWindow): void {
    window.webContents.on('did-navigate', () => this.zoom(window))
    // The wheel with Ctrl held.
    window.webContents.on('zoom-changed', (_event, direction) => this.stepZoom(direction))
  }

  /** Kept in the settings, and applied from there. Where they cannot be saved it is said. */
  stepZoom(step: ZoomStep): void {
    const settings = this.settings()
    const { zoom } = settings.getSettings()
    const next = zoomAfter(zoom, step)
    if (next === zoom) return
    settings.updateSettings({ zoom: next }).catch((error: unknown) => {
      logError('zoom not saved', error)
      const kind = settings.isReadable() ? 'storage-failed' : 'settings-unreadable'
      broadcast('watchInternalError', { kind, retry: 'no' })
    })
  }

  private zoom({ webContents }: BrowserWindow): void {
    const factor = this.settings().getSettings().zoom / 100
    if (!webContents.isDestroyed() && webContents.getZoomFactor() !== factor)
      webContents.setZoomFactor(factor)
  }
}
