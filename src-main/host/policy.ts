/** The Content Security Policy and the other headers under which both hosts hand out the screens.
 *  PO1 nothing but our own scripts, styles, fonts and pictures; no inline code, no frames, no forms that post.
 *  PO2 the page reaches the network only where the host needs it: nowhere in Electron, its own origin in the browser.
 *  PO3 HTML is written only through the one Trusted Types policy, `sumu` (the style shim of src-renderer).
 *  One file for both hosts, so that what is tested in Chromium is what Electron gets.                               */

export const TRUSTED_TYPES_POLICY = 'sumu';

export function contentSecurityPolicy(connect: "'none'" | "'self'"): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' blob:",
    "font-src 'self'",
    `connect-src ${connect}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-src 'none'",
    "object-src 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    `trusted-types ${TRUSTED_TYPES_POLICY}`,
  ].join('; ');
}

/** Headers of every answer, errors included. */
export function securityHeaders(connect: "'none'" | "'self'"): Record<string, string> {
  return {
    'Content-Security-Policy': contentSecurityPolicy(connect),
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Permissions-Policy': 'camera=(), microphone=(), geolocation=(), usb=(), serial=(), hid=()',
  };
}
