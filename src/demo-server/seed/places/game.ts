import type { AssetSpec, SeedSpec } from '../../store/seed-spec'
import { jpegFile, jpegScenes } from '../files/jpeg-file'
import { svgFile } from '../files/svg-file'
import { mp4File, webmFile } from '../files/video-file'
import { wavFile } from '../files/wav-file'
import { webpFile, webpScenes } from '../files/webp-file'
import { dialogueTexts, inventoryTexts, menuTexts, stringTableTexts } from '../texts/game'
import { locales, partlyTranslated } from '../texts/text'
import { asset, between, mapEveryNth, screenshot, segmentsFrom, slug } from './make'

const project = 7214
/** The first segment id is that of the documentation's samples. */
const menu = { did: 19641, first: 27665601 }
const inventory = { did: 19642, first: 27665701 }
const dialogue = { did: 19643, first: 27665801 }
const strings = { did: 19644, first: 27666001 }

/** The size in the documentation's sample response. */
const sampleBytes = 2_268_156

function sampleSegment(): AssetSpec[] {
  const segmentId = menu.first
  const photo = (locale: string | undefined, size: number) =>
    asset(
      locale === undefined ? { segmentId } : { segmentId, locale },
      'pexels-gons3.jpg',
      jpegFile('coast', size, `pexels-gons3 ${locale ?? 'all'}`),
    )
  return [
    photo('en', sampleBytes),
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

/** The locales that have a screenshot: always English, and the others increasingly rarely. */
const screenshotLocales = (index: number) => locales.filter((_, order) => index % (order + 1) === 0)

function menuScreens(): AssetSpec[] {
  return mapEveryNth(menuTexts, 1, ([en], index) =>
    screenshotLocales(index).map((locale) => {
      const title = menuTexts[index]?.[locale === 'ja' ? 0 : locales.indexOf(locale)] ?? en
      const location = { segmentId: menu.first + index, locale, folder: 'screens' }
      return screenshot(location, `menu-${slug(en)}.png`, { kind: 'menu', title })
    }),
  )
}

function inventoryPictures(): AssetSpec[] {
  const icons = mapEveryNth(inventoryTexts, 6, ([en], index) => {
    const scene = webpScenes[index % webpScenes.length] ?? 'fruit'
    const name = `icon ${slug(en.replace('Pick up: ', ''))}.webp`
    const bytes = webpFile(scene, between(name, 3_000, 9_000) * 2, name)
    return [asset({ segmentId: inventory.first + index, folder: 'icons' }, name, bytes)]
  })
  const screens = mapEveryNth(inventoryTexts, 3, (text, index) =>
    locales.map((locale, order) => {
      const location = { segmentId: inventory.first + index, locale, folder: 'screens/inventory' }
      const title = text[locale === 'ja' ? 0 : order] ?? ''
      return screenshot(location, `inventory-${index + 1}.png`, { kind: 'inventory', title })
    }),
  )
  return [...icons, ...screens]
}

function dialogueFiles(): AssetSpec[] {
  const files = mapEveryNth(dialogueTexts, 1, (text, index) => {
    const segmentId = dialogue.first + index
    const number = String(index + 1).padStart(2, '0')
    const voices = (['en', 'de', 'ja'] as const).map((locale, order) =>
      asset(
        { segmentId, locale, folder: 'voice' },
        `hm_${number}.wav`,
        wavFile(1 + (text[0].length % 5) / 2, 140 + order * 35),
      ),
    )
    const name = `scene ${number}.jpg`
    const scene = jpegScenes[index % jpegScenes.length] ?? 'harbour'
    return [
      ...voices,
      asset({ segmentId, folder: 'scenes' }, name, jpegFile(scene, between(name, 60_000, 320_000), name)),
    ]
  })
  const cutscenes = { segmentId: dialogue.first, folder: 'cutscenes' }
  return [
    ...files,
    asset(cutscenes, 'arrival.mp4', mp4File(412_080, 'arrival')),
    asset({ ...cutscenes, segmentId: dialogue.first + 11 }, 'farewell.webm', webmFile(268_300, 'farewell')),
    screenshot({ segmentId: dialogue.first, locale: 'en', folder: 'screens' }, 'dialogue-box.png', {
      kind: 'dialogue',
      title: 'Harbour master',
    }),
  ]
}

function mapMarkers(): AssetSpec[] {
  return mapEveryNth(stringTableTexts, 16, ([en], index) => {
    const name = en.replace('Sail to: ', '')
    const location = { segmentId: strings.first + index, folder: 'map' }
    return [asset(location, `${slug(name)}.svg`, svgFile(name, index / 16))]
  })
}

export function gameProject(): SeedSpec {
  const shared = { pid: project }
  return {
    projects: [
      {
        id: project,
        reference: 'Paper Harbour - game UI',
        client: 'Foldwater Studio',
        received: '2025-02-03T08:30:00.0000000Z',
        deadline: '2026-12-18T17:00:00.0000000Z',
        manager: 'Demo manager',
        instructions: 'Menu texts must fit their buttons; see the screenshots.',
      },
    ],
    documents: [
      { ...shared, did: menu.did, name: 'ui\\menu.docx', domain: 'WORD' },
      { ...shared, did: inventory.did, name: 'ui\\inventory.xlsx', domain: 'EXCEL' },
      { ...shared, did: dialogue.did, name: 'ui\\dialogue\\harbour master.docx', domain: 'WORD' },
      { ...shared, did: strings.did, name: 'strings\\string table.csv', domain: 'TEXT' },
    ],
    segments: [
      ...segmentsFrom(menu.did, menu.first, menuTexts),
      ...segmentsFrom(inventory.did, inventory.first, partlyTranslated(inventoryTexts, 9)),
      ...segmentsFrom(dialogue.did, dialogue.first, dialogueTexts),
      ...segmentsFrom(strings.did, strings.first, partlyTranslated(stringTableTexts, 4)),
    ],
    jobs: [
      {
        id: 's773',
        pid: project,
        reference: 'Menu and inventory, German',
        target: 'de',
        documentIds: [menu.did, inventory.did],
      },
      {
        id: 's774',
        pid: project,
        reference: 'Menu, first half, Japanese',
        target: 'ja',
        documentIds: [menu.did],
        paragraphs: { first: 1, last: 20 },
      },
      {
        id: 'c2002',
        pid: project,
        reference: 'ui\\dialogue\\harbour master.docx',
        target: 'fr',
        documentIds: [dialogue.did],
      },
    ],
    assets: [
      ...sampleSegment(),
      ...menuScreens(),
      ...inventoryPictures(),
      ...dialogueFiles(),
      ...mapMarkers(),
    ],
  }
}
