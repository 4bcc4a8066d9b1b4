/**
 * How the packages are built. `npm run package` calls this for the unpacked app on Linux, from which it makes the .deb itself;
 * the release workflow calls it for the other targets. With REFSHELF_TRIAL_RUNTIME, the folder of the trial runtime, the
 * result is a package for tests that no release may publish.
 */
const { readFileSync, rmSync } = require('node:fs')
const path = require('node:path')

const root = path.join(__dirname, '..')
const trialRuntime = process.env.REFSHELF_TRIAL_RUNTIME
const isTrial = trialRuntime !== undefined
const desktopEntry = JSON.parse(readFileSync(path.join(__dirname, 'linux/desktop-entry.json'), 'utf8'))
const electron = JSON.parse(readFileSync(path.join(root, 'node_modules/electron/package.json'), 'utf8'))

/** Fuses that this Electron does not have yet would fail the build, so the newest are set on the pinned version only. */
const newFuses = isTrial ? {} : { grantFileProtocolExtraPrivileges: false }

module.exports = {
  appId: 'com.refshelf.Refshelf',
  productName: 'Refshelf',
  copyright: 'The Refshelf authors',
  extraMetadata: {
    homepage: 'https://refshelf.example.org',
    author: { name: 'The Refshelf authors', email: 'refshelf@example.org' },
    desktopName: isTrial ? 'refshelf-trial.desktop' : 'refshelf.desktop',
    scripts: {},
  },
  electronVersion: isTrial ? process.env.REFSHELF_TRIAL_VERSION : electron.version,
  ...(isTrial && { electronDist: trialRuntime }),
  // Everything is bundled into out/, so there is nothing to rebuild and no node_modules to ship.
  npmRebuild: false,
  files: ['out/**', 'package.json', '!out/build.json', '!node_modules/**'],
  asar: true,
  electronLanguages: ['en-US', 'de', 'fr', 'es', 'ja'],
  directories: { output: 'artifacts/package', buildResources: 'packaging' },
  extraFiles: [{ from: 'artifacts/package/notices', to: '.' }],
  electronFuses: {
    runAsNode: false,
    enableNodeOptionsEnvironmentVariable: false,
    enableNodeCliInspectArguments: false,
    enableEmbeddedAsarIntegrityValidation: true,
    onlyLoadAppFromAsar: true,
    loadBrowserProcessSpecificV8Snapshot: false,
    // The app stores no cookies; on macOS this would ask for the keychain at the first start.
    enableCookieEncryption: false,
    ...newFuses,
  },
  protocols: [{ name: 'Refshelf link', schemes: ['refshelf'] }],
  linux: {
    target: ['AppImage', 'rpm'],
    executableName: isTrial ? 'refshelf-trial' : 'refshelf',
    category: 'Office',
    maintainer: 'The Refshelf authors <refshelf@example.org>',
    synopsis: desktopEntry.GenericName,
    icon: 'packaging/icons',
    desktop: { entry: desktopEntry },
  },
  win: { target: ['nsis'], icon: 'packaging/icons/512x512.png' },
  nsis: { oneClick: false, perMachine: false, allowToChangeInstallationDirectory: true },
  mac: {
    target: ['dmg', 'zip'],
    category: 'public.app-category.productivity',
    icon: 'packaging/icons/1024x1024.png',
    hardenedRuntime: true,
    gatekeeperAssess: false,
    entitlements: 'packaging/mac/entitlements.plist',
    entitlementsInherit: 'packaging/mac/entitlements.plist',
    notarize: process.env.APPLE_API_KEY !== undefined,
  },
  publish: null,
  afterPack: ({ appOutDir }) => {
    // Runs whatever folder it is given; a packaged app must run its archive only.
    rmSync(path.join(appOutDir, 'resources/default_app.asar'), { recursive: true, force: true })
  },
}
