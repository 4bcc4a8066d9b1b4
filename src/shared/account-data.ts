/** What this computer holds of an account besides its connection and key, in the order in which it is removed. */
export const accountParts = [
  'transfers',
  'journals',
  'staging',
  'previews',
  'encodings',
  'listings',
  'places',
  'copies',
  'removed-copies',
] as const

/** Each has the text `accountPart.<part>`. */
export type AccountPart = (typeof accountParts)[number]

export interface PartSize {
  readonly items: number
  /** Null if only the items are counted. */
  readonly bytes: number | null
}

export interface AccountHolding {
  readonly part: AccountPart
  /** Null if it cannot be read. */
  readonly size: PartSize | null
}

/** Work of an account that has to end before its data can be removed. Each has the text `unfinished.<work>`. */
export const unfinishedWorks = [
  'connection',
  'deletion',
  'interrupted-deletion',
  'restore',
  'transfers',
] as const

export type UnfinishedWork = (typeof unfinishedWorks)[number]

export interface UnfinishedCount {
  readonly work: UnfinishedWork
  readonly count: number
}

/** What "Forget" can remove of an account, and what stays. */
export interface AccountData {
  /** In the order of `accountParts`. */
  readonly holdings: readonly AccountHolding[]
  /** Empty if the data can be removed now. */
  readonly unfinished: readonly UnfinishedCount[]
  /** Locks of the account, which stay. Null if the list cannot be read. */
  readonly locks: number | null
  /** Files that cannot be read, so that nothing shows which account they are about. They stay. */
  readonly unreadable: number
}

/** What to remove besides the connection and its key. */
export interface ForgetRequest {
  readonly id: string
  readonly removeData?: boolean
  /** The copies in the recycle bin too; only together with `removeData`. */
  readonly removeCopies?: boolean
}

export interface ForgetReport {
  /** What is still there. Unless it is empty, the connection stays in the list, without its key. */
  readonly notRemoved: readonly AccountPart[]
}
