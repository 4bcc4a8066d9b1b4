import { z } from 'zod'
import { idSchema, identitySchema } from '../../../shared/ipc/schemas'
import { folderText } from '../../../shared/order/folder-text'
import { lockReaches, type Lock } from '../../../shared/protection'
import { fail, succeed } from '../../../shared/result'
import { text } from '../../locale'
import { confirmNewLocks, confirmUnprotect } from '../../native-questions'
import type { Services } from '../../services'
import type { Handlers } from '../router'

type ProtectionCalls =
  'readProtections' | 'reloadProtections' | 'restartProtections' | 'protect' | 'unprotect' | 'findLocks'

const assets = z.array(identitySchema).min(1).max(200_000)

/** Locks always belong to the open connection: a window names files, never a server or an account. */
export function protectionHandlers({ protection }: Services): Pick<Handlers, ProtectionCalls> {
  const { locks } = protection
  const nothing = z.undefined()
  return {
    readProtections: { input: nothing, run: () => succeed(protection.snapshot()) },
    reloadProtections: {
      input: nothing,
      run: async () => {
        if (!locks.isReadable()) await locks.loadLocks()
        return succeed(protection.snapshot())
      },
    },
    restartProtections: {
      input: nothing,
      run: async () => ((await confirmNewLocks()) ? locks.resetLocks() : succeed(undefined)),
    },
    protect: {
      input: z.strictObject({ assets, reach: z.enum(lockReaches) }),
      run: (request) => {
        const open = protection.connection()
        if (open === null) return fail({ kind: 'not-connected', retry: 'no' })
        return locks.protect(open, request.assets, request.reach)
      },
    },
    unprotect: {
      input: z.strictObject({ lockIds: z.array(idSchema).min(1).max(200_000) }),
      run: async ({ lockIds }) => {
        const chosen = new Set(lockIds)
        const removed = locks.listLocks().filter(({ id }) => chosen.has(id))
        // Main asks, because nothing else keeps these files from being deleted. Cancel changes nothing.
        const isConfirmed = removed.length === 0 || (await confirmUnprotect(removed.map(nameOfLock)))
        return isConfirmed ? locks.unprotect(removed.map(({ id }) => id)) : succeed(undefined)
      },
    },
    findLocks: {
      input: z.strictObject({ assets }),
      run: (request) => {
        const open = protection.connection()
        if (open === null) return fail({ kind: 'not-connected', retry: 'no' })
        return succeed(request.assets.map((asset) => locks.findLocks(open, [asset]).map(({ id }) => id)))
      },
    },
  }
}

/** What a lock protects, in one line. */
function nameOfLock(lock: Lock): string {
  const segment = text('lock.inSegment', { segment: lock.segmentId })
  switch (lock.reach) {
    case 'segment':
      return text('lock.segment', { segment: lock.segmentId })
    case 'folder':
      return `${folderText(lock.relativePath)} (${text('protect.folder')}, ${segment})`
    case 'file':
      return `${lock.name} (${segment})`
  }
}
