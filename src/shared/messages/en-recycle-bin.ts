/** The part of the catalogue about copies: the recycle bin, restores, and what the delete question says of them. */
export const enRecycleBin = {
  'nav.recycle-bin': 'Recycle bin',
  'failure.bin-unreadable':
    'The recycle bin of this computer cannot be read or written. Check free disk space and permissions.',
  'failure.bin-limit':
    'The recycle bin has no room for the copies of these files. Remove copies from it, or delete without copies.',
  'failure.bin-disk':
    'The disk of this computer has no room for the copies of these files. Free some space, or delete without copies.',

  // The delete question.
  'copies.keep': 'Keep a copy in the recycle bin',
  'copies.on':
    'Each file is saved on this computer first. A file whose copy fails is not deleted. Copies are not encrypted.',
  'copies.off': 'No copy is made: once deleted, nobody can bring these files back.',
  'copies.noRoom.limit':
    'The copies do not fit the recycle bin. Remove copies from it, or switch them off for this deletion.',
  'copies.noRoom.disk':
    'The copies do not fit this computer’s disk. Free some space, or switch them off for this deletion.',
  'copies.noRoom.unreadable':
    'The recycle bin cannot be read or written, so no copies can be kept. Repair that, or switch them off for this deletion.',
  'copies.doubt.empty-file':
    '{count, plural, one {# file is empty: the server may refuse to take it back.} other {# files are empty: the server may refuse to take them back.}}',
  'copies.doubt.job-without-project':
    '{count, plural, one {# file belongs to a job whose project is not known: the server may refuse to take it back.} other {# files belong to a job whose project is not known: the server may refuse to take them back.}}',

  'atRisk.title':
    '{count, plural, one {# file that you did not choose may go with these:} other {# files that you did not choose may go with these:}} the server does not say whether deleting a file takes others of its name along.',
  'atRisk.copied':
    '{count, plural, one {It is copied to the recycle bin first.} other {They are copied to the recycle bin first.}} If one vanishes, the deletion stops at once.',
  'atRisk.notCopied':
    '{count, plural, one {No copy of it is made.} other {No copies of them are made.}} If one vanishes, the deletion stops at once, and nobody can bring it back.',
  'atRisk.show': 'Show them',
  'atRisk.files': 'Files at risk',
  'copies.afterwards':
    '{count, plural, one {Afterwards one copy from the recycle bin is uploaded in its place.} other {Afterwards # copies from the recycle bin are uploaded in their places.}}',

  // Quitting.
  'quit.restore.title': 'A restore is running',
  'quit.restore.detail':
    'The file in flight is finished and checked before Refshelf closes. The others stay in the recycle bin.',

  // The screen.
  'bin.title': 'Recycle bin',
  'bin.search': 'Search copies',
  'bin.actions': 'Copy actions',
  'bin.restore': 'Restore',
  'bin.save': 'Save a copy',
  'bin.remove': 'Delete the copy',
  'bin.space': '{copies, plural, one {# copy} other {# copies}} · {used} of {limit} used',
  'bin.selected': '{selected, number} of {count, number} selected',
  'bin.readOnly':
    'The list of copies is damaged or from a newer version. It is shown as far as it can be read and is not changed: no new copies can be kept.',
  'bin.signedOut':
    'Not connected: copies can be saved and removed. To restore one, connect to its server first.',
  'bin.empty': 'The recycle bin is empty',
  'bin.empty.plain':
    'Before Refshelf deletes a file from the server, it keeps a copy here. Copies stay until their time is over, or until you remove them.',
  'bin.noMatch': 'No copy matches. Clear the search to see all.',
  'bin.notEncrypted': 'Copies are on this computer, not encrypted.',
  'bin.elsewhere': 'Another connection: connect to {host} as {account} to restore it.',
  'bin.column.name': 'Name',
  'bin.column.place': 'Place',
  'bin.column.kept': 'Deleted',
  'bin.column.account': 'Account',
  'bin.column.size': 'Size',
  'bin.column.expires': 'Kept until',
  'bin.atRisk': 'At risk',
  'bin.atRisk.why': 'Kept because a deletion might have taken it along',
  'bin.restored': 'Restored',
  'bin.restored.when': 'Restored {when}',
  'bin.purge.title': 'Remove {count, plural, one {# copy} other {# copies}} for good?',
  'bin.purge.text':
    'The bytes leave this computer. The server is not touched, and nothing can bring them back.',
  'bin.purge.cancel': 'Cancel',
  'bin.purge.confirm': 'Remove for good',
  'bin.purged.held':
    '{count, plural, one {# copy belongs to a deletion that has not ended, and stays.} other {# copies belong to a deletion that has not ended, and stay.}}',
  'bin.saved': '{count, plural, one {# copy saved.} other {# copies saved.}}',
  'bin.notSaved': 'Not saved: {reason}',
  'save.copy-gone': 'the copy is no longer in the recycle bin',
  'save.copy-damaged': 'the bytes of the copy are damaged',
  'save.disk-full': 'the disk is full',
  'save.no-permission': 'this computer does not let Refshelf write there',
  'save.storage': 'this computer could not write it',
  'bin.dismiss': 'Dismiss',

  // A restore.
  'restore.title': 'Restore result',
  'restore.name': 'Restore {count, plural, one {# file} other {# files}}',
  'restore.waiting': 'Waiting',
  'restore.sending': 'Sending',
  'restore.checking': 'Checking on the server',
  'restore.restored': 'Restored and verified',
  'restore.restored-elsewhere': 'Restored under another name',
  'restore.name-taken': 'Not restored: A file of this name is there now',
  'restore.not-replaced': 'Not restored: the file that is there now was not deleted',
  'restore.came-back-different': 'Something else is there now: what the server lists is not this file',
  'restore.not-listed': 'Not restored: the server took it, but does not list it',
  'restore.not-checked': 'Sent, but not checked',
  'restore.copy-damaged': 'Not restored: the bytes of the copy are damaged',
  'restore.copy-gone': 'Not restored: the copy is no longer in the recycle bin',
  'restore.other-connection': 'Not restored: it belongs to another server or account',
  'restore.not-restored': 'Not restored',
  'restore.bytes.same': 'Bytes compared: the same.',
  'restore.bytes.not-compared': 'Name and size are listed; the bytes were not compared.',
  'restore.notBack': 'Dates and author are new: the server does not take the old ones.',
  'restore.nameTaken.todo': 'Replacing it deletes it first, with the same question and the same copy.',
  'restore.replace': 'Replace…',
  'restore.replaceAll': 'Replace all {count}…',
  'restore.stop': 'Stop',
  'restore.stopping': 'Stopping: the file in flight is finished and checked.',
  'restore.doubt.empty-file': 'It is empty: a server may refuse that.',
  'restore.doubt.job-without-project':
    'It belongs to a job whose project is not known: a server may refuse that.',
} as const
