import type { CallContext } from '../http/call-context'
import type { Library } from '../store/library'
import type { Job } from '../store/model'
import { languageName } from './languages'

/** By status code, from 0. See docs/platform-api.md#jobs. */
const statusTexts = [
  'Draft',
  'Not assigned',
  'Inactive',
  'Proposal',
  'Not started',
  'In progress',
  'Completed',
  'Delivered',
  'Archived',
  'Rejected',
  'Cancelled',
]

const taskTexts: Readonly<Record<string, string>> = { TR: 'Translation', RV: 'Revision', PS: 'Proofreading' }

function jobRow(job: Job, library: Library) {
  const project = library.project(job.pid)
  const src = project?.locales[0] ?? 'en'
  return {
    id: job.id,
    jobid: job.jobid,
    iscodyt: job.isCodyt,
    reference: job.reference,
    status: job.status,
    statust: statusTexts[job.status] ?? '',
    task: job.task,
    taskt: taskTexts[job.task] ?? job.task,
    src,
    srct: languageName(src),
    trg: job.target,
    trgt: languageName(job.target),
    branch: '',
    brancht: '',
    pid: job.pid,
    pname: project?.reference ?? '',
    deadline: job.deadline,
    dtstart: project?.received ?? null,
    dtend: null,
    hasPredecessor: false,
    amode: 0,
    amodet: 'In-house',
    cid: null,
    cname: '',
    uid: 12,
    uname: 'Demo translator',
  }
}

export const jobRows = ({ platform }: CallContext) =>
  platform.library.jobs.map((job) => jobRow(job, platform.library))
