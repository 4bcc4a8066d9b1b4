import type { AssetContext, AssetIdentity } from '../shared/asset'
import type {
  Grant,
  PlannedUpload,
  TransferBatch,
  TransferFile,
  TransferState,
  UploadPlan,
} from '../shared/transfers'
import { sampleAccount } from './window-api'

const context: AssetContext = { family: 'classic', scope: 'pr7214' }

function identityOf(name: string, locale: string | null): AssetIdentity {
  return { context, segmentId: 27665601, locale, relativePath: '', name }
}

/** A grant for local files with these names. */
export function sampleGrant(names: readonly string[], overrides: Partial<Grant> = {}): Grant {
  const files = names.map((name, index) => ({ id: `file-${index}`, name, folder: '', size: 1_000 }))
  return {
    grantId: 'grant-1',
    files,
    refused: [],
    refusedCount: 0,
    junk: [],
    junkCount: 0,
    folders: 0,
    ...overrides,
  }
}

export function samplePlanned(name: string, overrides: Partial<PlannedUpload> = {}): PlannedUpload {
  return {
    id: name,
    folder: '',
    destination: identityOf(name, 'en'),
    size: 1_000,
    there: [],
    hasSameDestination: false,
    freeName: name.replace('.', ' (2).'),
    isEmpty: false,
    isSafe: true,
    ...overrides,
  }
}

/** A planned file whose name is taken at the destination. */
export function sampleTaken(name: string, overrides: Partial<PlannedUpload> = {}): PlannedUpload {
  const there = { ...identityOf(name, 'en'), size: 900, modifiedDate: '2026-02-03T04:05:06' }
  return samplePlanned(name, { there: [there], ...overrides })
}

export function samplePlan(files: readonly PlannedUpload[], overrides: Partial<UploadPlan> = {}): UploadPlan {
  return {
    ...sampleAccount,
    planId: 'plan-1',
    kind: 'upload',
    target: { context, segmentId: 27665601, locale: null, folder: '', keepsFolders: false },
    uploadsTo: context,
    files,
    bytes: 4_600_000,
    calls: 5,
    waitMs: 0,
    ...overrides,
  }
}

const noCounts: TransferBatch['counts'] = {
  waiting: 0,
  clearing: 0,
  receiving: 0,
  sending: 0,
  checking: 0,
  done: 0,
  'name-taken': 0,
  skipped: 0,
  failed: 0,
}

export function sampleTransferFile(name: string, outcome: TransferState): TransferFile {
  return { id: name, identity: identityOf(name, null), size: 1_000, outcome }
}

export function sampleBatch(
  overrides: Partial<Omit<TransferBatch, 'counts'>> & {
    readonly counts?: Partial<TransferBatch['counts']>
  } = {},
): TransferBatch {
  return {
    ...sampleAccount,
    id: 'batch-1',
    kind: 'upload',
    phase: 'running',
    target: { kind: 'segment', segmentId: 27665601, locale: 'en', folder: 'public/views' },
    beganAt: 1_764_000_000_000,
    files: 12,
    bytes: 31_000_000,
    bytesDone: 18_600_000,
    bytesPerSecond: 3_100_000,
    secondsLeft: 5,
    waitingUntil: null,
    shown: [],
    ...overrides,
    counts: { ...noCounts, ...overrides.counts },
  }
}
