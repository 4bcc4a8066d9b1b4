import { readdir } from 'node:fs/promises'
import path from 'node:path'
import type { DemoServer } from '../../src/demo-server'
import { openAndDelete, result } from './actions'
import { expect, type RunningApp } from './test'

/** File names of the copies on disk. */
export async function copyFileNames(userData: string): Promise<string[]> {
  return (await readdir(path.join(userData, 'recycle-bin', 'copies'))).sort()
}

/** Deletes one file of each of the first two segments, with copies, and quits. */
export async function deleteTwoFiles({ app, page }: RunningApp, server: DemoServer): Promise<void> {
  await openAndDelete(page, server, 'pexels-gons3.jpg, en, -, 27665601', '#1 100%.png, ja, -, 27665602')
  await expect(result(page).getByText('Deleted and verified')).toHaveCount(2)
  await app.close()
}
