import type { AssetSpec, SeedSpec } from '../../store/seed-spec'
import { jpegFile, JPEG_SCENES } from '../files/jpeg-file'
import { svgFile } from '../files/svg-file'
import { mp4File, webmFile } from '../files/video-file'
import { wavFile } from '../files/wav-file'
import { webpFile, WEBP_SCENES } from '../files/webp-file'
import { DIALOGUE_TEXTS, INVENTORY_TEXTS, MENU_TEXTS, STRING_TABLE_TEXTS } from '../texts/game'
import { LOCALES, partly } from '../texts/text'
import { asset, between, forEvery, screenshot, segmentsFrom, slug } from './make'

const PROJECT = 7214
/** The first segment is the one of the documentation's samples. */
const MENU = { did: 19641, first: 27665601 }
const INVENTORY = { did: 19642, first: 27665701 }
const DIALOGUE = { did: 19643, first: 27665801 }
const STRINGS = { did: 19644, first: 27666001 }

/** 2,268,156 bytes, as in the documentation's sample answer. */
const SAMPLE_BYTES = 2_268_156

function sampleSegment(): AssetSpec[] {
  const segmentId = MENU.first
  const photo = (locale: string | undefined, size: number) =>
    asset(
      locale === undefined ? { segmentId } : { segmentId, locale },
      'pexels-gons3.jpg',
      jpegFile('coast', size, `pexels-gons3 ${locale ?? 'all'}`),
    )
  return [
    photo('en', SAMPLE_BYTES),
    photo('de', 184_220),
    photo(undefined, 96_412),
    asset({ segmentId, folder: 'layout' }, 'menu-wireframe.svg', svgFile('Main menu', 1)),
    asset({ segmentId, folder: 'audio' }, 'menu-theme.wav', wavFile(3, 196)),
    asset(
      { segmentId, folder: 'notes' },
      'context.txt',
      'Shown once, on the title screen. 24 characters at most.\n',
    ),
    asset(
      { segmentId, folder: 'layout' },
      'limits.json',
      '{ "maxCharacters": 24, "font": "Harbour Sans" }\n',
    ),
  ]
}

/** The languages that a screenshot was taken in so far: English always, the others less and less. */
const localesFor = (index: number) => LOCALES.filter((_, order) => index % (order + 1) === 0)

function menuScreens(): AssetSpec[] {
  return forEvery(MENU_TEXTS, 1, ([en], index) =>
    localesFor(index).map((locale) => {
      const title = MENU_TEXTS[index]?.[locale === 'ja' ? 0 : LOCALES.indexOf(locale)] ?? en
      const spot = { segmentId: MENU.first + index, locale, folder: 'screens' }
      return screenshot(spot, `menu-${slug(en)}.png`, { kind: 'menu', title })
    }),
  )
}

function inventoryPictures(): AssetSpec[] {
  const icons = forEvery(INVENTORY_TEXTS, 6, ([en], index) => {
    const scene = WEBP_SCENES[index % WEBP_SCENES.length] ?? 'fruit'
    const name = `icon ${slug(en.replace('Pick up: ', ''))}.webp`
    const bytes = webpFile(scene, between(name, 3_000, 9_000) * 2, name)
    return [asset({ segmentId: INVENTORY.first + index, folder: 'icons' }, name, bytes)]
  })
  const screens = forEvery(INVENTORY_TEXTS, 3, (text, index) =>
    LOCALES.map((locale, order) => {
      const spot = { segmentId: INVENTORY.first + index, locale, folder: 'screens/inventory' }
      const title = text[locale === 'ja' ? 0 : order] ?? ''
      return screenshot(spot, `inventory-${index + 1}.png`, { kind: 'inventory', title })
    }),
  )
  return [...icons, ...screens]
}

function dialogueFiles(): AssetSpec[] {
  const files = forEvery(DIALOGUE_TEXTS, 1, (text, index) => {
    const segmentId = DIALOGUE.first + index
    const number = String(index + 1).padStart(2, '0')
    const voices = (['en', 'de', 'ja'] as const).map((locale, order) =>
      asset(
        { segmentId, locale, folder: 'voice' },
        `hm_${number}.wav`,
        wavFile(1 + (text[0].length % 5) / 2, 140 + order * 35),
      ),
    )
    const name = `scene ${number}.jpg`
    const scene = JPEG_SCENES[index % JPEG_SCENES.length] ?? 'harbour'
    return [
      ...voices,
      asset({ segmentId, folder: 'scenes' }, name, jpegFile(scene, between(name, 60_000, 320_000), name)),
    ]
  })
  const cut = { segmentId: DIALOGUE.first, folder: 'cutscenes' }
  return [
    ...files,
    asset(cut, 'arrival.mp4', mp4File(412_080, 'arrival')),
    asset({ ...cut, segmentId: DIALOGUE.first + 11 }, 'farewell.webm', webmFile(268_300, 'farewell')),
    screenshot({ segmentId: DIALOGUE.first, locale: 'en', folder: 'screens' }, 'dialogue-box.png', {
      kind: 'dialogue',
      title: 'Harbour master',
    }),
  ]
}

function mapMarks(): AssetSpec[] {
  return forEvery(STRING_TABLE_TEXTS, 16, ([en], index) => {
    const place = en.replace('Sail to: ', '')
    const spot = { segmentId: STRINGS.first + index, folder: 'map' }
    return [asset(spot, `${slug(place)}.svg`, svgFile(place, index / 16))]
  })
}

export function gameProject(): SeedSpec {
  const shared = { pid: PROJECT }
  return {
    projects: [
      {
        id: PROJECT,
        reference: 'Paper Harbour - game UI',
        client: 'Foldwater Studio',
        received: '2025-02-03T08:30:00.0000000Z',
        deadline: '2026-12-18T17:00:00.0000000Z',
        manager: 'Demo manager',
        instructions: 'Menu texts must fit their buttons; see the screenshots.',
      },
    ],
    documents: [
      { ...shared, did: MENU.did, name: 'ui\\menu.docx', domain: 'WORD' },
      { ...shared, did: INVENTORY.did, name: 'ui\\inventory.xlsx', domain: 'EXCEL' },
      { ...shared, did: DIALOGUE.did, name: 'ui\\dialogue\\harbour master.docx', domain: 'WORD' },
      { ...shared, did: STRINGS.did, name: 'strings\\string table.csv', domain: 'TEXT' },
    ],
    segments: [
      ...segmentsFrom(MENU.did, MENU.first, MENU_TEXTS),
      ...segmentsFrom(INVENTORY.did, INVENTORY.first, partly(INVENTORY_TEXTS, 9)),
      ...segmentsFrom(DIALOGUE.did, DIALOGUE.first, DIALOGUE_TEXTS),
      ...segmentsFrom(STRINGS.did, STRINGS.first, partly(STRING_TABLE_TEXTS, 4)),
    ],
    jobs: [
      {
        id: 's773',
        pid: PROJECT,
        reference: 'Menu and inventory, German',
        target: 'de',
        documentIds: [MENU.did, INVENTORY.did],
      },
      {
        id: 's774',
        pid: PROJECT,
        reference: 'Menu, first half, Japanese',
        target: 'ja',
        documentIds: [MENU.did],
        paragraphs: { first: 1, last: 20 },
      },
      {
        id: 'c2002',
        pid: PROJECT,
        reference: 'ui\\dialogue\\harbour master.docx',
        target: 'fr',
        documentIds: [DIALOGUE.did],
      },
    ],
    assets: [...sampleSegment(), ...menuScreens(), ...inventoryPictures(), ...dialogueFiles(), ...mapMarks()],
  }
}
