import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { inRoot } from '../paths.mjs'
import { capture } from '../run.mjs'
import { StopError } from '../log.mjs'

/** Files that belong to a package's licence. */
const licenseFile = /^(?:licen[cs]e|copying|notice)(?:[._-].*)?$/i

/** Data that is copied from packages into the bundle under other licences. */
const dataFolders = [
  'node_modules/pdfjs-dist/cmaps',
  'node_modules/pdfjs-dist/standard_fonts',
  'node_modules/pdfjs-dist/wasm',
]

/** @returns {string[]} the texts, each below its file name */
function licenseTexts(folder) {
  return readdirSync(folder)
    .filter((name) => licenseFile.test(name))
    .sort()
    .map((name) => `${name}:\n\n${readFileSync(join(folder, name), 'utf8').trim()}`)
}

/**
 * The packages whose code is in the bundle, and their licences, as npm knows them.
 * @returns {{ name: string, version: string, path: string }[]}
 */
function shippedPackages() {
  const { ok, stdout } = capture('npm', ['ls', '--omit', 'dev', '--all', '--parseable', '--long'])
  if (!ok) throw new StopError('npm cannot list the packages: npm ci')
  const entries = stdout.split('\n').flatMap((line) => {
    const [path = '', id = ''] = line.split(':')
    const at = id.lastIndexOf('@')
    return path.includes('node_modules') ? [{ path, name: id.slice(0, at), version: id.slice(at + 1) }] : []
  })
  return [...new Map(entries.map((entry) => [`${entry.name}@${entry.version}`, entry])).values()].sort(
    (a, b) => (a.name < b.name ? -1 : 1),
  )
}

function declaredLicense(folder) {
  const { license, licenses, author } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  const name = typeof author === 'string' ? author : author?.name
  // Older packages have a list.
  const declared = license ?? licenses?.map(({ type }) => type).join(', ') ?? 'no licence'
  return `${declared}${name === undefined ? '' : ` (${name})`}`
}

/** The licences of everything that ships but Electron, which brings its own. */
export function thirdPartyText() {
  const line = '-'.repeat(100)
  const packages = shippedPackages().map(({ name, version, path }) => {
    const license = declaredLicense(path)
    if (license.startsWith('no licence')) throw new StopError(`${name} ${version} declares no licence`)
    return [`${name} ${version}: ${license}`, ...licenseTexts(path)].join('\n\n')
  })
  const data = dataFolders
    .filter((folder) => existsSync(inRoot(folder)))
    .map((folder) => {
      const texts = licenseTexts(inRoot(folder))
      if (texts.length === 0) throw new StopError(`${folder} has no licence`)
      return [`Data in ${folder.replace('node_modules/', '')}`, ...texts].join('\n\n')
    })
  const head =
    'Refshelf contains code and data of the following projects. Electron and Chromium have their own files.'
  return `${[head, ...packages, ...data].join(`\n\n${line}\n`)}\n`
}

/**
 * The software bill of materials (CycloneDX) by npm, with a time and a number that depend on the content only.
 * @param {number} seconds since 1970
 */
export function billOfMaterials(seconds) {
  const { ok, stdout, stderr } = capture('npm', ['sbom', '--sbom-format', 'cyclonedx', '--omit', 'dev'])
  if (!ok) throw new StopError(`npm cannot make the bill of materials: ${stderr.split('\n')[0]}`)
  const bill = JSON.parse(stdout)
  bill.metadata.timestamp = new Date(seconds * 1000).toISOString()
  delete bill.serialNumber
  const hash = createHash('sha256').update(JSON.stringify(bill)).digest('hex')
  const groups = [
    hash.slice(0, 8),
    hash.slice(8, 12),
    `4${hash.slice(13, 16)}`,
    `8${hash.slice(17, 20)}`,
    hash.slice(20, 32),
  ]
  bill.serialNumber = `urn:uuid:${groups.join('-')}`
  return `${JSON.stringify(bill, null, 2)}\n`
}

/** Writes both files into `folder`. */
export function writeNotices(folder, seconds) {
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'THIRD-PARTY.txt'), thirdPartyText())
  writeFileSync(join(folder, 'sbom.cdx.json'), billOfMaterials(seconds))
}
