import type { SeedSpec } from '../store/seed-spec'

export const DEMO_SEED_ID = 'demo-1'
export function demoSeed(): SeedSpec {
  return {}
}
