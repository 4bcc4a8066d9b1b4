import type { CallPurpose } from '../../../shared/budget'

/**
 * Who goes first when the hour is full (docs/rules.md#p8): deletes with the listings that verify them, what a person waits for, copies
 * for the recycle bin, files that are moved in and out, previews, thumbnails.
 */
export const priorities = ['deletes', 'reads', 'copies', 'transfers', 'previews', 'thumbnails'] as const

export type Priority = (typeof priorities)[number]

/** What a call is counted as. */
export interface CallUse {
  readonly priority: Priority
  readonly purpose: CallPurpose
}

/** Calls of an hour that only deletes and reads may use: a tenth (100 of 1,000, docs/threat-model.md#allowance). */
export function reserveOf(allowance: number): number {
  return Math.floor(allowance / 10)
}

/**
 * How far a lane may fill the hour. Copies, transfers, previews and thumbnails leave the reserve alone; the last two also leave
 * alone what others are known to use, since nobody waits for them.
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
