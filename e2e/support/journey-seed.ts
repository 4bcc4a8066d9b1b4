import type { SeedSpec } from '../../src/demo-server'

/** Segments of the document `menu.docx`: 27665601 to 27665612. */
export const segmentIds = Array.from({ length: 12 }, (_, index) => 27_665_601 + index)

/** A small platform: twelve segments in one document, ten files. */
export const journeySeed: SeedSpec = {
  projects: [
    { id: 7214, reference: 'Game UI 2026', client: 'Northwind Toys' },
    { id: 7215, reference: 'Manuals "Q3" {draft}', client: 'Northwind Toys' },
  ],
  documents: [
    { did: 19_641, pid: 7214, name: 'ui\\menu.docx' },
    { did: 19_642, pid: 7214, name: 'ui\\dialogs.docx' },
    { did: 19_643, pid: 7215, name: 'manual.docx' },
  ],
  segments: segmentIds.map((sid, index) => ({
    sid,
    did: 19_641,
    texts: { en: `Tap the shelf to place lantern ${String(index + 1)}.` },
  })),
  assets: [
    { segmentId: 27_665_601, locale: 'en', name: 'pexels-gons3.jpg', bytes: 'english' },
    { segmentId: 27_665_601, locale: 'de', name: 'pexels-gons3.jpg', bytes: 'german' },
    { segmentId: 27_665_601, name: 'pexels-gons3.jpg', bytes: 'neutral' },
    {
      segmentId: 27_665_601,
      locale: 'en',
      relativePath: 'public/views',
      name: 'pexels-gons3.jpg',
      bytes: 'in a folder',
    },
    { segmentId: 27_665_602, name: 'style-guide.pdf', relativePath: 'docs', bytes: '%PDF-1.4 sample' },
    { segmentId: 27_665_602, locale: 'ja', name: '#1 100%.png', bytes: 'png' },
    { segmentId: 27_665_603, locale: 'fr', name: 'narration.wav', bytes: 'wav' },
    { segmentId: 27_665_604, name: 'file10.txt', bytes: 'ten' },
    { segmentId: 27_665_604, name: 'file2.txt', bytes: 'two' },
    { segmentId: 27_665_604, name: 'Änderung.txt', bytes: 'umlaut' },
  ],
}
