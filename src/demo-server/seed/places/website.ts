import type { AssetSpec, SeedSpec } from '../../store/seed-spec'
import { jpegFile, jpegScenes } from '../files/jpeg-file'
import { webmFile } from '../files/video-file'
import { webpFile, webpScenes } from '../files/webp-file'
import { locales, partlyTranslated } from '../texts/text'
import { blogTexts, homeTexts, shopTexts } from '../texts/website'
import { asset, between, mapEveryNth, screenshot, segmentsFrom, slug } from './make'

const project = 7230
const home = { did: 20231, first: 27667401 }
const shop = { did: 20232, first: 27667451 }
const blog = { did: 20233, first: 27667551 }

const phrasesPerProduct = 5

function homeFiles(): AssetSpec[] {
  const heroes = mapEveryNth(homeTexts, 1, (_text, index) => {
    const scene = webpScenes[index % webpScenes.length] ?? 'hills'
    const name = `hero-${index + 1}@2x.webp`
    const bytes = webpFile(scene, between(name, 8_000, 40_000) * 2, name)
    return [asset({ segmentId: home.first + index, folder: 'images/hero' }, name, bytes)]
  })
  const pages = mapEveryNth(homeTexts, 2, (text, index) =>
    locales.map((locale, order) => {
      const title = text[locale === 'ja' ? 0 : order] ?? ''
      const location = { segmentId: home.first + index, locale, folder: 'screens' }
      return screenshot(location, `home (${index + 1}).png`, { kind: 'page', title })
    }),
  )
  return [...heroes, ...pages]
}

/** Each product has the same photograph on two segments, as duplicates to find. */
function shopFiles(): AssetSpec[] {
  return mapEveryNth(shopTexts, phrasesPerProduct, ([en], index) => {
    const product = slug(en.replace(': now in our shop', ''))
    const bytes = jpegFile(
      jpegScenes[index % jpegScenes.length] ?? 'fruit',
      between(product, 90_000, 240_000),
      product,
    )
    const segmentId = shop.first + index
    const facts = { sku: 1000 + index, product, packed: index % 2 === 0 }
    return [
      asset({ segmentId, folder: 'images/products' }, `${product}.jpg`, bytes),
      asset({ segmentId: segmentId + 1, folder: 'images/products' }, `${product} copy.jpg`, bytes),
      asset({ segmentId, folder: 'data' }, `${product}.json`, `${JSON.stringify(facts, null, 2)}\n`),
    ]
  })
}

const prices = 'sku;price;currency\n1000;24.90;EUR\n1005;18.50;EUR\n1010;79.00;EUR\n'

function blogFiles(): AssetSpec[] {
  const photos = mapEveryNth(blogTexts, 1, (_text, index) => {
    const name = `opening_${index + 1}.jpeg`
    const scene = jpegScenes[(index * 3) % jpegScenes.length] ?? 'lake'
    return [
      asset(
        { segmentId: blog.first + index, folder: '2026/02' },
        name,
        jpegFile(scene, between(name, 50_000, 180_000), name),
      ),
    ]
  })
  return [
    ...photos,
    asset(
      { segmentId: blog.first, folder: '2026/02/video' },
      'greenhouse.webm',
      webmFile(351_204, 'greenhouse'),
    ),
    asset({ segmentId: blog.first + 5 }, 'directions.txt', 'From the station: bus 12, every 20 minutes.\n'),
    ...locales.map((locale) =>
      asset({ segmentId: shop.first, locale, folder: 'data' }, 'prices.csv', prices),
    ),
  ]
}

export function websiteProject(): SeedSpec {
  const shared = { pid: project, domain: 'HTML' }
  return {
    projects: [
      {
        id: project,
        reference: 'Website relaunch 2026',
        client: 'Lindenquell Gardens',
        status: 2,
        received: '2026-01-12T10:00:00.0000000Z',
        deadline: '2027-02-01T09:00:00.0000000Z',
      },
    ],
    documents: [
      { ...shared, did: home.did, name: 'pages\\home.html' },
      { ...shared, did: shop.did, name: 'pages\\shop.html' },
      { ...shared, did: blog.did, name: 'blog\\2026-02 greenhouse.html' },
    ],
    segments: [
      ...segmentsFrom(home.did, home.first, homeTexts),
      ...segmentsFrom(shop.did, shop.first, partlyTranslated(shopTexts, 5)),
      ...segmentsFrom(blog.did, blog.first, blogTexts),
    ],
    jobs: [
      {
        id: 's810',
        pid: project,
        reference: 'Shop, German',
        target: 'de',
        status: 4,
        documentIds: [shop.did],
      },
    ],
    assets: [...homeFiles(), ...shopFiles(), ...blogFiles()],
  }
}
