/** Small pictures of files in the list. */
export const enThumbnails = {
  'thumbnails.load':
    '{count, plural, one {Load previews for this # (# call)} other {Load previews for these # (# calls)}}',
  'thumbnails.pending': '{count, plural, one {# preview to come} other {# previews to come}}',
  'thumbnails.stop': 'Stop previews',
  'thumbnails.stopped.no-room': 'No calls are left for previews now.',
  'thumbnails.stopped.failed': 'The server did not give the previews.',
} as const
