import { z } from 'zod'

export const ledgerKind = 'budget'
export const ledgerVersion = 1

const count = z.number().int().nonnegative()

/** One call: its number in this ledger, ledger time (ms), lane and purpose. Newer versions may know more of the words. */
const callSchema = z.object({
  n: count,
  at: z.number(),
  lane: z.string().max(20),
  purpose: z.string().max(20),
})

/** One line: calls that were written together, with ledger time and wall clock (ms) of that moment. */
export const ledgerLineSchema = z.object({
  at: z.number(),
  wall: z.number(),
  calls: z.array(callSchema),
})

export type LedgerCall = z.infer<typeof callSchema>
export type LedgerLine = z.infer<typeof ledgerLineSchema>
