import { useCallback, useEffect, useRef, useState } from 'react'
import { sentenceFor } from '../../lib/failure.ts'
import { useOnline } from '../../lib/online.ts'
import { type Announcement, blankDraft, type Draft } from './announcement.ts'
import { saveDraft } from './announcements-query.ts'
import { readDraft, writeDraft } from './draft-store.ts'

export type Saving = { kind: 'saved' | 'saving' | 'offline' } | { kind: 'failed'; sentence: string }
const restMs = 700

/**
 * A draft that saves itself when one stops typing, and before that is kept on this device. `flush` resolves once the server
 * has it as it stands, and throws when it cannot be saved.
 */
export function useDraft(id: string, row: Announcement | null, onSaved: (row: Announcement) => void) {
  const [draft, setDraft] = useState<Draft>(() => readDraft(id) ?? row ?? blankDraft)
  const [saving, setSaving] = useState<Saving>({ kind: 'saved' })
  const unsaved = useRef<Draft | null>(readDraft(id))
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const running = useRef<Promise<void>>(Promise.resolve())
  const isOnline = useOnline()

  const flush = useCallback((): Promise<void> => {
    clearTimeout(timer.current)
    // one save after the other: two at once could end with the older words
    running.current = running.current
      .catch(() => undefined)
      .then(async () => {
        const next = unsaved.current
        if (!next) return
        setSaving({ kind: 'saving' })
        const saved = await saveDraft(id, next)
        if (unsaved.current === next) {
          unsaved.current = null
          writeDraft(id, null)
          setSaving({ kind: 'saved' })
          onSaved(saved)
        }
      })
    running.current.catch((error) =>
      setSaving(navigator.onLine ? { kind: 'failed', sentence: sentenceFor(error) } : { kind: 'offline' }),
    )
    return running.current
  }, [id, onSaved])

  const change = useCallback(
    (part: Partial<Draft>) => {
      const next = { ...(unsaved.current ?? draft), ...part }
      unsaved.current = next
      setDraft(next)
      writeDraft(id, next)
      setSaving({ kind: 'saving' })
      clearTimeout(timer.current)
      timer.current = setTimeout(() => void flush().catch(() => undefined), restMs)
    },
    [draft, flush, id],
  )

  const forget = useCallback(() => {
    clearTimeout(timer.current)
    unsaved.current = null
    writeDraft(id, null)
  }, [id])

  // what a lost network or a closed page kept from being saved is saved as soon as it can be
  useEffect(() => {
    if (isOnline && unsaved.current) void flush().catch(() => undefined)
    else if (!isOnline && unsaved.current) setSaving({ kind: 'offline' })
  }, [isOnline, flush])
  useEffect(
    () => () => {
      clearTimeout(timer.current)
      if (unsaved.current) void flush().catch(() => undefined)
    },
    [flush],
  )
  return { draft, change, saving, flush, forget }
}
