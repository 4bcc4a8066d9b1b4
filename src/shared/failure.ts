/**
 * All failures that matter to users. Each kind has its own sentence, `failure.<kind>` in the message catalogue, which says
 * what happened and what to do.
 */
export const failureKinds = [
  'address-invalid',
  'address-api-1',
  'address-not-secure',
  'trial-runtime-host',
  'wrong-key',
  'unreachable',
  'certificate',
  'certificate-date',
  'certificate-host',
  'encryption-failed',
  'proxy-password',
  'timed-out',
  'redirected',
  'answer-cut',
  'answer-encoded',
  'answer-too-large',
  'answer-unexpected',
  'no-asset-api',
  'session-rejected',
  'forbidden',
  'throttled',
  'query-too-long',
  'length-required',
  'too-large-for-server',
  'server-refused',
  'server-error',
  'listing-suspicious',
  'not-connected',
  'scope-invalid',
  'upload-needs-project',
  'plan-unknown',
  'deletion-running',
  'transfers-running',
  'deletion-interrupted',
  'account-unfinished',
  'deletion-too-many-files',
  'deletion-too-large',
  'connection-read-only',
  'connection-name',
  'locks-unreadable',
  'locks-too-many',
  'settings-unreadable',
  'stored-key-unreadable',
  'stored-key-missing',
  'stored-key-elsewhere',
  'storage-failed',
  'activity-unreadable',
  'save-failed',
  'demo-failed',
  'stopped',
  'request-invalid',
  'bin-unreadable',
  'bin-limit',
  'bin-disk',
  'target-disk',
  'not-staged',
  'no-file-clipboard',
  'dropped-link',
  'dropped-text',
  'dropped-empty',
  'pasted-text',
  'internal',
  'internal-fault',
] as const

export type FailureKind = (typeof failureKinds)[number]

/** Whether a retry may help: immediately, after a while, or not without changing something else. */
export type Retry = 'now' | 'later' | 'no'

export interface AppFailure {
  readonly kind: FailureKind
  readonly retry: Retry
  /** Message of the server or the system, shown in addition to ours. Never contains a secret or a whole response body. */
  readonly detail?: string
}
