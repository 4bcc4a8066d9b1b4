import { assetKey } from '../core/assets/asset-key'
import type { AssetKey } from '../shared/asset'
import type { DeletionQuestion, FileState, DeletionRun } from '../shared/deletion'
import { isFinal, canFollow } from './model-states'

/** One process of the app, from its start to its end. */
export interface Life {
  isAlive: boolean
}

/** What an answer to a DELETE proves. */
export type Answer = 'under-way' | 'answered' | 'not-run' | 'lost'

/** What the network saw of one file, in the order of one counter. */
interface Trail {
  /** 0 as long as no listing showed it. */
  segmentId: number
  sentAt: number
  /** The question that it was sent for. */
  sentFor: Question | null
  answer: Answer
  /** The last listing that showed the version that was confirmed. */
  sameAt: number
  lackedAt: number
  /** Only a listing after this allows a DELETE. */
  proofSince: number
  shown: string | null
  /** What the first listing after the last answer of the user showed: siblings are kept as they were then. */
  first: { readonly at: number; readonly version: string } | null
}

/** What the user said yes to, and since when. */
interface Consent {
  readonly life: Life
  readonly since: number
  readonly versions: ReadonlyMap<AssetKey, string>
  stopRequested: boolean
  sentSinceStop: number
}

interface Question {
  /** In their order. */
  readonly versions: ReadonlyMap<AssetKey, string>
  readonly keepsCopies: boolean
}

export interface Row {
  readonly key: AssetKey
  readonly version: string
  readonly segmentId: number
}

/** DELETEs that may be under way when the user stops. */
const maxInFlight = 4

/**
 * Looks over the app's shoulder: at each request that leaves, each answer that arrives and each state that is told. It
 * holds what it sees against the promises (docs/rules.md#p1 to docs/rules.md#p6), and knows nothing of how the app keeps them.
 */
export class InvariantChecker {
  readonly violations: string[] = []
  private tick = 1
  private consent: Consent | null = null
  /** What was confirmed last; whose job it became is known when that is told of. */
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

  /** The user confirms this question now. */
  recordConfirmation(life: Life, question: DeletionQuestion): void {
    const versions = new Map(question.files.map(({ asset }) => [asset.key, versionOf(asset)]))
    this.question = { versions, keepsCopies: question.keepsCopies }
    this.confirmed.unshift(this.question)
    this.reported = new Map()
    const willGo = question.files.filter(({ planned }) => planned.state === 'will-be-deleted')
    this.giveConsent(life, new Set(willGo.map(({ asset }) => asset.key)))
  }

  /** The user presses Continue now. */
  recordContinuation(life: Life, runId: string): void {
    this.question = this.questions.get(runId) ?? this.question
    this.giveConsent(life, new Set(this.question.versions.keys()))
  }

  /** The job that the last answer of the user was about. */
  currentRunId(): string {
    return [...this.questions].find(([, question]) => question === this.question)?.[0] ?? ''
  }

  recordStop(): void {
    if (this.consent !== null) this.consent.stopRequested = true
  }

  /** The job has ended, or was never begun: whatever was allowed is not any more. */
  revokeConsent(): void {
    this.consent = null
  }

  recordLie(): void {
    this.hasLied = true
  }

  /** A DELETE leaves the app. `journal`: what stands in the job's journal on the disk. Gives the version that may go. */
  recordDelete(life: Life, key: AssetKey, journal: string): string | null {
    const trail = this.trailOf(key)
    const { consent } = this
    const version = consent?.versions.get(key) ?? null
    if (consent?.life !== life) this.addViolation(`a DELETE of ${key} without a confirmation`)
    else if (version === null) this.addViolation(`a DELETE of ${key}, which was not confirmed`)
    else {
      if (trail.sameAt <= Math.max(consent.since, trail.proofSince))
        this.addViolation(`a DELETE of ${key} without a listing that shows it as it was confirmed`)
      if (trail.sentAt > consent.since && trail.answer !== 'not-run')
        this.addViolation(`a second DELETE of ${key} after an answer that proves nothing (${trail.answer})`)
      if (consent.stopRequested && (consent.sentSinceStop += 1) > maxInFlight)
        this.addViolation('a DELETE after Stop')
    }
    if (!this.isIntended(key, journal))
      this.addViolation(`a DELETE of ${key} before its intent was on the disk`)
    Object.assign(trail, { sentAt: this.next(), sentFor: this.question, answer: 'under-way' })
    return version
  }

  /** `proves`: what the answer to a DELETE proves. After a 429 only a new listing allows another. */
  recordResponse(key: AssetKey, proves: Answer, needsListing: boolean): void {
    const trail = this.trailOf(key)
    trail.answer = proves
    if (needsListing) trail.proofSince = this.next()
  }

  /** An answer to a listing of these segments reached the app. */
  recordListing(segmentIds: readonly number[], rows: readonly Row[]): void {
    const at = this.next()
    const shown = new Map(rows.map((row) => [row.key, row]))
    for (const row of rows) {
      const trail = this.trailOf(row.key)
      trail.shown = row.version
      trail.segmentId = row.segmentId
      if ((trail.first?.at ?? 0) < (this.consent?.since ?? 0)) trail.first = { at, version: row.version }
      if (this.question.versions.get(row.key) === row.version) trail.sameAt = at
    }
    for (const [key, trail] of this.trails) {
      if (segmentIds.includes(trail.segmentId) && !shown.has(key)) trail.lackedAt = at
    }
    if (this.consent === null) return
    for (const segmentId of segmentIds) {
      const keys = new Set(rows.filter((row) => row.segmentId === segmentId).map(({ key }) => key))
      if (!this.firstShown.has(segmentId)) this.firstShown.set(segmentId, keys)
      this.lastShown.set(segmentId, keys)
    }
  }

