import type { Asset, AssetContext } from '../../shared/asset'
import { isJobContext, isSameContext, projectContext } from '../../shared/asset-context'
import type { AccountSegmentsRefresh } from '../../shared/deletion'
import { assetsInContext, contextKey } from '../assets/asset-key'
import { BoundedMap } from '../lib/bounded-map'

/** Remembered jobs; more than a user opens in a day. */
const maxJobs = 500

interface KnownJob {
  readonly account: string
  readonly context: AssetContext
  readonly projectId: number
}

/**
 * Knows the project of each job from its listed assets. Uploads are documented for projects only, so an upload to a job goes to
 * its project, and the listing of the project then refreshes the job too. Kept in memory only.
 */
export class JobProjects {
  private readonly jobs = new BoundedMap<string, KnownJob>(maxJobs)

  /** Learns from a listing of any place. Assets of a job that name no project, or several, are ignored. */
  recordAssets(account: string, assets: readonly Asset[]): void {
    const [first] = assets
    if (first === undefined || !isJobContext(first.context)) return
    const [projectId = null, ...others] = new Set(assets.map((asset) => asset.projectId))
    if (projectId === null || others.length > 0) return
    this.jobs.set(keyOf(account, first.context), { account, context: first.context, projectId })
  }

  /** The project id of this job, or null if unknown. */
  findProject(account: string, context: AssetContext): number | null {
    return this.jobs.get(keyOf(account, context))?.projectId ?? null
  }

  /** The refresh, and a copy of it for each known job of its project. */
  expandRefresh(refresh: AccountSegmentsRefresh): readonly AccountSegmentsRefresh[] {
    const { accountKey, context } = refresh
    const jobs = [...this.jobs.values()].filter(
      ({ account, projectId }) => account === accountKey && isSameContext(context, projectContext(projectId)),
    )
    return [
      refresh,
      ...jobs.map(({ context: job }) => ({
        ...refresh,
        context: job,
        assets: assetsInContext(refresh.assets, job),
      })),
    ]
  }
}

function keyOf(account: string, context: AssetContext): string {
  return `${account} ${contextKey(context)}`
}
