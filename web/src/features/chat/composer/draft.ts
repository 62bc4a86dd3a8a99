/** Words and when they were written (epoch ms; the database's clock once it has taken them). */
export type Draft = { text: string; at: number }

type Doors = {
  load: () => Draft | null
  keep: (draft: Draft) => void
  /** Tells the server, which answers with the draft it keeps: this one, or a newer one of another device. */
  save: (draft: Draft) => Promise<Draft>
  /** What the server keeps; null when nothing was ever written. */
  fetch: () => Promise<Draft | null>
  now?: () => number
  /** How long the person pauses before it is saved. */
  pauseMs?: number
  /** Words that grew within this time are being typed: another device does not replace them. */
  typingMs?: number
}

/**
 * One draft on all devices: here at once, on the server after a pause, and the newer writing wins. What is being typed is
 * never replaced under the fingers. Without a network it waits on this device; `sync` makes up for it.
 */
export function makeDraft({
  load,
  keep,
  save,
  fetch,
  now = Date.now,
  pauseMs = 1000,
  typingMs = 10_000,
}: Doors) {
  const watchers = new Set<() => void>()
  let { text, at } = load() ?? { text: '', at: 0 }
  let savedAt = 0
  // the newest that is known of any device: what is written now is written after it, whatever this clock says
  let knownAt = at
  let typedAt = Number.NEGATIVE_INFINITY
  let timer: ReturnType<typeof setTimeout> | undefined
  let later: ReturnType<typeof setTimeout> | undefined
  let saving: Promise<void> | undefined

  function hear(kept: Draft) {
    knownAt = Math.max(knownAt, kept.at)
    if (kept.at <= at) return
    const calmMs = typedAt + typingMs - now()
    if (text !== '' && kept.text !== text && calmMs > 0) {
      // not under the fingers; once they rest, unless they wrote on
      clearTimeout(later)
      later = setTimeout(hear, calmMs, kept)
      return
    }
    const isOther = kept.text !== text
    text = kept.text
    at = kept.at
    savedAt = at
    keep({ text, at })
    if (isOther) for (const watch of watchers) watch()
  }

  async function saveNow() {
    const draft = { text, at }
    const kept = await save(draft)
    savedAt = Math.max(savedAt, draft.at)
    // nothing was typed meanwhile: from here on it bears the time the database gave it
    if (at === draft.at && kept.text === text) {
      at = kept.at
      savedAt = at
      keep({ text, at })
    }
    hear(kept)
  }

  function flush(): Promise<void> {
    clearTimeout(timer)
    timer = undefined
    if (at <= savedAt) return saving ?? Promise.resolve()
    saving ??= saveNow()
      .catch(() => undefined)
      .finally(() => {
        saving = undefined
        if (timer === undefined && at > savedAt && typedAt > now() - typingMs)
          timer = setTimeout(flush, pauseMs)
      })
    return saving
  }

  return {
    text: () => text,
    watch: (watch: () => void) => {
      watchers.add(watch)
      return () => watchers.delete(watch)
    },
    /** The person changed the words; empty is sent or given up, and ends the draft at once on every device. */
    write(next: string): void {
      if (next === text) return
      text = next
      typedAt = now()
      at = Math.max(typedAt, knownAt + 1, at + 1)
      knownAt = at
      keep({ text, at })
      for (const watch of watchers) watch()
      clearTimeout(timer)
      timer = setTimeout(flush, next === '' ? 0 : pauseMs)
    },
    /** Another device wrote, the network is back, or the room was opened. Never fails. */
    async sync(): Promise<void> {
      await flush()
      const kept = await fetch().catch(() => null)
      if (kept) hear(kept)
      else if (text !== '' && at > savedAt) await flush()
    },
    flush,
  }
}
