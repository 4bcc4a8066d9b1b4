import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { _electron } from '@playwright/test'
import { canSandbox } from './launch-app.mjs'
import { root } from './paths.mjs'
import { log } from './log.mjs'

/** With a fixed scale and language, screenshots have the same pixels on every machine. */
const reproducibleSwitches = ['--force-device-scale-factor=1', '--lang=en']

/**
 * Starts the real app with a temporary profile.
 * @param {{ pictures: string, args?: string[] }} options pictures: the folder for screenshots
 */
export async function openTourApp({ pictures, args = [] }) {
  const profile = mkdtempSync(join(tmpdir(), 'refshelf-tour-'))
  const app = await _electron.launch({
    args: [root, `--user-data-dir=${profile}`, ...reproducibleSwitches, ...args],
    cwd: root,
    chromiumSandbox: canSandbox(),
  })
  const page = await app.firstWindow({ timeout: 60_000 })
  mkdirSync(pictures, { recursive: true })

  return {
    page,

    /** @param {'light' | 'dark'} theme */
    async show(theme) {
      await app.evaluate(({ nativeTheme }, source) => {
        nativeTheme.themeSource = source
      }, theme)
      // Playwright emulates a light theme by default, whatever the app sets.
      await page.emulateMedia({ colorScheme: theme })
    },

    /** @param {[number, number]} size inner width and height */
    async resize([width, height]) {
      await app.evaluate(
        ({ BrowserWindow }, size) => {
          const [window] = BrowserWindow.getAllWindows()
          window?.unmaximize()
          window?.setContentSize(size.width, size.height)
        },
        { width, height },
      )
      await page.waitForFunction((expectedWidth) => window.innerWidth === expectedWidth, width)
    },

    /**
     * Replaces the system's file dialog, which screenshots cannot show, by one that returns these paths.
     * @param {string[]} paths
     */
    async chooseFiles(paths) {
      await app.evaluate(({ dialog }, filePaths) => {
        dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths })
      }, paths)
    },

    async picture(name) {
      await page.evaluate(() => document.fonts.ready.then(() => undefined))
      const path = join(pictures, `${name}.png`)
      await page.screenshot({ path, animations: 'disabled', caret: 'hide' })
      log(`  picture: ${name}.png`)
    },

    async close() {
      await app.close()
      rmSync(profile, { recursive: true, force: true })
    },
  }
}
