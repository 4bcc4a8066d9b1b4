import { z } from 'zod'
import { settingsPatchSchema } from '../../../core/settings/settings'
import { UnreadableDocumentError } from '../../../core/storage/json-document'
import { fail, succeed } from '../../../shared/result'
import { logError } from '../../log'
import type { Composition } from '../../compose'
import type { Handlers } from '../router'

export function settingsHandlers({
  app,
  readSettings,
}: Pick<Composition, 'app' | 'readSettings'>): Pick<Handlers, 'readSettings' | 'changeSettings'> {
  return {
    readSettings: { input: z.undefined(), run: () => succeed(readSettings()) },
    changeSettings: {
      input: settingsPatchSchema,
      run: async (patch) => {
        try {
          await app.settings.updateSettings(patch)
          return succeed(readSettings())
        } catch (error) {
          if (error instanceof UnreadableDocumentError)
            return fail({ kind: 'settings-unreadable', retry: 'no' })
          logError('settings not saved', error)
          return fail({ kind: 'storage-failed', retry: 'now' })
        }
      },
    },
  }
}
