import { assetKey } from '../core/assets/asset-key'
import type { AssetKey } from '../shared/asset'
import type { DeletionQuestion, FileState, DeletionRun } from '../shared/deletion'
import { isFinal, canFollow } from './model-states'

/** One process of the app, from its start to its crash. */
export interface Life {
  isAlive: boolean
}

/** What is known about the response to a DELETE. Only `not-run` proves that nothing was deleted. */
export type DeleteResponse = 'in-flight' | 'answered' | 'not-run' | 'lost'

/** The history of one file as the network saw it. Times are ticks of one counter. */
interface Trail {
  /** 0 until a listing shows the file. */
  segmentId: number
  sentAt: number
  /** The question that the DELETE was sent for. */
  sentFor: Question | null
  response: DeleteResponse
  /** The latest listing that showed the confirmed version. */
  confirmedVersionAt: number
  /** The latest listing of the segment that lacked the file. */
  missingAt: number
  /** Only a listing after this allows a DELETE. */
  listingNeededSince: number
  latestVersion: string | null
  /** The first listing after the user's latest consent: siblings are backed up as they were then. */
  firstListing: { readonly at: number; readonly version: string } | null
}

/** What the user agreed to, and when. */
interface Consent {
  readonly life: Life
  readonly since: number
  readonly versions: ReadonlyMap<AssetKey, string>
  stopRequested: boolean
  sentSinceStop: number
}

interface Question {
  /** In the order of the files. */
  readonly versions: ReadonlyMap<AssetKey, string>
  readonly keepsCopies: boolean
}

export interface Row {
  readonly key: AssetKey
  readonly version: string
  readonly segmentId: number
}

/** DELETEs that may be in flight when the user stops. */
const maxInFlight = 4

/**
 * Observes each request that leaves, each response that arrives and each state that is reported. Checks them against the
 * rules (docs/rules.md#p1 to docs/rules.md#p6) without knowing how the app implements them.
 */
export class InvariantChecker {
  readonly violations: string[] = []
  private tick = 1
  private consent: Consent | null = null
  /** The latest confirmed question. Its run is known once the run is reported. */
  private question: Question = { versions: new Map(), keepsCopies: true }
  /** Newest first. */
  private readonly confirmed: Question[] = []
  private readonly questions = new Map<string, Question>()
  private readonly trails = new Map<AssetKey, Trail>()
  private reported = new Map<AssetKey, FileState>()
  private reportedLife: Life | null = null
  private reportedRunId = ''
  private endedRuns = new Set<string>()
  private firstShown = new Map<number, ReadonlySet<AssetKey>>()
  private lastShown = new Map<number, ReadonlySet<AssetKey>>()
  private hasLied = false

  /** The user confirms this question. */
  recordConfirmation(life: Life, question: DeletionQuestion): void {
    const versions = new Map(question.files.map(({ asset }) => [asset.key, versionOf(asset)]))
    this.question = { versions, keepsCopies: question.keepsCopies }
    this.confirmed.unshift(this.question)
    this.reported = new Map()
    const toDelete = question.files.filter(({ planned }) => planned.state === 'will-be-deleted')
    this.giveConsent(life, new Set(toDelete.map(({ asset }) => asset.key)))
  }

  /** The user continues an interrupted run. */
  recordContinuation(life: Life, runId: string): void {
    this.question = this.questions.get(runId) ?? this.question
    this.giveConsent(life, new Set(this.question.versions.keys()))
  }

  /** The run of the user's latest consent; "" until it is reported. */
  currentRunId(): string {
    return [...this.questions].find(([, question]) => question === this.question)?.[0] ?? ''
  }

  recordStop(): void {
    if (this.consent !== null) this.consent.stopRequested = true
  }

  /** The run has ended or never started: no further DELETE is allowed. */
  revokeConsent(): void {
    this.consent = null
  }

  /** A listing was falsified, so the app cannot know all files. */
  recordLie(): void {
    this.hasLied = true
  }

