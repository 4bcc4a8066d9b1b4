import { textReply, type Reply } from './reply'

/** An error page as IIS sends it before the platform's code sees the call. */
export function htmlReply(status: number, title: string, text: string): Reply {
  const page = `<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-strict.dtd">
<html xmlns="http://www.w3.org/1999/xhtml">
<head><meta http-equiv="Content-Type" content="text/html; charset=iso-8859-1"/><title>${title}</title></head>
<body><div id="header"><h1>Server Error</h1></div>
<div id="content"><fieldset><h2>${title}</h2><h3>${text}</h3></fieldset></div></body>
</html>
`
  return textReply(status, 'text/html', page)
}

export const notFoundPage = (): Reply =>
  htmlReply(
    404,
    '404 - File or directory not found.',
    'The resource you are looking for might have been removed, had its name changed, or is temporarily unavailable.',
  )

/** Request filtering of IIS: `maxQueryString` is 2,048 characters by default. */
export const queryTooLongPage = (): Reply =>
  htmlReply(
    404,
    'HTTP Error 404.15 - Not Found',
    'The request filtering module is configured to deny a request where the query string is too long.',
  )

export const uriTooLongPage = (): Reply =>
  htmlReply(414, 'HTTP Error 414 - Request-URI Too Long', 'The requested URL is too long.')

export const lengthRequiredPage = (): Reply =>
  htmlReply(411, 'Length Required', 'HTTP Error 411. The request must have a content length.')

export const entityTooLargePage = (): Reply =>
  htmlReply(
    413,
    'HTTP Error 413 - Request Entity Too Large',
    'The page was not displayed because the request entity is too large.',
  )