  /** A DELETE is about to take a file. `hasCopy`: whether a copy of these very bytes stands in the bin on the disk. */
  recordRemoval(taken: Row, named: { readonly version: string | null } | null, hasCopy: boolean): void {
    if (!this.question.keepsCopies || hasCopy) return
    // What the last listing hid nobody can keep; docs/rules.md#p4 is what then stops the job.
    if (named === null && this.hasLied) return
    // Somebody's upload between our last look and the DELETE cannot be told from the file that we saw.
    const seen = named === null ? (this.trails.get(taken.key)?.first?.version ?? null) : named.version
    if (seen === taken.version) this.addViolation(`${taken.key} goes without a good copy`)
  }

  /** The window is told this. */
  recordReport(life: Life, run: DeletionRun): void {
    if (this.reportedLife !== life) this.reported = new Map()
    this.reportedLife = life
    if (this.reportedRunId !== run.id) this.reported = new Map()
    this.reportedRunId = run.id
    const keys = [...this.questionOf(run.id).versions.keys()]
    if (run.files.length !== keys.length || run.files.some(({ key }, n) => key !== keys[n]))
      this.addViolation('a job that tells of other files than were confirmed')
    for (const { key, outcome } of run.files) {
      const before = this.reported.get(key)
      if (before?.state === outcome.state) continue
      if (before !== undefined && !canFollow(before.state, outcome.state))
        this.addViolation(`${key} is told as ${outcome.state} after ${before.state}`)
      this.checkReported(life, key, outcome)
      this.reported.set(key, outcome)
    }
    if (run.phase === 'done' && run.files.some(({ outcome }) => !isFinal(outcome.state)))
      this.addViolation('an end without an outcome')
  }

  /** A job ends. */
  recordEnd(run: DeletionRun): void {
    if (this.endedRuns.has(run.id)) this.addViolation('a job that ends twice')
    this.endedRuns.add(run.id)
    const isBlind = run.stop?.reason === 'listing-failed' || run.stop?.reason === 'listing-suspicious'
    if (!isBlind && !this.hasLied && this.consent !== null) this.checkVanished(run)
  }

  /** A new process may tell of a job's end again. */
  recordStart(): void {
    this.endedRuns = new Set()
    this.consent = null
  }

  private questionOf(runId: string): Question {
    const known = this.questions.get(runId)
    if (known !== undefined) return known
    // A job may be told of for the first time after a death, when the user has answered about another one since.
    const reported = new Set(this.questions.values())
    const question = [this.question, ...this.confirmed].find((each) => !reported.has(each))
    if (question === undefined) this.addViolation('a job that nobody confirmed')
    this.questions.set(runId, question ?? this.question)
    return question ?? this.question
  }

  private giveConsent(life: Life, keys: ReadonlySet<AssetKey>): void {
    const versions = new Map([...this.question.versions].filter(([key]) => keys.has(key)))
    this.consent = { life, since: this.next(), versions, stopRequested: false, sentSinceStop: 0 }
    this.firstShown = new Map()
    this.lastShown = new Map()
    this.hasLied = false
  }

  private checkReported(life: Life, key: AssetKey, outcome: FileState): void {
    const trail = this.trailOf(key)
    if (outcome.state === 'deleted-and-verified' && trail.lackedAt <= trail.sentAt)
      this.addViolation(`${key} is told as deleted without a listing that lacks it`)
    const mayBeGone = trail.sentFor === this.questions.get(this.reportedRunId) && trail.answer !== 'not-run'
    const isOpen = mayBeGone && trail.sameAt < trail.sentAt && trail.lackedAt < trail.sentAt
    if (outcome.state === 'waiting' && isOpen && this.consent?.life !== life && !this.wasReplaced(key))
      this.addViolation(`${key} is told as not asked for, and it was`)
  }

  /** A listing after the DELETE showed another version: it is known, and not ours. */
  private wasReplaced(key: AssetKey): boolean {
    return this.trailOf(key).shown !== this.question.versions.get(key)
  }

  /** Whatever the first listing showed and the last one lacked was asked for, or is told as vanished or already gone. */
  private checkVanished(run: DeletionRun): void {
    const named = new Set(run.vanished.map(assetKey))
    const reported = new Map(run.files.map(({ key, outcome }) => [key, outcome.state]))
    for (const [segmentId, first] of this.firstShown) {
      for (const key of first) {
        if (this.lastShown.get(segmentId)?.has(key) === true || named.has(key)) continue
        const state = reported.get(key)
        if (state !== 'deleted-and-verified' && state !== 'already-gone')
          this.addViolation(`${key} vanished, and nobody is told (${state ?? 'not part of the job'})`)
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
      ...{
        segmentId: 0,
        sentAt: 0,
        sentFor: null,
        answer: 'answered',
        sameAt: 0,
        lackedAt: 0,
        proofSince: 0,
      },
      ...{ shown: null, first: null },
    }
    this.trails.set(key, trail)
    return trail
  }

  private next(): number {
    return (this.tick += 1)
  }

  private addViolation(what: string): void {
    this.violations.push(what)
  }
}

export function versionOf(file: {
  readonly size: number | null
  readonly modifiedDate: string | null
}): string {
  return `${String(file.size)} ${String(file.modifiedDate)}`
}
