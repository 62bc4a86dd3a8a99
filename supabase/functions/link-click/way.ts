/**
 * The absolute address a stored `action_url` leads to: a path within the app, or https elsewhere. Anything else, and
 * whatever a URL parser turns into another host (`/\t/evil.example`), is the start page of the app.
 */
export function wayTo(actionUrl: string, appUrl: string): string {
  const app = new URL(appUrl)
  const url = URL.parse(actionUrl, app)
  if (!url || url.username || url.password) return app.href
  if (actionUrl.startsWith('/')) return url.origin === app.origin ? url.href : app.href
  return /^https:\/\//i.test(actionUrl) && url.protocol === 'https:' ? url.href : app.href
}
