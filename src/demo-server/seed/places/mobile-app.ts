import type { AssetSpec, SeedSpec } from '../../store/seed-spec'
import { jpegFile } from '../files/jpeg-file'
import { appTexts, onboardingTexts } from '../texts/app'
import { locales, type Text } from '../texts/text'
import { asset, mapEveryNth, screenshot, segmentsFrom, slug } from './make'

/** The Flex project, with the ids of the documentation's Flex samples. */
const project = 7245
const ios = { did: 19914, first: 27667833 }
const android = { did: 19915, first: 27667901 }
const onboarding = { did: 19921, first: 27667961 }

function views(texts: readonly Text[], segments: { first: number; step: number }): AssetSpec[] {
  return mapEveryNth(texts, segments.step, (text, index) =>
    locales.map((locale, order) => {
      const title = text[locale === 'ja' ? 0 : order] ?? ''
      const location = { segmentId: segments.first + index, locale, folder: 'public/views' }
      return screenshot(location, `view-${slug(text[0])}.png`, { kind: 'phone', title })
    }),
  )
}

export function mobileAppProject(): SeedSpec {
  const shared = { pid: project, domain: 'FLEX' }
  const sample = { segmentId: ios.first, locale: 'en', folder: 'public/views' }
  return {
    projects: [
      {
        id: project,
        reference: 'Tallyleaf - mobile app',
        client: 'Tallyleaf',
        isCodyt: true,
        received: '2025-09-01T06:20:00.0000000Z',
      },
    ],
    documents: [
      { ...shared, did: ios.did, flexId: '19914', name: 'ios\\Localizable.strings' },
      { ...shared, did: android.did, flexId: '19915', name: 'android\\strings.xml' },
      { ...shared, did: onboarding.did, flexId: 'c7787', name: 'shared\\onboarding.json' },
    ],
    segments: [
      ...segmentsFrom(ios.did, ios.first, appTexts),
      ...segmentsFrom(android.did, android.first, appTexts),
      ...segmentsFrom(onboarding.did, onboarding.first, onboardingTexts),
    ],
    jobs: [
      {
        id: 'c7787',
        pid: project,
        reference: 'shared\\onboarding.json',
        target: 'de',
        documentIds: [onboarding.did],
      },
    ],
    assets: [
      asset(sample, 'pexels-gons2.jpg', jpegFile('hills', 148_912, 'pexels-gons2')),
      asset({ segmentId: ios.first }, 'keys.json', '{ "bundle": "tallyleaf", "keys": 40 }\n'),
      ...views(appTexts, { first: ios.first, step: 4 }),
      ...views(appTexts, { first: android.first, step: 4 }),
      ...views(onboardingTexts, { first: onboarding.first, step: 1 }),
    ],
  }
}