  /** A DELETE leaves the app. `journal`: the journal of the run on disk. Returns the version that may be deleted. */
  recordDelete(life: Life, key: AssetKey, journal: string): string | null {
    const trail = this.trailOf(key)
    const { consent } = this
    const version = consent?.versions.get(key) ?? null
    if (consent?.life !== life) this.addViolation(`DELETE of ${key} without a confirmation`)
    else if (version === null) this.addViolation(`DELETE of ${key}, which was not confirmed`)
    else {
      if (trail.confirmedVersionAt <= Math.max(consent.since, trail.listingNeededSince))
        this.addViolation(`DELETE of ${key} without a listing that shows the confirmed version`)
      if (trail.sentAt > consent.since && trail.response !== 'not-run')
        this.addViolation(`second DELETE of ${key} after a response that proves nothing (${trail.response})`)
      if (consent.stopRequested && (consent.sentSinceStop += 1) > maxInFlight)
        this.addViolation('DELETE after Stop')
    }
    if (!this.isIntended(key, journal)) this.addViolation(`DELETE of ${key} before its intent was on disk`)
    trail.sentAt = this.nextSequence()
    trail.sentFor = this.question
    trail.response = 'in-flight'
    return version
  }

  /** The response to a DELETE arrives. `needsListing`: only a new listing allows another one, as after a 429. */
  recordResponse(key: AssetKey, response: DeleteResponse, needsListing: boolean): void {
    const trail = this.trailOf(key)
    trail.response = response
    if (needsListing) trail.listingNeededSince = this.nextSequence()
  }

  /** A listing of these segments reaches the app. */
  recordListing(segmentIds: readonly number[], rows: readonly Row[]): void {
    const at = this.nextSequence()
    const shown = new Map(rows.map((row) => [row.key, row]))
    for (const row of rows) {
      const trail = this.trailOf(row.key)
      trail.latestVersion = row.version
      trail.segmentId = row.segmentId
      if ((trail.firstListing?.at ?? 0) < (this.consent?.since ?? 0))
        trail.firstListing = { at, version: row.version }
      if (this.question.versions.get(row.key) === row.version) trail.confirmedVersionAt = at
    }
    for (const [key, trail] of this.trails) {
      if (segmentIds.includes(trail.segmentId) && !shown.has(key)) trail.missingAt = at
    }
    if (this.consent === null) return
    for (const segmentId of segmentIds) {
      const keys = new Set(rows.filter((row) => row.segmentId === segmentId).map(({ key }) => key))
      if (!this.firstShown.has(segmentId)) this.firstShown.set(segmentId, keys)
      this.lastShown.set(segmentId, keys)
    }
  }

  /** A DELETE is about to remove a file. `hasCopy`: whether the bin on disk has a copy of exactly these bytes. */
  recordRemoval(removed: Row, named: { readonly version: string | null } | null, hasCopy: boolean): void {
    if (!this.question.keepsCopies || hasCopy) return
    // The app cannot back up what a false listing hides; docs/rules.md#p4 stops the run afterwards.
    if (named === null && this.hasLied) return
    // An upload between our last listing and the DELETE cannot be distinguished from the file that we listed.
    const version =
      named === null ? (this.trails.get(removed.key)?.firstListing?.version ?? null) : named.version
    if (version === removed.version) this.addViolation(`${removed.key} is removed without a good copy`)
  }

  /** The window receives this state of a run. */
  recordReport(life: Life, run: DeletionRun): void {
    if (this.reportedLife !== life) this.reported = new Map()
    this.reportedLife = life
    if (this.reportedRunId !== run.id) this.reported = new Map()
    this.reportedRunId = run.id
    const keys = [...this.questionOf(run.id).versions.keys()]
    if (run.files.length !== keys.length || run.files.some(({ key }, n) => key !== keys[n]))
      this.addViolation('a run reports other files than were confirmed')
    for (const { key, outcome } of run.files) {
      const before = this.reported.get(key)
      if (before?.state === outcome.state) continue
      if (before !== undefined && !canFollow(before.state, outcome.state))
        this.addViolation(`${key} is reported as ${outcome.state} after ${before.state}`)
      this.checkReported(life, key, outcome)
      this.reported.set(key, outcome)
    }
    if (run.phase === 'done' && run.files.some(({ outcome }) => !isFinal(outcome.state)))
      this.addViolation('a run ends with a file that has no outcome')
  }

