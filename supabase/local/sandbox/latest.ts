/** Remembers the newest value of each key, and forgets the key set longest ago beyond `limit`. */
export function createLatest<T>(limit: number): {
  get(key: string): T | undefined
  set(key: string, value: T): void
} {
  const values = new Map<string, T>()
  return {
    get: (key) => values.get(key),
    set(key, value) {
      values.delete(key)
      values.set(key, value)
      const oldest = values.keys().next()
      if (values.size > limit && !oldest.done) values.delete(oldest.value)
    },
  }
}
