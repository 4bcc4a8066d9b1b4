import type { PlaceRequest } from '../shared/place'

/** Start options from the command line and the environment (README.md, "For scripts"). */
export interface StartRequest {
  readonly demo: boolean
  readonly place: PlaceRequest | null
  /** As typed; empty if missing. */
  readonly language: string
  /** False if the demo is requested, or if the environment contains any part of a connection. */
  readonly mayOpenSaved: boolean
  readonly access: { readonly serverUrl: string; readonly accountId: string; readonly apiKey: string } | null
}

interface Switches {
  readonly hasSwitch: (name: string) => boolean
  readonly getSwitchValue: (name: string) => string
}

export function readStartRequest(switches: Switches, environment: NodeJS.ProcessEnv): StartRequest {
  const {
    REFSHELF_SERVER_URL: serverUrl,
    REFSHELF_ACCOUNT_ID: accountId,
    REFSHELF_API_KEY: apiKey,
  } = environment
  const demo = switches.hasSwitch('demo')
  const isNamed = [serverUrl, accountId, apiKey].some((value) => value !== undefined)
  const complete = serverUrl !== undefined && accountId !== undefined && apiKey !== undefined
  return {
    demo,
    place: readPlace(switches.getSwitchValue('scope'), switches.getSwitchValue('segments')),
    language: switches.getSwitchValue('lang'),
    mayOpenSaved: !demo && !isNamed,
    access: complete ? { serverUrl, accountId, apiKey } : null,
  }
}

/** Requires both switches. Ignores invalid ids, as the paste box does. */
function readPlace(scope: string, segments: string): PlaceRequest | null {
  const segmentIds = segments
    .split(/[\s,;]+/)
    .filter((id) => /^\d{1,15}$/.test(id))
    .map(Number)
    .filter((id) => id > 0)
  return scope === '' || segmentIds.length === 0 ? null : { kind: 'segments', scope, segmentIds }
}
