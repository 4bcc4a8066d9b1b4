import {
  chmodSync,
  cpSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { capture } from '../run.mjs'
import { inRoot } from '../paths.mjs'
import { StopError } from '../log.mjs'

const depends = ['libgtk-3-0 | libgtk-3-0t64', 'libnss3', 'libasound2 | libasound2t64', 'libgbm1']
const recommends = [
  'gnome-keyring | kwalletmanager',
  'xdg-desktop-portal',
  'libnotify4',
  'libsecret-1-0',
  'xdg-utils',
]

/**
 * @typedef {object} DebFacts
 * @property {string} app the unpacked app
 * @property {string} name of the package and the command
 * @property {string} version as Debian writes it
 * @property {number} seconds of the commit, since 1970: the time of each file that is newer
 * @property {string} description
 * @property {string} into folder for the result
 */

function kibibytesIn(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true }).reduce(
    (sum, entry) =>
      sum + (entry.isFile() ? Math.ceil(lstatSync(join(entry.parentPath, entry.name)).size / 1024) : 1),
    0,
  )
}

/** @param {DebFacts} facts */
function control({ name, version, description }, size) {
  return `${[
    `Package: ${name}`,
    `Version: ${version}`,
    'Architecture: amd64',
    'Maintainer: The Refshelf authors <refshelf@example.org>',
    `Installed-Size: ${size}`,
    `Depends: ${depends.join(', ')}`,
    `Recommends: ${recommends.join(', ')}`,
    'Section: text',
    'Priority: optional',
    'Homepage: https://refshelf.example.org',
    `Description: ${description}`,
  ].join('\n')}\n`
}

/** The entry of the applications menu. @param {string} name of the command */
export function desktopEntry(name) {
  const entry = JSON.parse(readFileSync(inRoot('packaging/linux/desktop-entry.json'), 'utf8'))
  const fields = { ...entry, Exec: `${name} %U`, Icon: name, StartupWMClass: name }
  if (name.endsWith('-trial')) fields.Name = `${entry.Name} (trial)`
  const lines = Object.entries(fields).map(([key, value]) => `${key}=${value}`)
  return `[Desktop Entry]\n${lines.join('\n')}\n`
}

function write(path, content, mode = 0o644) {
  mkdirSync(join(path, '..'), { recursive: true })
  writeFileSync(path, content)
  chmodSync(path, mode)
}

/**
 * Makes the .deb with dpkg-deb. The usual tool, fpm, is on neither registry, and a package needs no more than this.
 * @param {DebFacts} facts
 * @returns {string} the path of the package
 */
export function makeDeb(facts) {
  const { app, name, version, seconds, into } = facts
  const folder = `/opt/${name}`
  const date = new Date(seconds * 1000).toISOString().slice(0, 10)
  const fill = (file) =>
    readFileSync(inRoot('packaging/linux', file), 'utf8')
      .replaceAll('@NAME@', name)
      .replaceAll('@FOLDER@', folder)
      .replaceAll('@VERSION@', version)
      .replaceAll('@DATE@', date)
  const root = mkdtempSync(join(tmpdir(), 'refshelf-deb-'))
  try {
    cpSync(app, join(root, folder), { recursive: true, preserveTimestamps: true, verbatimSymlinks: true })
    write(join(root, folder, 'resources/apparmor-profile'), fill('apparmor-profile'))
    write(join(root, `usr/share/applications/${name}.desktop`), desktopEntry(name))
    write(join(root, `usr/share/metainfo/com.refshelf.Refshelf.metainfo.xml`), fill('metainfo.xml'))
    for (const icon of readdirSync(inRoot('packaging/icons'))) {
      const size = icon.replace('.png', '')
      write(
        join(root, `usr/share/icons/hicolor/${size}/apps/${name}.png`),
        readFileSync(inRoot('packaging/icons', icon)),
      )
    }
    write(join(root, `usr/share/doc/${name}/copyright`), readFileSync(inRoot('LICENSE'), 'utf8'))
    write(join(root, 'DEBIAN/control'), control(facts, kibibytesIn(root)))
    write(join(root, 'DEBIAN/postinst'), fill('after-install.sh'), 0o755)
    write(join(root, 'DEBIAN/postrm'), fill('after-remove.sh'), 0o755)
    chmodSync(root, 0o755)
    for (const entry of readdirSync(root, { recursive: true, withFileTypes: true }))
      if (entry.isDirectory()) chmodSync(join(entry.parentPath, entry.name), 0o755)
    const target = join(into, `${name}_${version}_amd64.deb`)
    const { ok, stderr } = capture('env', [
      `SOURCE_DATE_EPOCH=${seconds}`,
      'dpkg-deb',
      '--root-owner-group',
      '-Zxz',
      '-z2',
      '--build',
      root,
      target,
    ])
    if (!ok) throw new StopError(`dpkg-deb failed: ${stderr.trim()}`)
    return target
  } finally {
    rmSync(root, { recursive: true, force: true })
  }
}
