import type { RefshelfApi } from '../../shared/ipc/contract'
import type { SessionStore } from './session-store'

/**
 * Calls that edit a connection answer once the session shows the edit: main announces it separately, and later.
 * Otherwise a checkbox would jump back to the old value for a moment.
 */
export function withFreshStatus(api: RefshelfApi, session: SessionStore): RefshelfApi {
  async function afterStatus<Answer>(answer: Promise<Answer>): Promise<Answer> {
    await answer
    await session.loadStatus()
    return answer
  }
  return {
    ...api,
    setReadOnly: (change) => afterStatus(api.setReadOnly(change)),
    editConnection: (edit) => afterStatus(api.editConnection(edit)),
  }
}
