import { DeferredChunk } from '../lib/deferred'
import { preloadScreens } from './deferred-screens'

const shell = new DeferredChunk(() => import('./shell'))

/** The window while a connection is open. */
export const Shell = shell.screen('Shell')

/** Loads the rest of the window after its first screen, so that nothing has to load when the user asks for it. */
export async function preloadParts(): Promise<void> {
  await shell.load()
  preloadScreens()
}
