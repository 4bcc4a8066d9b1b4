import type { ActivityEntry, ActivityPage, ActivityPageRequest } from '../shared/activity'

export function sampleEntry(seq: number, overrides: Partial<ActivityEntry> = {}): ActivityEntry {
  return {
    seq,
    at: '2026-03-04T06:06:00.000Z',
    act: 'delete',
    result: 'deleted-and-verified',
    reason: null,
    answer: '',
    asset: {
      context: { family: 'classic', scope: 'pr7214' },
      segmentId: 27_665_601,
      locale: 'en',
      relativePath: '',
      name: `file${String(seq)}.png`,
    },
    size: 100,
    sha256: null,
    account: 'acme-loc',
    user: 'ada',
    host: 'platform.example',
    connection: 'Acme',
    jobId: `job-${String(seq)}`,
    previousHash: '0'.repeat(64),
    hash: 'a'.repeat(64),
    ...overrides,
  }
}

/** A page of `total` entries as main would send it, newest first. Ignores the search. */
export function samplePage(total: number, { skip, take }: ActivityPageRequest): ActivityPage {
  const rows = Array.from({ length: Math.max(0, Math.min(take, total - skip)) }, (_, index) =>
    sampleEntry(total - skip - index),
  )
  const accounts = ['acme-loc · platform.example']
  return { rows, matching: total, total, accounts, readOnlyFiles: [], unsaved: 0 }
}
