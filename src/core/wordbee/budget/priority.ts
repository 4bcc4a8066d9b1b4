import type { CallPurpose } from '../../../shared/budget'

/**
 * Which calls go first when the hour is full (docs/rules.md#p8): deletes with the listings that verify them, reads that a user
 * waits for, backups for the recycle bin, transfers, previews, thumbnails.
 */
export const priorities = ['deletes', 'reads', 'copies', 'transfers', 'previews', 'thumbnails'] as const

export type Priority = (typeof priorities)[number]

/** What a call is counted as. */
export interface CallUse {
  readonly priority: Priority
  readonly purpose: CallPurpose
}

/** Calls per hour that only deletes and reads may use: a tenth (100 of 1,000, docs/threat-model.md#allowance). */
export function reserveOf(allowance: number): number {
  return Math.floor(allowance / 10)
}

/**
 * Up to how many calls a priority may fill the hour. Copies, transfers, previews and thumbnails may not use the reserve;
 * previews and thumbnails also leave out what others are known to use, because they can wait.
 */
export function limitOf(
  priority: Priority,
  hour: { readonly allowance: number; readonly byOthers: number },
): number {
  switch (priority) {
    case 'deletes':
    case 'reads':
      return hour.allowance
    case 'copies':
    case 'transfers':
      return hour.allowance - reserveOf(hour.allowance)
    case 'previews':
    case 'thumbnails':
      return hour.allowance - reserveOf(hour.allowance) - hour.byOthers
  }
}
