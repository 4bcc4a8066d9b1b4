import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { goTo, openSegments, row } from './support/actions'
import { copyFileNames, deleteTwoFiles } from './support/bin-copies'
import { expect, test } from './support/test'

const segmentIds = [27_665_601, 27_665_602]

/** What the app itself keeps, without Chromium's own files and without the bytes of copies and previews. */
async function indexFiles(userData: string): Promise<string[]> {
  const found = await readdir(userData, { recursive: true, withFileTypes: true })
  return found
    .filter((entry) => entry.isFile() && /^[\w.-]+\.(json|log)$/.test(entry.name))
    .map((entry) => path.join(entry.parentPath, entry.name))
    .filter((file) =>
      /^(|recycle-bin|jobs|activity|budget|places|listings|transfers)$/.test(folderOf(userData, file)),
    )
    .sort()
}

function folderOf(userData: string, file: string): string {
  return path.relative(userData, path.dirname(file))
}

const damages: readonly (readonly [string, (file: string) => Promise<void>])[] = [
  ['empty', (file) => writeFile(file, '')],
  ['zeroed', async (file) => writeFile(file, new Uint8Array((await readFile(file)).length))],
  ['cut', async (file) => writeFile(file, (await readFile(file)).subarray(0, -7))],
  [
    'a folder',
    async (file) => {
      await rm(file)
      await mkdir(file)
    },
  ],
]

for (const [name, damage] of damages) {
  test(`the app starts, lists and keeps all copies when every index is ${name}`, async ({
    launch,
    server,
    userData,
  }) => {
    await deleteTwoFiles(await launch(), server)
    const before = await copyFileNames(userData)
    expect(before).toHaveLength(2)
    const files = await indexFiles(userData)
    expect(files.map((file) => path.basename(file))).toEqual(
      expect.arrayContaining(['bin.log', 'trusted-time.json']),
    )
    for (const file of files) await damage(file)

    const { app, page } = await launch()
    await openSegments(page, server, segmentIds)
    await expect(row(page, 'pexels-gons3.jpg, de, -, 27665601')).toBeVisible()
    await goTo(page, 'Recycle bin')
    // Two sentences if the list is both too short and lacks copies that are there.
    await expect(
      page.getByText(/list of copies|recycle bin on this computer cannot be read/).first(),
    ).toBeVisible()
    await goTo(page, 'Activity')
    await goTo(page, 'Settings')
    await app.close()
    expect(await copyFileNames(userData)).toEqual(before)
  })
}
