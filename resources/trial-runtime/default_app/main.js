'use strict'
/*
 * Makes `electron <folder>` work on the trial runtime, which has no default app. Like Electron's default app, it reads the
 * folder's package.json, applies its name, version and path, and loads it.
 */
const { app } = require('electron')
const fs = require('node:fs')
const Module = require('node:module')
const path = require('node:path')

/** The modules to load first (`-r`, which Playwright uses) and the first argument that is not a switch. */
function parseArguments(args) {
  const modules = []
  for (let index = 0; index < args.length; index += 1) {
    if (args[index] === '-r' || args[index] === '--require') modules.push(args[(index += 1)])
    else if (!args[index].startsWith('-')) return { modules, folder: args[index] }
  }
  return { modules, folder: undefined }
}

function applyIdentity(folder) {
  const manifest = JSON.parse(fs.readFileSync(path.join(folder, 'package.json'), 'utf8'))
  app.name = manifest.productName || manifest.name
  if (manifest.version) app.setVersion(manifest.version)
  app.setAppPath(folder)
  // Electron has already chosen the profile folder for the name "Electron". A requested folder must win, because otherwise all
  // test runs would share one profile.
  if (!app.commandLine.hasSwitch('user-data-dir')) {
    app.setPath('userData', path.join(app.getPath('appData'), app.name))
  }
}

const { modules, folder } = parseArguments(process.argv.slice(1))
if (modules.length > 0) Module._preloadModules(modules)

if (folder === undefined) {
  console.error('Usage: electron <app folder>')
  app.exit(1)
} else {
  const resolved = path.resolve(folder)
  Object.defineProperty(process, 'defaultApp', { value: true, enumerable: true })
  applyIdentity(resolved)
  Module._load(resolved, null, true)
}
