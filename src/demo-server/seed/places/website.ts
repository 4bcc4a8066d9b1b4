import type { AssetSpec, SeedSpec } from '../../store/seed-spec'
import { jpegFile, JPEG_SCENES } from '../files/jpeg-file'
import { webmFile } from '../files/video-file'
import { webpFile, WEBP_SCENES } from '../files/webp-file'
import { LOCALES, partly } from '../texts/text'
import { BLOG_TEXTS, HOME_TEXTS, SHOP_TEXTS } from '../texts/website'
import { asset, between, forEvery, screenshot, segmentsFrom, slug } from './make'

const PROJECT = 7230
const HOME = { did: 20231, first: 27667401 }
const SHOP = { did: 20232, first: 27667451 }
const BLOG = { did: 20233, first: 27667551 }

const PHRASES_PER_PRODUCT = 5

function homeFiles(): AssetSpec[] {
  const heroes = forEvery(HOME_TEXTS, 1, (_text, index) => {
    const scene = WEBP_SCENES[index % WEBP_SCENES.length] ?? 'hills'
    const name = `hero-${index + 1}@2x.webp`
    const bytes = webpFile(scene, between(name, 8_000, 40_000) * 2, name)
    return [asset({ segmentId: HOME.first + index, folder: 'images/hero' }, name, bytes)]
  })
  const pages = forEvery(HOME_TEXTS, 2, (text, index) =>
    LOCALES.map((locale, order) => {
      const title = text[locale === 'ja' ? 0 : order] ?? ''
      const spot = { segmentId: HOME.first + index, locale, folder: 'screens' }
      return screenshot(spot, `home (${index + 1}).png`, { kind: 'page', title })
    }),
  )
  return [...heroes, ...pages]
}

/** The same photograph on two segments of each product: duplicates that a manager wants to find. */
function shopFiles(): AssetSpec[] {
  return forEvery(SHOP_TEXTS, PHRASES_PER_PRODUCT, ([en], index) => {
    const product = slug(en.replace(': now in our shop', ''))
    const bytes = jpegFile(
      JPEG_SCENES[index % JPEG_SCENES.length] ?? 'fruit',
      between(product, 90_000, 240_000),
      product,
    )
    const segmentId = SHOP.first + index
    const facts = { sku: 1000 + index, product, packed: index % 2 === 0 }
    return [
      asset({ segmentId, folder: 'images/products' }, `${product}.jpg`, bytes),
      asset({ segmentId: segmentId + 1, folder: 'images/products' }, `${product} copy.jpg`, bytes),
      asset({ segmentId, folder: 'data' }, `${product}.json`, `${JSON.stringify(facts, null, 2)}\n`),
    ]
  })
}

const PRICES = 'sku;price;currency\n1000;24.90;EUR\n1005;18.50;EUR\n1010;79.00;EUR\n'

function blogFiles(): AssetSpec[] {
  const photos = forEvery(BLOG_TEXTS, 1, (_text, index) => {
    const name = `opening_${index + 1}.jpeg`
    const scene = JPEG_SCENES[(index * 3) % JPEG_SCENES.length] ?? 'lake'
    return [
      asset(
        { segmentId: BLOG.first + index, folder: '2026/02' },
        name,
        jpegFile(scene, between(name, 50_000, 180_000), name),
      ),
    ]
  })
  return [
    ...photos,
    asset(
      { segmentId: BLOG.first, folder: '2026/02/video' },
      'greenhouse.webm',
      webmFile(351_204, 'greenhouse'),
    ),
    asset({ segmentId: BLOG.first + 5 }, 'directions.txt', 'From the station: bus 12, every 20 minutes.\n'),
    ...LOCALES.map((locale) =>
      asset({ segmentId: SHOP.first, locale, folder: 'data' }, 'prices.csv', PRICES),
    ),
  ]
}

export function websiteProject(): SeedSpec {
  const shared = { pid: PROJECT, domain: 'HTML' }
  return {
    projects: [
      {
        id: PROJECT,
        reference: 'Website relaunch 2026',
        client: 'Lindenquell Gardens',
        status: 2,
        received: '2026-01-12T10:00:00.0000000Z',
        deadline: '2027-02-01T09:00:00.0000000Z',
      },
    ],
    documents: [
      { ...shared, did: HOME.did, name: 'pages\\home.html' },
      { ...shared, did: SHOP.did, name: 'pages\\shop.html' },
      { ...shared, did: BLOG.did, name: 'blog\\2026-02 greenhouse.html' },
    ],
    segments: [
      ...segmentsFrom(HOME.did, HOME.first, HOME_TEXTS),
      ...segmentsFrom(SHOP.did, SHOP.first, partly(SHOP_TEXTS, 5)),
      ...segmentsFrom(BLOG.did, BLOG.first, BLOG_TEXTS),
    ],
    jobs: [
      {
        id: 's810',
        pid: PROJECT,
        reference: 'Shop, German',
        target: 'de',
        status: 4,
        documentIds: [SHOP.did],
      },
    ],
    assets: [...homeFiles(), ...shopFiles(), ...blogFiles()],
  }
}
