import { z } from 'zod'

export const ledgerKind = 'budget'
export const ledgerVersion = 1

const count = z.number().int().nonnegative()

/** One call: its number, ledger time (ms), priority (`lane`) and purpose. Newer versions may add priorities and purposes. */
const callSchema = z.object({
  n: count,
  at: z.number(),
  lane: z.string().max(20),
  purpose: z.string().max(20),
})

/** One line: calls that were written together, with the ledger time, wall clock and server's clock (ms) of the write. */
export const ledgerLineSchema = z.object({
  at: z.number(),
  wall: z.number(),
  server: z.number().optional(),
  calls: z.array(callSchema),
})

export type LedgerCall = z.infer<typeof callSchema>
export type LedgerLine = z.infer<typeof ledgerLineSchema>
