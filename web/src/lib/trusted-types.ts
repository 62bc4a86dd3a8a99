/** What Leaflet writes as HTML while it looks at what the browser can draw. Everything else it is given here are elements. */
const ofLeaflet = new Set(['<svg/>', '<v:shape adj="1"/>'])

/** Text may go where HTML is expected, markup may not: null refuses, and the browser reports it. */
export function trustedHtml(html: string): string | null {
  return ofLeaflet.has(html) || !/[<&]/.test(html) ? html : null
}

/** The one script that is loaded by its address is the service worker. */
export function trustedScriptUrl(url: string, page: string): string | null {
  const wanted = new URL(url, page)
  return wanted.href === new URL('/sw.js', page).href ? url : null
}

type Rules = {
  createHTML(html: string): string | null
  createScriptURL(url: string): string | null
  createScript(): null
}
/** Not yet in TypeScript's own types (w3c/trusted-types). */
type WithTrustedTypes = { trustedTypes?: { createPolicy(name: string, rules: Rules): unknown } }

/**
 * The app's one policy for `require-trusted-types-for 'script'`: strings no longer become markup or code, wherever in the page
 * somebody tries. Browsers without Trusted Types go by the rest of the content security policy.
 */
export function installTrustedTypes(): void {
  const { trustedTypes } = window as WithTrustedTypes
  trustedTypes?.createPolicy('default', {
    createHTML: trustedHtml,
    createScriptURL: (url) => trustedScriptUrl(url, window.location.href),
    createScript: () => null,
  })
}
