type Options = {
  /** How many in one window. */
  most: number
  windowMs: number
  now?: () => number
}

// more keys than this in one window, and the oldest are forgotten: memory stays bounded whoever calls
const maxKeys = 10_000

/**
 * Counts per key in fixed windows and says whether one more is within the limit. It knows only this instance: a brake for
 * what is harmless in itself. Where the number itself matters, the database counts.
 */
export function createRateLimit({ most, windowMs, now = Date.now }: Options): (key: string) => boolean {
  const counts = new Map<string, { count: number; endsAt: number }>()
  return (key) => {
    const at = now()
    const known = counts.get(key)
    if (known && at < known.endsAt) return ++known.count <= most
    counts.delete(key)
    counts.set(key, { count: 1, endsAt: at + windowMs })
    if (counts.size > maxKeys) {
      const [oldest] = counts.keys()
      if (oldest !== undefined) counts.delete(oldest)
    }
    return most >= 1
  }
}
