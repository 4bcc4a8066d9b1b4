import { platformDate, type Clock } from '../store/clock'
import type { Switches } from '../switches'
import { toFrench } from './french-errors'
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
}

/**
 * The platform's error format, used for all errors except throttling. `date` is the time of the response. See
 * docs/platform-api.md#errors.
 */
function errorReply(status: number, { date, language }: ErrorStamp, text: ErrorText): Reply {
  const say = (message: string) => (language === 'fr' ? toFrench(message) : message)
  const messages = (text.messages ?? []).map((child) => ({
    title: say(child.title),
    details: say(child.details),
    errorurl: null,
  }))
  const [child] = messages
  const reason = child === undefined ? say(text.title) : `${child.title} - ${child.details}`
  return jsonReply(
    {
      error: {
        operation: null,
        date,
        title: say(text.title),
        details: text.details === undefined ? null : say(text.details),
        errorurl: null,
        messages,
      },
      reason,
    },
    status,
  )
}

/** Date and language of an error. */
export interface ErrorStamp {
  readonly date: string
  readonly language: Switches['errorLanguage']
}

interface ErrorSource {
  readonly clock: Pick<Clock, 'now'>
  readonly switches: Pick<Switches, 'errorLanguage'>
}

/** The stamp of an error that this platform sends now. */
export const stampError = ({ clock, switches }: ErrorSource): ErrorStamp => ({
  date: platformDate(clock.now()),
  language: switches.errorLanguage,
})

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

export function apiErrorReply(error: ApiError, stamp: ErrorStamp): Reply {
  const { message: title, details } = error
  return errorReply(error.status, stamp, details === undefined ? { title } : { title, details })
}

/** The response to an invalid key. See docs/platform-api.md#lost-session. */
export const invalidKeyReply = (stamp: ErrorStamp): Reply =>
  errorReply(400, stamp, { title: 'Invalid private key.' })

/** The response to an invalid or expired token. */
export function tokenErrorReply(status: 400 | 401, stamp: ErrorStamp): Reply {
  const title = 'Token invalid or expired.'
  const child = {
    title: 'Not authenticated',
    details: 'API construct session from token failed with error: Not authenticated',
    errorurl: null,
  }
  return errorReply(status, stamp, { title, details: title, messages: [child] })
}

/** Throttling errors have a different format, without title and date. See docs/platform-api.md#throttling. */
export function throttledReply(allowance: number): Reply {
  const text = `Requests throttled. Maximum allowed ${allowance} per 01:00:00.`
  return jsonReply({ error: { type: 'Throttling error', message: text }, reason: text }, 429)
}
