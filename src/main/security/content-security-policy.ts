import { appOrigin } from './app-origin'

/**
 * Sent as a header with every answer of the app's own scheme (docs/threat-model.md#content-security-policy). Nothing is allowed that is not
 * part of the app, but pictures, films and frames of previews: no network, no inline script or style, no forms.
 */
export const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' preview:",
  'media-src preview:',
  'frame-src preview:',
  "font-src 'self'",
  "connect-src 'none'",
  "form-action 'none'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ')

/**
 * Sent with every file of the frames in which untrusted files are opened. They run what is ours and nothing else, read what
 * main serves them, and stand in our window alone. `data:`: a picture from its own bytes gives its pixels away.
 */
export const framePolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "worker-src 'self'",
  'connect-src preview:',
  'img-src preview: blob: data:',
  "form-action 'none'",
  "base-uri 'none'",
  `frame-ancestors ${appOrigin}`,
].join('; ')
