import { z } from 'zod'
import type { App } from '../../../core/app'
import { idSchema, identitySchema } from '../../../shared/ipc/schemas'
import { folderText } from '../../../shared/order/folder-text'
import { lockReaches, type Lock } from '../../../shared/protection'
import { succeed } from '../../../shared/result'
import { text } from '../../locale'
import { confirmNewLocks, confirmUnprotect } from '../../native-questions'
import type { Handlers } from '../router'

type ProtectionCalls =
  'readProtections' | 'reloadProtections' | 'restartProtections' | 'protect' | 'unprotect' | 'findLocks'

const assets = z.array(identitySchema).min(1).max(200_000)

export function protectionHandlers({ protection }: App): Pick<Handlers, ProtectionCalls> {
  const nothing = z.undefined()
  return {
    readProtections: { input: nothing, run: () => succeed(protection.snapshot()) },
    reloadProtections: { input: nothing, run: async () => succeed(await protection.reload()) },
    restartProtections: {
      input: nothing,
      run: async () => ((await confirmNewLocks()) ? protection.reset() : succeed(undefined)),
    },
    protect: {
      input: z.strictObject({ assets, reach: z.enum(lockReaches) }),
      run: (request) => protection.protect(request.assets, request.reach),
    },
    unprotect: {
      input: z.strictObject({ lockIds: z.array(idSchema).min(1).max(200_000) }),
      run: ({ lockIds }) => protection.unprotect(lockIds, (locks) => confirmUnprotect(locks.map(nameOfLock))),
    },
    findLocks: {
      input: z.strictObject({ assets }),
      run: (request) => protection.findLocks(request.assets),
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
