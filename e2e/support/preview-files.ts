import type { BytesSpec, DemoServer, SeedSpec } from '../../src/demo-server'
import { jpegFile } from '../../src/demo-server/seed/files/jpeg-file'
import { pdfFile } from '../../src/demo-server/seed/files/pdf-file'
import { webmFile } from '../../src/demo-server/seed/files/video-file'
import { wavFile } from '../../src/demo-server/seed/files/wav-file'
import { journeySeed } from './journey-seed'

/** The segment with the files to preview. */
export const previewSegmentId = 27_665_605

const vector = `<svg xmlns="http://www.w3.org/2000/svg" width="400" height="300" onload="document.title='run'">
  <rect x="40" y="40" width="320" height="220" rx="24" fill="#1f6f54"/>
  <circle cx="200" cy="150" r="70" fill="#ffd9a0"/>
  <script>document.title = 'run'</script>
</svg>`

const page = `<!doctype html><title>page</title><script>window.top.document.title = 'run'</script>
<img src="http://127.0.0.1:1/beacon.png">
<p>Tap the shelf to place the lantern.</p>`

/** One file of each kind with a preview, and one without. */
const files: Readonly<Record<string, BytesSpec>> = {
  '1 coast.jpg': jpegFile('hills', 180_000, 'coast'),
  '2 lantern.svg': vector,
  '3 pan.webm': webmFile(400_000, 'pan'),
  '4 tone.wav': wavFile(4, 220),
  '5 guide.pdf': pdfFile([
    ['Quick start', 'Open the box.', 'Place the lantern on the shelf.'],
    ['Second page', 'Press the button.'],
    ['Third page', 'Done.'],
  ]),
  '6 strings.json': '{"menu":{"tap":"Tap the shelf","count":12345678901234567890},"list":[1,2,3]}',
  '7 page.html': page,
  '8 notes.txt': 'Änderung: die Laterne steht links.\n'.repeat(400),
  '9 model.blend': Buffer.from([66, 76, 69, 78, 68, 69, 82, 0, 1, 2, 3, 255, 254, 0, 0, 7]),
}

export const previewFileNames = Object.keys(files)

/** The journeys' seed, plus these files in an empty segment. */
export const previewSeed: SeedSpec = {
  ...journeySeed,
  assets: [
    ...(journeySeed.assets ?? []),
    ...Object.entries(files).map(([name, bytes]) => ({ segmentId: previewSegmentId, name, bytes })),
  ],
}

/** Downloads of files so far: the cost of the previews. */
export function downloadCount(server: DemoServer): number {
  return server.calls.count({ path: /\/assets\/\d+\?/, method: 'GET' })
}
