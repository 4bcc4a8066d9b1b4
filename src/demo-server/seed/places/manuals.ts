import type { AssetSpec, SeedSpec } from '../../store/seed-spec'
import { jpegFile } from '../files/jpeg-file'
import { pdfFile } from '../files/pdf-file'
import { svgFile } from '../files/svg-file'
import { kettleManualTexts, quickStartTexts, safetyTexts, toasterManualTexts } from '../texts/manuals'
import { locales, partlyTranslated, type Text } from '../texts/text'
import { asset, between, mapEveryNth, screenshot, segmentsFrom } from './make'

const project = 7221
const quick = { did: 20110, first: 27667001 }
const kettle = { did: 20111, first: 27667101 }
const toaster = { did: 20112, first: 27667201 }
const safety = { did: 20113, first: 27667301 }

const phrasesPerPart = 5
const phrasesPerPage = 10

/** The manual as a PDF in each language, on its first segment. */
function printedManuals(firstSid: number, name: string, texts: readonly Text[]): AssetSpec[] {
  return locales.map((locale, order) => {
    const lines = texts.slice(0, 30).map((text) => text[order] ?? '')
    const pages = [0, 1, 2].map((page) => {
      const pageLines = lines.slice(page * phrasesPerPage, (page + 1) * phrasesPerPage)
      return [page === 0 ? name : `${name}, ${page + 1}`, ...pageLines]
    })
    return asset({ segmentId: firstSid, locale, folder: 'print' }, `${name}-${locale}.pdf`, pdfFile(pages))
  })
}

function partFiles(
  texts: readonly Text[],
  manual: { first: number; scene: 'kettle' | 'toaster' },
): AssetSpec[] {
  return mapEveryNth(texts, phrasesPerPart, ([en], index) => {
    const segmentId = manual.first + index
    const number = index / phrasesPerPart + 1
    const title = en.replace(/^.*touch the (.*)\.$/, '$1')
    const photo = `IMG_${2040 + index}.JPG`
    return [
      asset({ segmentId, folder: 'drawings' }, `part ${number}.svg`, svgFile(title, number)),
      asset(
        { segmentId, folder: 'photos' },
        photo,
        jpegFile(manual.scene, between(photo, 80_000, 420_000), photo),
      ),
      ...locales.map((locale) =>
        screenshot({ segmentId: segmentId + 2, locale, folder: 'diagrams' }, `diagram ${number}.png`, {
          kind: 'diagram',
          title: `${number} ${title}`,
        }),
      ),
    ]
  })
}

function quickStartFiles(): AssetSpec[] {
  const steps = mapEveryNth(quickStartTexts, 1, ([en], index) => [
    screenshot({ segmentId: quick.first + index, folder: 'diagrams' }, `step${index}.png`, {
      kind: 'diagram',
      title: en,
    }),
  ])
  return [...steps, ...printedManuals(quick.first, 'quick-start', quickStartTexts)]
}

function safetyFiles(): AssetSpec[] {
  const notes = locales.map((locale) =>
    asset(
      { segmentId: safety.first + 1, locale },
      'legal notes.txt',
      `Checked by the legal team (${locale}).\nDo not shorten.\n`,
    ),
  )
  return [...printedManuals(safety.first, 'safety', safetyTexts), ...notes]
}

export function manualsProject(): SeedSpec {
  const shared = { pid: project, domain: 'WORD' }
  return {
    projects: [
      {
        id: project,
        reference: 'Brimble kitchen line - product manuals',
        client: 'Brimble Household',
        received: '2025-06-16T07:45:00.0000000Z',
        deadline: '2026-10-30T12:00:00.0000000Z',
        instructions: 'Part names as in the drawings.',
      },
    ],
    documents: [
      { ...shared, did: quick.did, name: 'kettle\\K2 quick start.docx' },
      { ...shared, did: kettle.did, name: 'kettle\\K2 care.docx' },
      { ...shared, did: toaster.did, name: 'toaster\\T4 care.docx' },
      { ...shared, did: safety.did, name: 'safety\\general notes.docx' },
    ],
    segments: [
      ...segmentsFrom(quick.did, quick.first, quickStartTexts),
      ...segmentsFrom(kettle.did, kettle.first, kettleManualTexts),
      ...segmentsFrom(toaster.did, toaster.first, partlyTranslated(toasterManualTexts, 3)),
      ...segmentsFrom(safety.did, safety.first, safetyTexts),
    ],
    jobs: [
      { id: 's802', pid: project, reference: 'Toaster, French', target: 'fr', documentIds: [toaster.did] },
      {
        id: 'c2017',
        pid: project,
        reference: 'safety\\general notes.docx',
        target: 'ja',
        task: 'RV',
        documentIds: [safety.did],
      },
    ],
    assets: [
      ...quickStartFiles(),
      ...partFiles(kettleManualTexts, { first: kettle.first, scene: 'kettle' }),
      ...partFiles(toasterManualTexts, { first: toaster.first, scene: 'toaster' }),
      ...safetyFiles(),
    ],
  }
}
