import type { AssetSpec, SeedSpec } from '../../store/seed-spec'
import { jpegFile } from '../files/jpeg-file'
import { APP_TEXTS, ONBOARDING_TEXTS } from '../texts/app'
import { LOCALES, type Text } from '../texts/text'
import { asset, forEvery, screenshot, segmentsFrom, slug } from './make'

/** The Flex project: ids of the documentation's Flex samples. */
const PROJECT = 7245
const IOS = { did: 19914, first: 27667833 }
const ANDROID = { did: 19915, first: 27667901 }
const ONBOARDING = { did: 19921, first: 27667961 }

function views(texts: readonly Text[], at: { first: number; step: number }): AssetSpec[] {
  return forEvery(texts, at.step, (text, index) =>
    LOCALES.map((locale, order) => {
      const title = text[locale === 'ja' ? 0 : order] ?? ''
      const spot = { segmentId: at.first + index, locale, folder: 'public/views' }
      return screenshot(spot, `view-${slug(text[0])}.png`, { kind: 'phone', title })
    }),
  )
}

export function mobileAppProject(): SeedSpec {
  const shared = { pid: PROJECT, domain: 'FLEX' }
  const sample = { segmentId: IOS.first, locale: 'en', folder: 'public/views' }
  return {
    projects: [
      {
        id: PROJECT,
        reference: 'Tallyleaf - mobile app',
        client: 'Tallyleaf',
        isCodyt: true,
        received: '2025-09-01T06:20:00.0000000Z',
      },
    ],
    documents: [
      { ...shared, did: IOS.did, flexId: '19914', name: 'ios\\Localizable.strings' },
      { ...shared, did: ANDROID.did, flexId: '19915', name: 'android\\strings.xml' },
      { ...shared, did: ONBOARDING.did, flexId: 'c7787', name: 'shared\\onboarding.json' },
    ],
    segments: [
      ...segmentsFrom(IOS.did, IOS.first, APP_TEXTS),
      ...segmentsFrom(ANDROID.did, ANDROID.first, APP_TEXTS),
      ...segmentsFrom(ONBOARDING.did, ONBOARDING.first, ONBOARDING_TEXTS),
    ],
    jobs: [
      {
        id: 'c7787',
        pid: PROJECT,
        reference: 'shared\\onboarding.json',
        target: 'de',
        documentIds: [ONBOARDING.did],
      },
    ],
    assets: [
      asset(sample, 'pexels-gons2.jpg', jpegFile('hills', 148_912, 'pexels-gons2')),
      asset({ segmentId: IOS.first }, 'keys.json', '{ "bundle": "tallyleaf", "keys": 40 }\n'),
      ...views(APP_TEXTS, { first: IOS.first, step: 4 }),
      ...views(APP_TEXTS, { first: ANDROID.first, step: 4 }),
      ...views(ONBOARDING_TEXTS, { first: ONBOARDING.first, step: 1 }),
    ],
  }
}
