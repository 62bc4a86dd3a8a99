const key = 'orderline.call-device'

/** This tab, as calls know it: it stays through a reload, so that one that runs can be joined again. */
export function thisDevice(): string {
  const kept = sessionStorage.getItem(key)
  if (kept) return kept
  const made = crypto.randomUUID()
  sessionStorage.setItem(key, made)
  return made
}
