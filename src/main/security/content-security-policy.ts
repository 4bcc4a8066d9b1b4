import { appOrigin } from './app-origin'
import { viewerFonts } from './preview-origins'

/**
 * Sent with every response of the app scheme (docs/threat-model.md#content-security-policy). Allows only the app's own files
 * and pictures, media and frames of previews: no network, no inline scripts or styles, no forms.
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
  // Newer Chromium obeys this directive; on older ones the dead proxy stops WebRTC (network.ts).
  "webrtc 'block'",
  "form-action 'none'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ')

/**
 * Sent with every bundled file of the frames that open untrusted files. They run only our scripts, read only what main
 * serves, and can only be embedded in our window. `data:` is needed to export the pixels of some pictures. pdf.js loads its
 * own fonts for documents that embed none; nothing else may be a font.
 */
export const framePolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "worker-src 'self'",
  'connect-src preview:',
  "webrtc 'block'",
  'img-src preview: blob: data:',
  `font-src ${viewerFonts}`,
  "form-action 'none'",
  "base-uri 'none'",
  `frame-ancestors ${appOrigin}`,
].join('; ')
