import type { AssetSpec, SeedSpec } from '../../store/seed-spec'
import { svgFile } from '../files/svg-file'
import { longWavFile } from '../files/wav-file'
import { asset, screenshot, segmentsFrom } from './make'

/** Hostile names and extreme sizes, kept in a separate project. */
const project = 7301
const hostile = { did: 20401, first: 27668501 }
const sizes = { did: 20402, first: 27668521 }
const empty = { did: 20403, first: 27668531 }

const largeFileBytes = 30 * 1024 * 1024
const longNameLength = 200

/** Stored exactly as given. A name that contains `/` or `\`, or is `.` or `..`, cannot be requested safely. */
export const hostileNames: readonly string[] = [
  '#1 100%.png',
  'a&b=c.png',
  'a+b.png',
  'a b.png',
  'x;y?.png',
  '%2e%2e',
  '%00.txt',
  '%23.png',
  'caf\u00e9.txt',
  'cafe\u0301.txt',
  'invoice\u202egnp.exe',
  '\u{1f3d6}\u{fe0f} beach.txt',
  '\u6e2f\u306e\u5730\u56f3.txt',
  '\u062e\u0631\u064a\u0637\u0629 \u0627\u0644\u0645\u064a\u0646\u0627\u0621.txt',
  ' leading space.txt',
  'trailing space.txt ',
  `${'long name '.repeat(19)}${'x'.repeat(6)}.txt`.slice(-longNameLength),
  '.',
  '..',
  '...',
  'up/one.txt',
  'down\\one.txt',
  '../outside.txt',
  'null',
  'undefined',
  '"quoted".txt',
  "it's.txt",
  '<img src=x onerror=alert(1)>.txt',
  '=HYPERLINK("#").csv',
  'CON',
  '\ud83c half an emoji.txt',
  'filename=other.png',
  '&locale=de',
  'File2.txt',
  'file10.txt',
]

function hostileFiles(): AssetSpec[] {
  const segmentId = hostile.first
  return hostileNames.map((name, index) => {
    if (name.endsWith('.png'))
      return screenshot({ segmentId }, name, { kind: 'page', title: `Hostile ${index + 1}` })
    return asset({ segmentId }, name, `The file with the hostile name ${index + 1}.\n`)
  })
}

/** Files that a careless request for a hostile name would affect. */
function filesAtRisk(): AssetSpec[] {
  const segmentId = hostile.first
  const fileAtRisk = (folder: string, name: string) =>
    asset({ segmentId, folder }, name, `Innocent: ${folder}/${name}\n`)
  return [
    fileAtRisk('up', 'one.txt'),
    fileAtRisk('down', 'one.txt'),
    fileAtRisk('', 'outside.txt'),
    fileAtRisk('', 'a'),
  ]
}

/** Folders that look like locales, contain `..` or special characters, or use other scripts. */
function hostileFolders(): AssetSpec[] {
  const segmentId = hostile.first + 1
  const folders = [
    'en',
    'de/en',
    'a&b',
    'caf\u00e9',
    'cafe\u0301',
    '\u5199\u771f/\u6e2f',
    ' spaced ',
    '100%',
    'up/..',
    '#',
  ]
  return [
    ...folders.map((folder) => asset({ segmentId, folder }, 'same name.svg', svgFile(folder, folder.length))),
    asset({ segmentId, locale: 'en' }, 'same name.svg', svgFile('English, at the root', 3)),
    asset({ segmentId }, 'same name.svg', svgFile('Neutral, at the root', 4)),
  ]
}

export function edgeCasesProject(): SeedSpec {
  const shared = { pid: project, domain: 'TEXT' }
  return {
    projects: [
      {
        id: project,
        reference: 'Edge cases',
        client: 'In-house',
        status: 3,
        received: '2025-11-03T09:15:00.0000000Z',
      },
    ],
    documents: [
      { ...shared, did: hostile.did, name: 'tests\\hostile names' },
      { ...shared, did: sizes.did, name: 'tests\\sizes.txt' },
      { ...shared, did: empty.did, name: 'tests\\without files.txt' },
    ],
    segments: [
      ...segmentsFrom(hostile.did, hostile.first, [
        ['File names that break careless programs', '', '', ''],
        ['Folder names that break careless programs', '', '', ''],
      ]),
      ...segmentsFrom(sizes.did, sizes.first, [
        ['A file of no bytes at all', 'Eine Datei ohne ein einziges Byte', '', ''],
        ['A recording that nobody cut', 'Eine ungeschnittene Aufnahme', '', ''],
      ]),
      ...segmentsFrom(empty.did, empty.first, [
        [
          'No file hangs here',
          'Hier hängt keine Datei',
          "Aucun fichier n'est joint ici",
          'ここにファイルはありません',
        ],
        ['Nor here', 'Hier auch nicht', 'Ici non plus', 'ここにもありません'],
      ]),
    ],
    assets: [
      ...hostileFiles(),
      ...filesAtRisk(),
      ...hostileFolders(),
      asset({ segmentId: sizes.first }, 'empty.txt', ''),
      asset({ segmentId: sizes.first }, 'one byte.txt', 'x'),
      asset({ segmentId: sizes.first + 1 }, 'walkthrough (uncut).wav', longWavFile(largeFileBytes, 110)),
    ],
  }
}
