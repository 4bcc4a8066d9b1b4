import type { AssetContext, AssetIdentity, AssetKey } from '../../shared/asset'

/** A text for a context; equal exactly for equal contexts. */
export function contextKey(context: AssetContext): string {
  return context.family === 'classic' ? context.scope : `flex${context.documentId}`
}

/**
 * A text that is equal for two assets exactly if their identities are: no normalising, no case folding, since the
 * platform's own rule is not documented and a wrong guess would join two files. JSON escapes lone surrogates, so that
 * no two names share a key.
 */
export function assetKey(identity: AssetIdentity): AssetKey {
  return JSON.stringify([
    contextKey(identity.context),
    identity.segmentId,
    identity.locale,
    identity.relativePath,
    identity.name,
  ])
}

/** The scope as typed (`pr7214`, `jbs773`, `jbc2002`, `flex19914`) as a context, or null. Source: docs/platform-api.md#scopes. */
export function parseScope(scope: string): AssetContext | null {
  const text = scope.trim()
  if (/^(pr|jbs|jbc)\d{1,15}$/.test(text)) return { family: 'classic', scope: text }
  const flex = /^flex([A-Za-z]?\d{1,15})$/.exec(text)
  return flex?.[1] === undefined ? null : { family: 'flex', documentId: flex[1] }
}
