import type { AssetSpec, SeedSpec } from '../../store/seed-spec'
import { jpegFile } from '../files/jpeg-file'
import { pdfFile } from '../files/pdf-file'
import { svgFile } from '../files/svg-file'
import { KETTLE_MANUAL_TEXTS, QUICK_START_TEXTS, SAFETY_TEXTS, TOASTER_MANUAL_TEXTS } from '../texts/manuals'
import { LOCALES, partly, type Text } from '../texts/text'
import { asset, between, forEvery, screenshot, segmentsFrom } from './make'

const PROJECT = 7221
const QUICK = { did: 20110, first: 27667001 }
const KETTLE = { did: 20111, first: 27667101 }
const TOASTER = { did: 20112, first: 27667201 }
const SAFETY = { did: 20113, first: 27667301 }

const PHRASES_PER_PART = 5
const PHRASES_PER_PAGE = 10

/** The manual as a PDF in each language, on its first segment. */
function printed(firstSid: number, name: string, texts: readonly Text[]): AssetSpec[] {
  return LOCALES.map((locale, order) => {
    const lines = texts.slice(0, 30).map((text) => text[order] ?? '')
    const pages = [0, 1, 2].map((page) => {
      const own = lines.slice(page * PHRASES_PER_PAGE, (page + 1) * PHRASES_PER_PAGE)
      return [page === 0 ? name : `${name}, ${page + 1}`, ...own]
    })
    return asset({ segmentId: firstSid, locale, folder: 'print' }, `${name}-${locale}.pdf`, pdfFile(pages))
  })
}

function partFiles(
  texts: readonly Text[],
  manual: { first: number; scene: 'kettle' | 'toaster' },
): AssetSpec[] {
  return forEvery(texts, PHRASES_PER_PART, ([en], index) => {
    const segmentId = manual.first + index
    const number = index / PHRASES_PER_PART + 1
    const title = en.replace(/^.*touch the (.*)\.$/, '$1')
    const photo = `IMG_${2040 + index}.JPG`
    return [
      asset({ segmentId, folder: 'drawings' }, `part ${number}.svg`, svgFile(title, number)),
      asset(
        { segmentId, folder: 'photos' },
        photo,
        jpegFile(manual.scene, between(photo, 80_000, 420_000), photo),
      ),
      ...LOCALES.map((locale) =>
        screenshot({ segmentId: segmentId + 2, locale, folder: 'diagrams' }, `diagram ${number}.png`, {
          kind: 'diagram',
          title: `${number} ${title}`,
        }),
      ),
    ]
  })
}

function quickStartFiles(): AssetSpec[] {
  const steps = forEvery(QUICK_START_TEXTS, 1, ([en], index) => [
    screenshot({ segmentId: QUICK.first + index, folder: 'diagrams' }, `step${index}.png`, {
      kind: 'diagram',
      title: en,
    }),
  ])
  return [...steps, ...printed(QUICK.first, 'quick-start', QUICK_START_TEXTS)]
}

function safetyFiles(): AssetSpec[] {
  const notes = LOCALES.map((locale) =>
    asset(
      { segmentId: SAFETY.first + 1, locale },
      'legal notes.txt',
      `Checked by the legal team (${locale}).\nDo not shorten.\n`,
    ),
  )
  return [...printed(SAFETY.first, 'safety', SAFETY_TEXTS), ...notes]
}

export function manualsProject(): SeedSpec {
  const shared = { pid: PROJECT, domain: 'WORD' }
  return {
    projects: [
      {
        id: PROJECT,
        reference: 'Brimble kitchen line - product manuals',
        client: 'Brimble Household',
        received: '2025-06-16T07:45:00.0000000Z',
        deadline: '2026-10-30T12:00:00.0000000Z',
        instructions: 'Part names as in the drawings.',
      },
    ],
    documents: [
      { ...shared, did: QUICK.did, name: 'kettle\\K2 quick start.docx' },
      { ...shared, did: KETTLE.did, name: 'kettle\\K2 care.docx' },
      { ...shared, did: TOASTER.did, name: 'toaster\\T4 care.docx' },
      { ...shared, did: SAFETY.did, name: 'safety\\general notes.docx' },
    ],
    segments: [
      ...segmentsFrom(QUICK.did, QUICK.first, QUICK_START_TEXTS),
      ...segmentsFrom(KETTLE.did, KETTLE.first, KETTLE_MANUAL_TEXTS),
      ...segmentsFrom(TOASTER.did, TOASTER.first, partly(TOASTER_MANUAL_TEXTS, 3)),
      ...segmentsFrom(SAFETY.did, SAFETY.first, SAFETY_TEXTS),
    ],
    jobs: [
      { id: 's802', pid: PROJECT, reference: 'Toaster, French', target: 'fr', documentIds: [TOASTER.did] },
      {
        id: 'c2017',
        pid: PROJECT,
        reference: 'safety\\general notes.docx',
        target: 'ja',
        task: 'RV',
        documentIds: [SAFETY.did],
      },
    ],
    assets: [
      ...quickStartFiles(),
      ...partFiles(KETTLE_MANUAL_TEXTS, { first: KETTLE.first, scene: 'kettle' }),
      ...partFiles(TOASTER_MANUAL_TEXTS, { first: TOASTER.first, scene: 'toaster' }),
      ...safetyFiles(),
    ],
  }
}
