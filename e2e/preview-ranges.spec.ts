import type { Page } from '@playwright/test'
import { mp4File } from '../src/demo-server/seed/files/video-file'
import { longWavFile } from '../src/demo-server/seed/files/wav-file'
import {
  addressOf,
  bytesReadBy,
  fileNamed,
  openCacheFiles,
  openPreview,
  openWith,
} from './support/preview-actions'
import { expect, test } from './support/test'

const mebibyte = 1_024 ** 2
const filmBytes = 2 * mebibyte
/** About sixteen minutes: far more than a player buffers. */
const soundBytes = 30 * mebibyte

/** Plays an address in the window, seeks `times` times and then to 90 %; returns the final position from 0 to 1. */
function seek(
  page: Page,
  address: string,
  times: number,
): Promise<{ duration: number; end: number; at: number }> {
  return page.evaluate(
    async ({ source, seeks }) => {
      const player = document.createElement('video')
      player.muted = true
      const next = (name: string): Promise<void> =>
        new Promise((resolve, reject) => {
          player.addEventListener(name, () => resolve(), { once: true })
          player.addEventListener('error', () => reject(new Error(player.error?.message)), { once: true })
        })
      const ready = next('loadeddata')
      player.src = source
      document.body.append(player)
      await ready
      for (let index = 0; index < seeks; index += 1) {
        const seeked = next('seeked')
        player.currentTime = player.duration * ((index * 0.37) % 0.8)
        await seeked
      }
      const seeked = next('seeked')
      player.currentTime = player.duration * 0.9
      await seeked
      const { duration, currentTime, seekable } = player
      const facts = { duration, end: seekable.end(0), at: currentTime / duration }
      player.removeAttribute('src')
      player.load()
      player.remove()
      return facts
    },
    { source: address, seeks: times },
  )
}

test('films and long recordings play from any position, and fifty seeks leave no file open', async ({
  launch,
  server,
}) => {
  const { app, page } = await launch()
  const film = mp4File(filmBytes, 'a')
  await openWith(page, server, { 'film.mp4': film, 'sound.wav': longWavFile(soundBytes, 110) })
  const filmFacts = await seek(page, await addressOf(page, fileNamed('film.mp4', filmBytes)), 1)
  expect(filmFacts.end).toBeCloseTo(filmFacts.duration, 1)
  expect(filmFacts.at).toBeCloseTo(0.9, 1)

  const address = await addressOf(page, fileNamed('sound.wav', soundBytes))
  const before = bytesReadBy(app)
  const soundFacts = await seek(page, address, 50)
  expect(soundFacts.duration).toBeGreaterThan(900)
  expect(soundFacts.end).toBeCloseTo(soundFacts.duration, 1)
  expect(soundFacts.at).toBeCloseTo(0.9, 2)
  // Only what is played is read; reading all fifty responses to the end would take 800 MB.
  expect(bytesReadBy(app) - before).toBeLessThan(4 * soundBytes)
  await expect.poll(() => openCacheFiles(app)).toEqual([])
  expect(server.calls.count({ path: /sound\.wav/ })).toBe(1)

  await page.evaluate(() => window.api.closePreview({ requestId: 'preview-1' }))
  await expect(seek(page, address, 1)).rejects.toThrow()
})

test('a range request returns exactly its bytes, and an address ends with its preview', async ({
  launch,
  server,
}) => {
  const { app, page } = await launch()
  const text = '%PDF-1.4 0123456789'
  await openWith(page, server, { 'a.pdf': text, 'b.txt': 'next' })
  const address = await addressOf(page, fileNamed('a.pdf', text.length))
  expect(address).toMatch(/^preview:\/\/viewer\/file\/[\da-f]{32}$/)
  const request = (range: string | null, method = 'GET') =>
    app.evaluate(
      async ({ session }, wanted) => {
        const headers: Record<string, string> = wanted.range === null ? {} : { Range: wanted.range }
        const options = { method: wanted.method, headers, bypassCustomProtocolHandlers: false }
        // From main, which no page can do: this bypasses the request filter and reaches the protocol handler.
        session.defaultSession.webRequest.onBeforeRequest(null)
        const answer = await session.defaultSession.fetch(wanted.address, options)
        const names = ['content-range', 'accept-ranges', 'content-type', 'x-content-type-options']
        const found = names.map((name) => answer.headers.get(name))
        return { status: answer.status, text: await answer.text(), headers: found }
      },
      { address, range, method },
    )
  const type = 'application/pdf'
  expect(await request(null)).toEqual({ status: 200, text, headers: [null, 'bytes', type, 'nosniff'] })
  expect(await request('bytes=9-12')).toEqual({
    status: 206,
    text: '0123',
    headers: ['bytes 9-12/19', 'bytes', type, 'nosniff'],
  })
  expect(await request('bytes=-3')).toMatchObject({ status: 206, text: '789' })
  expect(await request('bytes=19-')).toMatchObject({
    status: 416,
    text: '',
    headers: ['bytes */19', 'bytes', null, 'nosniff'],
  })
  expect(await request('bytes=0-1,3-4')).toMatchObject({ status: 416 })
  expect(await request(null, 'POST')).toMatchObject({ status: 404 })
  await openPreview(page, fileNamed('b.txt', 4), 'preview-2')
  expect(await request(null)).toMatchObject({ status: 404, text: '' })
})

test('a text in an old encoding is decoded', async ({ page, server }) => {
  const text = '港の地図です。灯台は北の岬にあります。船は毎朝八時に出ます。切符は窓口で買ってください。'
  const bytes =
    'jWCCzJJukH2CxYK3gUKTlJHkgs2Wa4LMlqaCyYKgguiC3IK3gUKRRILNloiSqZSqjp6CyY9vgtyCt4FCkNiVhILNkYuM+4LF' +
    'lIOCwYLEgq2CvoKzgqKBQgo='
  const japanese = Buffer.from(bytes, 'base64')
  await openWith(page, server, { 'a.txt': japanese })
  const answer = await openPreview(page, fileNamed('a.txt', japanese.length))
  expect(answer).toMatchObject({
    state: 'shown',
    content: { kind: 'text', text: `${text}\n`, encoding: 'shift_jis' },
  })
})
