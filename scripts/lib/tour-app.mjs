import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { _electron } from '@playwright/test'
import { canSandbox } from './launch-app.mjs'
import { root } from './paths.mjs'
import { log } from './log.mjs'

/** The same pixels on every machine: one scale, one language, no caret, no animation caught half-way. */
const steady = ['--force-device-scale-factor=1', '--lang=en']

/**
 * The real app with a profile of its own, which is thrown away at the end.
 * @param {{ pictures: string, args?: string[] }} options pictures: the folder to put pictures in
 */
export async function openTourApp({ pictures, args = [] }) {
  const profile = mkdtempSync(join(tmpdir(), 'refshelf-tour-'))
  const app = await _electron.launch({
    args: [root, `--user-data-dir=${profile}`, ...steady, ...args],
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
      // Playwright holds the page at light whatever the app says.
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
      await page.waitForFunction((wanted) => window.innerWidth === wanted, width)
    },

    /**
     * The system's dialog, which no camera sees, answers with these.
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
