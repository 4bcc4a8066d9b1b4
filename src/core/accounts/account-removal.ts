import {
  accountParts,
  type AccountData,
  type AccountHolding,
  type AccountPart,
  type ForgetReport,
  type PartSize,
  type UnfinishedCount,
} from '../../shared/account-data'

export interface RemovalOptions {
  /** The copies in the recycle bin that the user agreed to delete, or null to keep them all. */
  readonly copyIds: readonly string[] | null
}

/** A part of the app that keeps data of accounts on disk. `account` is what `accountKey` returns. */
export interface AccountHolder {
  /** What it holds of the account now. Rejects if that cannot be read. */
  readonly measureAccount: (account: string) => Promise<PartSize>
  /** Removes that, and nothing of another account or of unfinished work. Rejects with the errors of the disk. */
  readonly forgetAccount: (account: string, options: RemovalOptions) => Promise<void>
}

/** One for each part; a missing one does not compile. */
export type AccountHolders = Readonly<Record<AccountPart, AccountHolder>>

export interface AccountRemovalPorts {
  readonly holders: AccountHolders
  /** Work of the account that is running, interrupted or waiting. */
  readonly unfinished: (account: string) => Promise<readonly UnfinishedCount[]>
  /** Locks stay, because they still protect files if the account is connected again (docs/rules.md#p2). */
  readonly locks: (account: string) => number | null
  readonly countUnreadable: () => Promise<number>
  /** Removes half-written files of a crash, which may be of any account. */
  readonly removeLeftovers: () => Promise<void>
}

/**
 * Everything that this computer keeps of an account, measured and removed. The activity log is not part of it, because it is
 * the record of what was done, nor are locks and the count of calls, because they protect the account.
 */
export class AccountRemoval {
  constructor(private readonly ports: AccountRemovalPorts) {}

  async measure(account: string): Promise<AccountData> {
    const { unfinished, locks, countUnreadable } = this.ports
    const holdings: AccountHolding[] = []
    for (const part of accountParts) holdings.push({ part, size: await this.measurePart(part, account) })
    return {
      holdings,
      unfinished: await unfinished(account),
      locks: locks(account),
      unreadable: await countUnreadable(),
    }
  }

  /** Whether work of the account prevents the removal. */
  async isUnfinished(account: string): Promise<boolean> {
    return (await this.ports.unfinished(account)).length > 0
  }

  /** Removes each part, even if another one fails, and measures what is left. Never rejects. */
  async removeAll(account: string, options: RemovalOptions): Promise<ForgetReport> {
    await this.ports.removeLeftovers().catch(() => undefined)
    const parts = accountParts.filter((part) => part !== 'copies' || options.copyIds !== null)
    const notRemoved: AccountPart[] = []
    for (const part of parts) {
      const isRemoved = await this.ports.holders[part].forgetAccount(account, options).then(
        () => true,
        () => false,
      )
      const left = await this.measurePart(part, account)
      if (!isRemoved || left?.items !== 0) notRemoved.push(part)
    }
    return { notRemoved }
  }

  private measurePart(part: AccountPart, account: string): Promise<PartSize | null> {
    return this.ports.holders[part].measureAccount(account).catch(() => null)
  }
}
