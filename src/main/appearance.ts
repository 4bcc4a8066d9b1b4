import { BrowserWindow, nativeTheme } from 'electron'
import type { SettingsStore } from '../core/settings/settings'
import { broadcast } from './ipc/broadcast'
import { logError } from './log'
import { zoomAfter, type ZoomStep } from './zoom-steps'

/** `--bg` of tokens.css: the window's background before its page paints. */
const background = { light: '#f7f7f5', dark: '#1b1b1a' }

/** Applies theme and zoom from the settings to all windows. */
export class Appearance {
  constructor(private readonly settings: () => SettingsStore) {
    nativeTheme.on('updated', () => {
      for (const window of BrowserWindow.getAllWindows()) window.setBackgroundColor(this.background())
    })
  }

  /** Call before the first window is created, and after every change of the settings. */
  apply(): void {
    const { theme } = this.settings().getSettings()
    if (nativeTheme.themeSource !== theme) nativeTheme.themeSource = theme
    for (const window of BrowserWindow.getAllWindows()) this.applyZoom(window)
  }

  background(): string {
    return nativeTheme.shouldUseDarkColors ? background.dark : background.light
  }

  /** Sets the zoom again after each navigation, because Chromium remembers its own zoom per page. */
  keepZoom(window: BrowserWindow): void {
    window.webContents.on('did-navigate', () => this.applyZoom(window))
    // Ctrl and the mouse wheel.
    window.webContents.on('zoom-changed', (_event, direction) => this.stepZoom(direction))
  }

  /** Changes the zoom in the settings, which applies it. Notifies the window if saving fails. */
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

  private applyZoom({ webContents }: BrowserWindow): void {
    const factor = this.settings().getSettings().zoom / 100
    if (!webContents.isDestroyed() && webContents.getZoomFactor() !== factor)
      webContents.setZoomFactor(factor)
  }
}
