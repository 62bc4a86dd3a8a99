/** @typedef {{ title: string, body: string, url: string | null, tag: string | null, image: string | null, actions: { title: string, url: string | null }[] }} Notification */

/**
 * What a phone would show of a push payload: declarative web push (`notification.navigate`), or a plain object with title,
 * body and a URL by one of its usual names. Anything else is shown as the text it is.
 * @param {unknown} payload
 * @returns {Notification}
 */
export function readNotification(payload) {
  if (typeof payload !== 'object' || payload === null) {
    return {
      title: 'Push',
      body: payload === null ? '(empty)' : String(payload),
      url: null,
      tag: null,
      image: null,
      actions: [],
    }
  }
  const top = /** @type {Record<string, unknown>} */ (payload)
  const inner = object(top.notification) ?? top
  const data = object(inner.data) ?? object(top.data) ?? {}
  const actions = Array.isArray(inner.actions)
    ? inner.actions.map(object).filter((action) => action !== null)
    : []
  return {
    title: text(inner.title) ?? text(top.title) ?? 'No title',
    body: text(inner.body) ?? text(top.body) ?? '',
    url: address(inner) ?? address(data) ?? address(top),
    tag: text(inner.tag) ?? text(top.tag),
    image: text(inner.image) ?? text(top.image),
    actions: actions
      .slice(0, 2)
      .map((action) => ({ title: text(action.title) ?? 'Action', url: address(action) })),
  }
}

/**
 * The address to open, made absolute by the app's; only web addresses, never `javascript:`.
 * @param {string | null} url
 * @param {string | null} appUrl
 */
export function webAddress(url, appUrl) {
  if (url === null || !URL.canParse(url, appUrl ?? undefined)) return null
  const { href, protocol } = new URL(url, appUrl ?? undefined)
  return protocol === 'http:' || protocol === 'https:' ? href : null
}

/** @param {Record<string, unknown>} holder */
function address(holder) {
  return text(holder.navigate) ?? text(holder.action_url) ?? text(holder.url)
}

/** @param {unknown} value */
function text(value) {
  return typeof value === 'string' && value !== '' ? value : null
}

/** @param {unknown} value @returns {Record<string, unknown> | null} */
function object(value) {
  return typeof value === 'object' && value !== null ? /** @type {Record<string, unknown>} */ (value) : null
}
