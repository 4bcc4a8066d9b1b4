import type { SeedSpec } from '../store/seed-spec'
import { edgeCasesProject } from './places/edge-cases'
import { gameProject } from './places/game'
import { manualsProject } from './places/manuals'
import { mobileAppProject } from './places/mobile-app'
import { websiteProject } from './places/website'

/** Change it with the seed, so that the state of an older demo on disk is ignored. */
export const demoSeedId = 'demo-1'

/** The sample workspace, with invented clients, generated pictures, and the ids of the documentation's samples. */
export function demoSeed(): SeedSpec {
  const parts = [gameProject(), manualsProject(), websiteProject(), mobileAppProject(), edgeCasesProject()]
  return {
    projects: parts.flatMap((part) => part.projects ?? []),
    documents: parts.flatMap((part) => part.documents ?? []),
    segments: parts.flatMap((part) => part.segments ?? []),
    jobs: parts.flatMap((part) => part.jobs ?? []),
    assets: parts.flatMap((part) => part.assets ?? []),
  }
}
