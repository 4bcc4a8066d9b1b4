import { BrowserWindow, dialog } from 'electron'
import type { KeyOwner } from '../core/connections/bound-key'
import { hostOf } from '../core/wordbee/server-url'
import type { Connection, WorkAccount } from '../shared/connection'
import { visibleText } from '../shared/visible-text'
import { text } from './locale'

/** A question whose answer main must not take from the window, because a hostile page could give it. */
interface NativeQuestion {
  /** Names what will happen. */
  readonly message: string
  readonly detail: string
  /** The button that agrees. */
  readonly confirm: string
}

/** Names that a question shows; the rest is counted. */
const maxShownNames = 10
/** Characters of a name that a question shows. */
const maxNameLength = 200

let isAsking = false

/** Asks in a system dialog; Cancel is the default. Only one is open at a time, so that a page cannot pile them up. */
async function ask({ message, detail, confirm }: NativeQuestion): Promise<boolean> {
  if (isAsking) return false
  isAsking = true
  try {
    const options = {
      type: 'warning' as const,
      message,
      detail,
      buttons: [confirm, text('action.cancel')],
      defaultId: 1,
      cancelId: 1,
      noLink: true,
    }
    const [window] = BrowserWindow.getAllWindows()
    const answer = await (window === undefined
      ? dialog.showMessageBox(options)
      : dialog.showMessageBox(window, options))
    return answer.response === 0
  } finally {
    isAsking = false
  }
}

/** Whether a stored key that names no server may be sent to this one. */
export function confirmKeyOwner({ serverUrl, accountId }: KeyOwner): Promise<boolean> {
  return ask({
    message: text('native.key', { host: visibleText(hostOf(serverUrl)) }),
    detail: text('native.key.detail', { address: visibleText(serverUrl), account: visibleText(accountId) }),
    confirm: text('native.key.confirm'),
  })
}

export function confirmWritable(
  connection: Pick<Connection, 'name' | 'host' | 'accountId'>,
): Promise<boolean> {
  return ask({
    message: text('readOnly.ask', { name: visibleText(connection.name) }),
    detail: accountLine(connection),
    confirm: text('readOnly.allow'),
  })
}

/** `names`: what the locks protect. */
export function confirmUnprotect(names: readonly string[]): Promise<boolean> {
  return ask({
    message: text('native.unprotect', { count: names.length }),
    detail: `${listNames(names)}\n\n${text('native.unprotect.detail')}`,
    confirm: text('native.unprotect.confirm'),
  })
}

export function confirmNewLocks(): Promise<boolean> {
  return ask({
    message: text('protected.restart.ask'),
    detail: text('native.unprotect.detail'),
    confirm: text('protected.restart'),
  })
}

export function confirmPurge(
  copies: readonly (Pick<WorkAccount, 'host' | 'accountId'> & { readonly name: string })[],
): Promise<boolean> {
  const accounts = [...new Set(copies.map(accountLine))]
  return ask({
    message: text('native.purge', { count: copies.length }),
    detail: `${listNames(copies.map(({ name }) => name))}\n\n${accounts.join('\n')}\n\n${text('bin.purge.text')}`,
    confirm: text('bin.remove'),
  })
}

export function confirmWithoutCopies(
  account: Pick<WorkAccount, 'host' | 'accountId'>,
  names: readonly string[],
): Promise<boolean> {
  return ask({
    message: text('native.noCopies', { count: names.length }),
    detail: `${listNames(names)}\n\n${accountLine(account)}\n\n${text('native.noCopies.detail')}`,
    confirm: text('question.confirm'),
  })
}

function accountLine({ host, accountId }: Pick<WorkAccount, 'host' | 'accountId'>): string {
  return `${visibleText(host)}, ${visibleText(accountId)}`
}

function listNames(names: readonly string[]): string {
  const lines = names.slice(0, maxShownNames).map((name) => visibleText(name.slice(0, maxNameLength)))
  const more = names.length - lines.length
  return (more > 0 ? [...lines, text('native.more', { count: more })] : lines).join('\n')
}
