import type { Asset, AssetContext } from '../../shared/asset'
import type { AccountSegmentsRefresh } from '../../shared/deletion'
import { assetKey, contextKey } from '../assets/asset-key'

/** Jobs that are remembered; more than anybody opens in a day. */
const maxJobs = 500

interface KnownJob {
  readonly account: string
  readonly context: AssetContext
  readonly projectId: number
}

/**
 * Which project a job belongs to, as what was listed of it tells: uploads are documented for projects only, so what is sent to a
 * job goes to its project, and what the project's listing then shows is told of the job too. For this run of the app only.
 */
export class JobProjects {
  private readonly jobs = new Map<string, KnownJob>()

  /** What was listed of any place. Files of a job that name no project, or several, tell nothing. */
  recordAssets(account: string, assets: readonly Asset[]): void {
    const [first] = assets
    if (first === undefined || !isJob(first.context)) return
    const [projectId = null, ...others] = new Set(assets.map((asset) => asset.projectId))
    if (projectId === null || others.length > 0) return
    this.jobs.set(keyOf(account, first.context), { account, context: first.context, projectId })
    const [oldest] = this.jobs.keys()
    if (this.jobs.size > maxJobs && oldest !== undefined) this.jobs.delete(oldest)
  }

  /** The project of this job, or null. */
  findProject(account: string, context: AssetContext): number | null {
    return this.jobs.get(keyOf(account, context))?.projectId ?? null
  }

  /** The refresh itself, and the same for each job that is known to belong to its project. */
  expandRefresh(refresh: AccountSegmentsRefresh): readonly AccountSegmentsRefresh[] {
    const { accountKey, context } = refresh
    const jobs = [...this.jobs.values()].filter(
      ({ account, projectId }) => account === accountKey && contextKey(context) === `pr${String(projectId)}`,
    )
    return [refresh, ...jobs.map((job) => ({ ...refresh, ...inContext(refresh.assets, job.context) }))]
  }
}

function inContext(
  assets: readonly Asset[],
  context: AssetContext,
): Pick<AccountSegmentsRefresh, 'context' | 'assets'> {
  return {
    context,
    assets: assets.map((asset) => ({ ...asset, context, key: assetKey({ ...asset, context }) })),
  }
}

function keyOf(account: string, context: AssetContext): string {
  return `${account} ${contextKey(context)}`
}

function isJob(context: AssetContext): boolean {
  return context.family === 'classic' && !context.scope.startsWith('pr')
}
