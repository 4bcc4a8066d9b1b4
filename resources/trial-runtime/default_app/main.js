'use strict'
/*
 * What makes `electron <folder>` work on the trial runtime, which came without Electron's own default app.
 * It does what that one does for a folder: read its package.json, take its name, version and path, load it.
 */
const { app } = require('electron')
const fs = require('node:fs')
const Module = require('node:module')
const path = require('node:path')

/** The modules to load first (`-r`, which is how Playwright comes in) and the first argument that is no switch. */
function parseArguments(args) {
  const modules = []
  for (let index = 0; index < args.length; index += 1) {
    if (args[index] === '-r' || args[index] === '--require') modules.push(args[(index += 1)])
    else if (!args[index].startsWith('-')) return { modules, folder: args[index] }
  }
  return { modules, folder: undefined }
}

function takeIdentity(folder) {
  const manifest = JSON.parse(fs.readFileSync(path.join(folder, 'package.json'), 'utf8'))
  app.name = manifest.productName || manifest.name
  if (manifest.version) app.setVersion(manifest.version)
  app.setAppPath(folder)
  // Electron has already chosen a folder for "Electron"; the app's own name gives another. A folder that was
  // asked for must win, or all runs of all tests would share one profile.
  if (!app.commandLine.hasSwitch('user-data-dir')) {
    app.setPath('userData', path.join(app.getPath('appData'), app.name))
  }
}

const { modules, folder } = parseArguments(process.argv.slice(1))
if (modules.length > 0) Module._preloadModules(modules)

if (folder === undefined) {
  console.error('Usage: electron <folder of an app>')
  app.exit(1)
} else {
  const resolved = path.resolve(folder)
  Object.defineProperty(process, 'defaultApp', { value: true, enumerable: true })
  takeIdentity(resolved)
  Module._load(resolved, null, true)
}
