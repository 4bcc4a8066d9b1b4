import type { Asset, AssetContext, AssetIdentity, AssetKey } from '../../shared/asset'

/** A key that is equal for two contexts if and only if they are equal. */
export function contextKey(context: AssetContext): string {
  return context.family === 'classic' ? context.scope : `flex${context.documentId}`
}

/**
 * A key that is equal for two assets if and only if their identities are. Names are neither normalised nor case-folded: the
 * platform's rule is not documented, and a wrong guess would merge two files. JSON escapes lone surrogates, so keys stay
 * distinct.
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

/** The assets as another context lists them: a job and its project share segments. */
export function assetsInContext(assets: readonly Asset[], context: AssetContext): Asset[] {
  return assets.map((asset) => ({ ...asset, context, key: assetKey({ ...asset, context }) }))
}

/** Parses a typed scope (`pr7214`, `jbs773`, `jbc2002`, `flex19914`); null if it is invalid. Source: docs/platform-api.md#scopes. */
export function parseScope(scope: string): AssetContext | null {
  const text = scope.trim()
  if (/^(pr|jbs|jbc)\d{1,15}$/.test(text)) return { family: 'classic', scope: text }
  const flex = /^flex([A-Za-z]?\d{1,15})$/.exec(text)
  return flex?.[1] === undefined ? null : { family: 'flex', documentId: flex[1] }
}
