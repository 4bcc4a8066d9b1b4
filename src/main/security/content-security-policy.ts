/**
 * Sent as a header with every answer of the app's own scheme (`security.md` 2, item 7). Nothing is allowed that is not
 * part of the app, but pictures of the recycle bin: no network, no inline script or style, no frames, no forms.
 */
export const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' preview:",
  "font-src 'self'",
  "connect-src 'none'",
  "form-action 'none'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ')
