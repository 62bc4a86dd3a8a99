type Mark = 'read' | 'delivered'

/**
 * Tells the server how far the person has come, at most once per `delayMs` and room, and only forward.
 * What could not be told is told with the next mark.
 */
export function makeMarks(tell: (mark: Mark, roomId: string, seq: number) => Promise<void>, delayMs = 1000) {
  const told = new Map<string, number>()
  const wanted = new Map<string, { mark: Mark; roomId: string; seq: number }>()
  const timers = new Map<string, ReturnType<typeof setTimeout>>()

  async function say(key: string) {
    timers.delete(key)
    const want = wanted.get(key)
    wanted.delete(key)
    if (!want) return
    const before = told.get(key)
    told.set(key, want.seq)
    await tell(want.mark, want.roomId, want.seq).catch(() => {
      if (told.get(key) === want.seq) told.set(key, before ?? 0)
    })
  }

  return {
    reach(mark: Mark, roomId: string, seq: number): void {
      const key = `${mark} ${roomId}`
      if (seq <= Math.max(told.get(key) ?? 0, wanted.get(key)?.seq ?? 0)) return
      wanted.set(key, { mark, roomId, seq })
      if (!timers.has(key)) timers.set(key, setTimeout(say, delayMs, key))
    },
    /** Another person has signed in: their marks are their own. */
    forget(): void {
      for (const timer of timers.values()) clearTimeout(timer)
      timers.clear()
      wanted.clear()
      told.clear()
    },
  }
}
