import { enActivity } from './en-activity'
import { enRecycleBin } from './en-recycle-bin'
import { enDesktop } from './en-desktop'
import { enBudget } from './en-budget'
import { enPlaces } from './en-places'
import { enPreview } from './en-preview'
import { enProtection } from './en-protection'
import { enSettings } from './en-settings'
import { enList } from './en-list'
import { enThumbnails } from './en-thumbnails'
import { enConnections } from './en-connections'
import { enTransfers } from './en-transfers'
import { enWindow } from './en-window'

/** Failures, outcomes, why a job ended, and what main shows itself: menus and system dialogs. */
export const enCommon = {
  'app.name': 'Refshelf',

  // Failures: what happened, then what to do. One sentence pair for each kind of shared/failure.ts.
  'failure.address-invalid':
    'This is not a server address. Type it as https://, then the name of your Wordbee platform.',
  'failure.address-not-secure':
    'Plain http is refused: the API key would cross the network readable. Use the https address.',
  'failure.trial-runtime-host':
    'This is a trial runtime, for the demo and for tests: it connects to servers on this computer only. Install the official runtime to reach others.',
  'failure.wrong-key':
    'The server did not accept this API key for this account. Check the API key and the account ID.',
  'failure.unreachable': 'The server cannot be reached. Check the address, your network and your proxy.',
  'failure.certificate':
    'The connection is not safe: the server’s certificate is not trusted by this computer. Nothing was sent. Ask your administrator.',
  'failure.timed-out': 'The server did not answer in time. Try again in a moment.',
  'failure.redirected':
    'The server sent us to another address. The request was refused there, so that your key stays with this server. Check the server URL.',
  'failure.answer-cut': 'The answer broke off before its end. Try again.',
  'failure.answer-too-large':
    'The answer is larger than expected and was not read to its end. Open fewer segments at once.',
  'failure.answer-unexpected':
    'The server answered something that is not from a Wordbee platform, or from a newer one. Check the server URL.',
  'failure.no-asset-api':
    'This server does not offer reference material on segments. The address may be wrong, or the installation may be too old.',
  'failure.session-rejected':
    'The server takes the API key but rejects each session that it gives. Sign in again later, or ask your administrator.',
  'failure.forbidden': 'Your account has no right to do this on the server.',
  'failure.throttled': 'All API calls of this hour are used up. Wait a few minutes, then try again.',
  'failure.query-too-long': 'The server refuses even the shortest form of this request as too long.',
  'failure.length-required':
    'The server or a proxy before it refuses uploads whose length is not told beforehand. The app can tell it for small files only; ask your administrator to allow chunked uploads.',
  'failure.too-large-for-server':
    'The server or a proxy before it refuses a file of this size. Send a smaller one, or ask your administrator to raise the limit.',
  'failure.server-refused': 'The server refused the request.',
  'failure.server-error': 'The server had an error of its own. Try again in a moment.',
  'failure.listing-suspicious':
    'The server lists nothing where it showed files a moment ago. Nothing was deleted. Refresh, then look again.',
  'failure.not-connected': 'You are not connected to a server.',
  'failure.scope-invalid': 'A scope is pr, jbs, jbc or flex with a number, such as pr7214.',
  'failure.upload-needs-project':
    'The API documents uploads for projects only, and the server does not tell this job’s project. Open the project itself, then upload there.',
  'failure.plan-unknown': 'This question is no longer valid. Select the files and ask again.',
  'failure.job-running': 'A deletion is still running. Wait until it has ended, or stop it first.',
  'failure.transfers-running': 'Files are still being moved. Wait until that has ended, or stop it first.',
  'failure.job-interrupted': 'An interrupted deletion waits for your answer. Continue it or stop it first.',
  'failure.job-too-many-files':
    'More files than one deletion may have. Delete fewer at a time, or raise the limit in the settings.',
  'failure.job-too-large':
    'More bytes than one deletion may have. Delete fewer at a time, or raise the limit in the settings.',
  'failure.connection-read-only':
    'This connection is read-only: nothing on it can be deleted or uploaded. Switch that off in the settings first.',
  'failure.connection-name':
    'A name has 1 to 80 characters, and none that cannot be seen or that turns the others around.',
  'failure.locks-unreadable':
    'The list of protected files cannot be read, so every file counts as protected. See Protected in the settings.',
  'failure.locks-too-many':
    'That would be more locks than one list can hold. Protect whole folders or segments instead of single files.',
  'failure.settings-unreadable':
    'The file settings.json cannot be read, so it was left as it is and nothing was changed. Mend or remove it, then start Refshelf anew.',
  'failure.stored-key-unreadable':
    'The stored API key cannot be read. It was kept as it is. Unlock your keychain and retry, or type the key again.',
  'failure.stored-key-missing': 'No API key is stored for this connection. Type it to connect.',
  'failure.target-disk':
    'The files that you chose need more space than this disk has. Nothing was downloaded: choose another disk, or fewer files.',
  'failure.not-staged':
    'Not all of these files are on this computer yet. Wait until they are ready, then try again.',
  'failure.no-file-clipboard':
    'This system cannot take files onto its clipboard from this app. Drag them out, or download them.',
  'failure.storage-failed': 'This computer could not save that. Check free disk space and permissions.',
  'failure.demo-failed': 'The demo workspace could not be started.',
  'failure.stopped': 'Stopped.',
  'failure.request-invalid': 'The app asked itself for something that makes no sense. Please report this.',
  'failure.internal-fault':
    'Something failed inside Refshelf; what was running goes on. Look at its result, and please report this.',
  'failure.internal': 'Something went wrong inside Refshelf. Nothing was deleted by it. Please report this.',

  // Outcomes of files. The first five are relied on by scripts, word for word.
  'outcome.deleted-and-verified': 'Deleted and verified',
  'outcome.already-gone': 'Was already gone',
  'outcome.still-on-server': 'Still on the server',
  'outcome.not-checked': 'Not checked',
  'outcome.not-deleted': 'Not deleted: {reason}',
  'outcome.waiting': 'Waiting',
  'outcome.asking': 'Deleting',
  'outcome.asked': 'Deleted, not verified yet',
  'outcome.unknown': 'Not known yet',
  'outcome.replaced': 'a newer file of this name is there now',
  'outcome.notDeleted.unsafe-name': 'this name cannot be asked for safely',
  'outcome.notDeleted.name-too-long': 'name too long for the server',
  'outcome.notDeleted.changed': 'changed since you looked',
  'outcome.notDeleted.stopped-by-user': 'you stopped the deletion first',
  'outcome.notDeleted.job-stopped': 'the deletion was stopped before this file',
  'outcome.notDeleted.forbidden': 'your account has no right to delete here',
  'outcome.notDeleted.refused-by-server': 'the server refused',
  'outcome.notDeleted.copy-failed': 'copy failed',
  'outcome.notDeleted.sibling-copy-failed': 'copy of a file that it may take along failed',
  'outcome.notDeleted.protected': 'protected on this computer',
  'outcome.notDeleted.sibling-protected': 'a protected file might go with it',
  'copyFailed.size-unknown': 'the server does not tell the size of this file',
  'copyFailed.size-differs': 'the server announced another size than it lists',
  'copyFailed.broke-off': 'the download broke off',
  'copyFailed.too-short': 'the download was shorter than the listed size',
  'copyFailed.too-long': 'the download was longer than the listed size',
  'copyFailed.timed-out': 'the download took too long',
  'copyFailed.unreachable': 'the server could not be reached',
  'copyFailed.throttled': 'the server kept asking to wait',
  'copyFailed.refused': 'the server refused the download',
  'copyFailed.server-error': 'the server had an error of its own',
  'copyFailed.disk-full': 'the disk of this computer is full',
  'copyFailed.no-permission': 'this computer does not let Refshelf write to the recycle bin',
  'copyFailed.bin-full': 'the recycle bin has no room left for it',
  'copyFailed.bin-unreadable': 'the list of the recycle bin cannot be read',
  'copyFailed.storage': 'this computer could not write it',

  // Why a job ended early.
  'stop.by-user': 'You stopped the deletion.',
  'stop.listing-failed': 'Stopped: the server’s listing could not be read, so nothing could be checked.',
  'stop.listing-suspicious':
    'Stopped: the server’s listings contradict each other. Files that it showed a moment ago were missing from one.',
  'stop.canary-still-there':
    'Stopped after the first file: the server said it was deleted, but it is still there.',
  'stop.canary-unclear': 'Stopped after the first file: the server gave no clear answer.',
  'stop.vanished-unasked': 'Stopped: files vanished that nobody asked to delete.',
  'stop.forbidden': 'Stopped: your account has no right to delete reference material here.',
  'stop.failures-in-a-row': 'Stopped: three deletions in a row failed.',
  'stop.session-lost': 'Stopped: the server no longer accepts our session.',
  'stop.journal-failed':
    'Stopped: this computer could not write down what is being deleted, so nothing more was asked for.',
  'stop.throttled-out': 'Stopped: the server answered every deletion with a request to wait.',
  'stop.connection-read-only': 'Stopped: the connection was made read-only.',
  'stop.connection-closed': 'Stopped: the connection was closed.',

  // Application menu and system dialogs.
  'menu.file': 'File',
  'menu.openPlace': 'Open a place…',
  'menu.signOut': 'Sign out',
  'menu.quit': 'Quit Refshelf',
  'menu.edit': 'Edit',
  'menu.cut': 'Cut',
  'menu.copy': 'Copy',
  'menu.paste': 'Paste',
  'menu.expand': 'Open',
  'menu.collapse': 'Close',
  'menu.selectAll': 'Select all',
  'menu.selectNone': 'Select none',
  'menu.find': 'Find in assets',
  'menu.delete': 'Delete…',
  'menu.view': 'View',
  'menu.refresh': 'Refresh',
  'menu.zoomIn': 'Zoom in',
  'menu.zoomOut': 'Zoom out',
  'menu.zoomReset': 'Actual size',
  'menu.window': 'Window',
  'menu.help': 'Help',
  'menu.undo': 'Undo',
  'menu.redo': 'Redo',
  'menu.fullScreen': 'Toggle full screen',
  'menu.minimize': 'Minimize',
  'menu.zoom': 'Zoom',
  'menu.close': 'Close',
  'menu.bringToFront': 'Bring all to front',
  'menu.about': 'About Refshelf',
  'menu.services': 'Services',
  'menu.hide': 'Hide Refshelf',
  'menu.hideOthers': 'Hide others',
  'menu.showAll': 'Show all',
  'menu.shortcuts': 'Keyboard shortcuts',
  'menu.invertSelection': 'Invert selection',
  'menu.copyName': 'Copy name',
  'menu.copyNames': 'Copy names',
  'menu.copyIdentity': 'Copy identity',
  'menu.copyIdentities': 'Copy identities',
  'menu.closeGroups': 'Close all groups',
  'menu.openGroups': 'Open all groups',
  'menu.protect': 'Protect',
  'crash.title': 'The window keeps failing',
  'crash.detail': 'What was running goes on without it. Nothing is deleted that you did not confirm.',
  'crash.again': 'Open it again',
  'crash.quit': 'Quit Refshelf',
  'quit.title': 'A deletion is running',
  'quit.detail':
    'Files that were asked for are finished and checked before Refshelf closes. The others stay on the server.',
  'quit.stop': 'Stop and quit',
  'quit.stay': 'Keep running',
} as const

/**
 * The one catalogue of texts (ICU message syntax), English. Both the window and main (menus, system dialogs) read it.
 * Keys are grouped by what shows them; each other language is a folder of the same parts.
 */
export const en = {
  ...enCommon,
  ...enBudget,
  ...enPlaces,
  ...enList,
  ...enWindow,
  ...enThumbnails,
  ...enTransfers,
  ...enConnections,
  ...enActivity,
  ...enRecycleBin,
  ...enPreview,
  ...enProtection,
  ...enSettings,
  ...enDesktop,
} as const

export type MessageKey = keyof typeof en

export type Messages = Readonly<Record<MessageKey, string>>

/** A part of the catalogue in another language: each key of the English one, and no other. */
export type Translated<Part> = { readonly [Key in keyof Part]: string }
