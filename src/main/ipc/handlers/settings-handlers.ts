import { z } from 'zod'
import { settingsPatchSchema } from '../../../core/settings/settings'
import { UnreadableDocumentError } from '../../../core/storage/json-document'
import { fail, succeed } from '../../../shared/result'
import { logError } from '../../log'
import type { Services } from '../../services'
import type { Handlers } from '../router'

export function settingsHandlers(services: Services): Pick<Handlers, 'readSettings' | 'changeSettings'> {
  return {
    readSettings: { input: z.undefined(), run: () => succeed(services.readSettings()) },
    changeSettings: {
      input: settingsPatchSchema,
      run: async (patch) => {
        try {
          await services.settings.updateSettings(patch)
          return succeed(services.readSettings())
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
