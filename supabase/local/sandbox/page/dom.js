/** @typedef {Node | string | null | false | undefined} Child */

/**
 * An element. Properties are set as properties, `on…` as listeners, names with a dash as attributes; strings become text,
 * so nothing that was sent can become markup.
 * @template {keyof HTMLElementTagNameMap} K
 * @param {K} tag
 * @param {Record<string, unknown>} [properties]
 * @param {...Child} children
 * @returns {HTMLElementTagNameMap[K]}
 */
export function h(tag, properties = {}, ...children) {
  const element = document.createElement(tag)
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === null) continue
    if (name.startsWith('on')) element.addEventListener(name.slice(2), /** @type {EventListener} */ (value))
    else if (name.includes('-') || name === 'role') element.setAttribute(name, String(value))
    else Reflect.set(element, name, value)
  }
  fill(element, ...children)
  return element
}

/** @param {Element} element @param {...Child} children */
export function fill(element, ...children) {
  element.replaceChildren(
    ...children.filter((child) => child !== null && child !== undefined && child !== false),
  )
}

/** @param {string} id */
export function byId(id) {
  const element = document.getElementById(id)
  if (!element) throw new Error(`no #${id}`)
  return element
}

/**
 * Makes `parent`'s children those of `items`, in order, and touches only what is new, gone or of another version. An open
 * <details> stays open.
 * @template T
 * @param {Element} parent
 * @param {T[]} items
 * @param {(item: T) => string} keyOf
 * @param {(item: T) => string} versionOf
 * @param {(item: T) => HTMLElement} create
 */
export function keep(parent, items, keyOf, versionOf, create) {
  const before = new Map([...parent.children].map((child) => [child.getAttribute('data-key'), child]))
  const after = items.map((item) => {
    const old = before.get(keyOf(item))
    if (old?.getAttribute('data-version') === versionOf(item)) return old
    const fresh = create(item)
    fresh.dataset.key = keyOf(item)
    fresh.dataset.version = versionOf(item)
    const [wasOpen, details] = [old?.querySelector('details')?.open, fresh.querySelector('details')]
    if (wasOpen && details) details.open = true
    if (old) fresh.classList.add('again')
    return fresh
  })
  const wanted = new Set(after)
  for (const child of [...parent.children]) if (!wanted.has(child)) child.remove()
  for (const [i, child] of after.entries()) {
    if (parent.children[i] !== child) parent.insertBefore(child, parent.children[i] ?? null)
  }
}