  recordEnd(run: DeletionRun): void {
    if (this.endedRuns.has(run.id)) this.addViolation('a run ends twice')
    this.endedRuns.add(run.id)
    const lacksListing = run.stop?.reason === 'listing-failed' || run.stop?.reason === 'listing-suspicious'
    if (!lacksListing && !this.hasLied && this.consent !== null) this.checkVanished(run)
  }

  /** A new process starts. It may report the end of a run again. */
  recordStart(): void {
    this.endedRuns = new Set()
    this.consent = null
  }

  private questionOf(runId: string): Question {
    const known = this.questions.get(runId)
    if (known !== undefined) return known
    // After a crash a run may be reported for the first time when the user has already confirmed another one.
    const reported = new Set(this.questions.values())
    const question = [this.question, ...this.confirmed].find((candidate) => !reported.has(candidate))
    if (question === undefined) this.addViolation('a run was not confirmed')
    this.questions.set(runId, question ?? this.question)
    return question ?? this.question
  }

  private giveConsent(life: Life, keys: ReadonlySet<AssetKey>): void {
    const versions = new Map([...this.question.versions].filter(([key]) => keys.has(key)))
    this.consent = { life, since: this.nextSequence(), versions, stopRequested: false, sentSinceStop: 0 }
    this.firstShown = new Map()
    this.lastShown = new Map()
    this.hasLied = false
  }

  private checkReported(life: Life, key: AssetKey, outcome: FileState): void {
    const trail = this.trailOf(key)
    if (outcome.state === 'deleted-and-verified' && trail.missingAt <= trail.sentAt)
      this.addViolation(`${key} is reported as deleted without a listing that lacks it`)
    const mayBeGone = trail.sentFor === this.questions.get(this.reportedRunId) && trail.response !== 'not-run'
    const isUnsettled = mayBeGone && trail.confirmedVersionAt < trail.sentAt && trail.missingAt < trail.sentAt
    if (outcome.state === 'waiting' && isUnsettled && this.consent?.life !== life && !this.wasReplaced(key))
      this.addViolation(`${key} is reported as not requested, but its DELETE was sent`)
  }

  /** Whether a listing after the DELETE showed another version, which settles the file: another user replaced it. */
  private wasReplaced(key: AssetKey): boolean {
    return this.trailOf(key).latestVersion !== this.question.versions.get(key)
  }

  /** Every file that the first listing showed and the last one lacked must be reported as deleted, gone or vanished. */
  private checkVanished(run: DeletionRun): void {
    const vanished = new Set(run.vanished.map(assetKey))
    const reported = new Map(run.files.map(({ key, outcome }) => [key, outcome.state]))
    for (const [segmentId, first] of this.firstShown) {
      for (const key of first) {
        if (this.lastShown.get(segmentId)?.has(key) === true || vanished.has(key)) continue
        const state = reported.get(key)
        if (state !== 'deleted-and-verified' && state !== 'already-gone')
          this.addViolation(`${key} vanished without a report (${state ?? 'not part of the run'})`)
      }
    }
  }

  private isIntended(key: AssetKey, journal: string): boolean {
    const n = String([...this.question.versions.keys()].indexOf(key))
    return journal.lastIndexOf(`{"t":"intent","n":${n},`) > journal.lastIndexOf(`{"t":"state","n":${n},`)
  }

  private trailOf(key: AssetKey): Trail {
    const known = this.trails.get(key)
    if (known !== undefined) return known
    const trail: Trail = {
      segmentId: 0,
      sentAt: 0,
      sentFor: null,
      response: 'answered',
      confirmedVersionAt: 0,
      missingAt: 0,
      listingNeededSince: 0,
      latestVersion: null,
      firstListing: null,
    }
    this.trails.set(key, trail)
    return trail
  }

  private nextSequence(): number {
    return (this.tick += 1)
  }

  private addViolation(violation: string): void {
    this.violations.push(violation)
  }
}

export function versionOf(file: {
  readonly size: number | null
  readonly modifiedDate: string | null
}): string {
  return `${String(file.size)} ${String(file.modifiedDate)}`
}
