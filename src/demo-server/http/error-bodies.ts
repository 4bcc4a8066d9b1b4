import { jsonReply, type Reply } from './reply'

interface ChildError {
  readonly title: string
  readonly details: string
  readonly errorurl: null
}

interface ErrorText {
  readonly title: string
  readonly details?: string
  readonly messages?: readonly ChildError[]
  /** Default: the title. */
  readonly reason?: string
}

/**
 * The platform's error format, used for all errors except throttling. `date` is the time of the response. See
 * docs/platform-api.md#errors.
 */
function errorReply(status: number, date: string, text: ErrorText): Reply {
  return jsonReply(
    {
      error: {
        operation: null,
        date,
        title: text.title,
        details: text.details ?? null,
        errorurl: null,
        messages: text.messages ?? [],
      },
      reason: text.reason ?? text.title,
    },
    status,
  )
}

/** A refusal by the platform, thrown by handlers and sent in the platform's error format. */
export class ApiError extends Error {
  override readonly name = 'ApiError'
  readonly status: number
  readonly details: string | undefined

  constructor(title: string, status = 400, details?: string) {
    super(title)
    this.status = status
    this.details = details
  }
}

/** The title follows the sample in the documentation, including the quotes around the parameter. */
export const invalidParameter = (name: string, why: string): ApiError =>
  new ApiError(`Invalid parameter '${name}': ${why}`)

export const fileMissing = (status: 400 | 404 = 400): ApiError =>
  new ApiError('The requested file does not exist.', status)

export function apiErrorReply(error: ApiError, date: string): Reply {
  const { message: title, details } = error
  return errorReply(error.status, date, details === undefined ? { title } : { title, details })
}

/** The response to an invalid key. See docs/platform-api.md#lost-session. */
export const invalidKeyReply = (date: string): Reply =>
  errorReply(400, date, { title: 'Invalid private key.' })

/** The response to an invalid or expired token. */
export function tokenErrorReply(status: 400 | 401, date: string): Reply {
  const title = 'Token invalid or expired.'
  const child = {
    title: 'Not authenticated',
    details: 'API construct session from token failed with error: Not authenticated',
    errorurl: null,
  }
  const reason = `${child.title} - ${child.details}`
  return errorReply(status, date, { title, details: title, messages: [child], reason })
}

/** Throttling errors have a different format, without title and date. See docs/platform-api.md#throttling. */
export function throttledReply(allowance: number): Reply {
  const text = `Requests throttled. Maximum allowed ${allowance} per 01:00:00.`
  return jsonReply({ error: { type: 'Throttling error', message: text }, reason: text }, 429)
}
